import { createStore } from './store'

type Answer = (answer: { event: 'agree'; buttonId: string } | { event: 'disagree' }) => void

/** What WeChat waits for: an answer to whether it may use what its privacy guide names. */
const store = createStore<Answer | undefined>(() => undefined)

/** WeChat's own, which Taro does not name: it is asked of people before the first thing that its guide lists. */
declare const wx: { onNeedPrivacyAuthorization?: (ask: (answer: Answer) => void) => void }

export const startPrivacy = () => wx.onNeedPrivacyAuthorization?.((answer) => store.set(answer))

/** The button that WeChat counts as a yes, by its id. */
export const agreeButton = 'agree-to-privacy'

/** Whether a person is being asked, and their answer. */
export function usePrivacy() {
  const answer = store.use()
  const tell = (given: Parameters<Answer>[0]) => {
    answer?.(given)
    store.set(undefined)
  }
  return {
    asked: answer !== undefined,
    agree: () => tell({ event: 'agree', buttonId: agreeButton }),
    disagree: () => tell({ event: 'disagree' }),
  }
}
