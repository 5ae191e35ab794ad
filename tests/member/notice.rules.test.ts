import {
  afterAttempt,
  isTidyMinute,
  pageOf,
  settingsOf,
  whyNotSend,
  worthAsking,
} from '../../cloudfunctions/member/notice/rules'
import { messageKinds, type Attempt } from '../../cloudfunctions/shared/notices'

const now = new Date('2026-11-27T10:00:00+08:00')
const refused = (code: number): Attempt => ({ is: 'refused', code, words: 'no' })
const minutesUntil = (next: Date) => (+next - +now) / 60_000

test('what was sent is sent', () => {
  expect(afterAttempt({ is: 'sent' }, 1, now)).toEqual({ state: 'sent' })
})

test.each([40003, 40037, 41030, 47003])('WeChat’s %i stays true: it fails at once, and its consent is left', (code) => {
  expect(afterAttempt(refused(code), 1, now)).toEqual({
    state: 'failed',
    reason: `WECHAT_${code} no`,
    consentLeft: true,
  })
})

test('without a consent at WeChat there is nothing to send', () => {
  expect(afterAttempt(refused(43101), 1, now)).toEqual({ state: 'none', reason: 'WECHAT_43101 no' })
})

test.each<Attempt>([refused(-1), refused(45009), refused(50001), { is: 'unsent', words: 'ECONNREFUSED' }])(
  'after %j it is tried again, each time later, five times in all',
  (attempt) => {
    const waits = [1, 2, 3, 4].map((tries) => {
      const outcome = afterAttempt(attempt, tries, now)
      return outcome.state === 'waiting' ? minutesUntil(outcome.next) : outcome.state
    })
    expect(waits).toEqual([1, 5, 30, 120])
    expect(afterAttempt(attempt, 5, now)).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^AFTER_5_TRIES (WECHAT_|NOT_REACHED )/) as string,
      consentLeft: true,
    })
  },
)

test('what may have left is never sent again', () => {
  expect(afterAttempt({ is: 'unknown', words: 'socket hang up' }, 1, now)).toEqual({
    state: 'failed',
    reason: 'MAY_HAVE_LEFT socket hang up',
    consentLeft: false,
  })
})

const waiting = { state: 'waiting' }
test.each([
  ['one with a consent goes', waiting, { notices: { consents: { market: 1 } } }, null],
  ['nobody known agreed to nothing', waiting, undefined, { state: 'none', reason: 'NO_CONSENT' }],
  [
    'the last consent is spent',
    waiting,
    { notices: { consents: { market: 0 } } },
    { state: 'none', reason: 'NO_CONSENT' },
  ],
  ['a repeat spent its consent before', { state: 'waiting', spent: true as const }, { notices: {} }, null],
  [
    'muting wins over a consent',
    waiting,
    { notices: { muted: ['market' as const], consents: { market: 1 } } },
    { state: 'none', reason: 'MUTED' },
  ],
  [
    'a sender who never came back may have sent',
    { state: 'sending', spent: true as const },
    { notices: { consents: { market: 1 } } },
    { state: 'failed', reason: 'MAY_HAVE_LEFT no answer was kept' },
  ],
])('%s', (_, message, reader, why) => {
  expect(whyNotSend(message, 'market', reader)).toEqual(why)
})

test('a kind that lost its template is not sent', () => {
  expect(whyNotSend(waiting, 'role', undefined)).toEqual({ state: 'none', reason: 'NO_TEMPLATE' })
})

test('settings name every kind, and consents where there is a WeChat message', () => {
  expect(settingsOf({ muted: ['photo'], consents: { market: 2 } }).kinds).toEqual([
    { kind: 'role', muted: false },
    { kind: 'photo', muted: true },
    { kind: 'privacy', muted: false },
    { kind: 'favourite', muted: false },
    { kind: 'market', muted: false, consents: 2 },
    { kind: 'volunteer', muted: false, consents: 0 },
    { kind: 'pledge', muted: false, consents: 0 },
  ])
})

test('one tap asks for three kinds at most: those with the fewest left, and none that is muted', () => {
  const asked = (settled: Parameters<typeof settingsOf>[0]) => worthAsking(settingsOf(settled))
  expect(asked({})).toHaveLength(Math.min(3, messageKinds.length))
  expect(asked({ consents: { market: 2, pledge: 1 } })[0]).toBe('volunteer')
  expect(asked({ muted: ['volunteer'], consents: { market: 1 } })[0]).not.toBe('volunteer')
  expect(asked({ muted: [...messageKinds] })).toEqual([])
  const many = { kinds: [...settingsOf({}).kinds, ...settingsOf({}).kinds] }
  expect(worthAsking(many)).toHaveLength(3)
})

test('WeChat wants a page without a slash in front', () => {
  expect(pageOf('/market/night-map?night=2026-11-27-taohuajing')).toBe('market/night-map?night=2026-11-27-taohuajing')
  expect(pageOf(undefined)).toBeUndefined()
})

test('old rows are looked for once an hour', () => {
  const hour = Array.from({ length: 60 }, (_, minute) => new Date(+now + minute * 60_000))
  expect(hour.filter(isTidyMinute)).toHaveLength(1)
})
