import { createStore } from './store'

type Answer = (
  answer: { event: 'exposureAuthorization' } | { event: 'agree'; buttonId: string } | { event: 'disagree' },
) => void

/** What WeChat waits for: answers to whether it may use what its privacy guide names, one for each thing that asks. */
const store = createStore<readonly Answer[]>(() => [])

/** WeChat's own, which Taro does not name: it is asked of people before the first thing that its guide lists. */
declare const wx: { onNeedPrivacyAuthorization?: (ask: (answer: Answer) => void) => void }

export const startPrivacy = () =>
  wx.onNeedPrivacyAuthorization?.((answer) => {
    store.set([...store.get(), answer])
    // WeChat wants to know that the person has been shown what they are asked.
    answer({ event: 'exposureAuthorization' })
  })

/** The button that WeChat counts as a yes, by its id: it looks whether it was tapped. */
export const agreeButton = 'agree-to-privacy'

/** Whether a person is being asked, and their answer. */
export function usePrivacy() {
  const answers = store.use()
  const tell = (given: Parameters<Answer>[0]) => {
    store.set([])
    for (const answer of answers) answer(given)
  }
  return {
    asked: answers.length > 0,
    agree: () => tell({ event: 'agree', buttonId: agreeButton }),
    disagree: () => tell({ event: 'disagree' }),
  }
}
