import { booking } from '../../cloudfunctions/market/booking/contract'
import { night } from '../../cloudfunctions/market/night/contract'
import { call, Refused } from '../../src/shared/cloud'

interface Sent {
  action: string
  key?: string
}

/** The network: gives each request the next of these answers; `lost` is none at all, the last goes on for ever. */
function network(...answers: unknown[]): Sent[] {
  const sent: Sent[] = []
  globalThis.fetch = jest.fn((_url: unknown, init?: { body?: unknown }) => {
    sent.push(JSON.parse(String(init?.body)) as Sent)
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer === 'lost') return Promise.reject(new TypeError('Failed to fetch'))
    if (answer === 'silence') return new Promise<Response>(() => undefined)
    return Promise.resolve({ json: () => Promise.resolve(answer) } as Response)
  })
  return sent
}

const value = { stall: 'A02' }
const yes = { ok: true, value }
const no = { ok: false, code: 'STALL_TAKEN', say: '这个摊位已经有人订了，换一个试试' }
const fault = { ok: false, code: 'INTERNAL', say: '网络开小差了，请稍后再试一次', requestId: 'r1' }

/** Asks, and lets the waits between retries pass. */
async function outcome(asked: Promise<unknown>): Promise<unknown> {
  const settled = asked.then(
    (answer) => answer,
    (error: unknown) => (error instanceof Refused ? error.code : error),
  )
  await jest.advanceTimersByTimeAsync(60_000)
  return settled
}
let stalls = 0
/** A tap on a stall that no other test has tapped. */
const aStall = () => ({ night: '2026-11-27-taohuajing', stall: `A${String((stalls += 1)).padStart(2, '0')}` })
const book = (input: { night: string; stall: string }) => outcome(call(booking.bookStall, input))
const keys = (sent: Sent[]) => new Set(sent.map(({ key }) => key))

beforeEach(() => jest.useFakeTimers())

test('a tap whose answers are lost is sent three times under one key, and never becomes a yes', async () => {
  const sent = network('lost')
  expect(await book(aStall())).toBe('NO_ANSWER')
  expect(sent).toHaveLength(3)
  expect(keys(sent).size).toBe(1)
  expect(sent[0]?.key).toMatch(/^[\w-]{8,64}$/)
})

test('an answer lost once is found again by its key', async () => {
  const sent = network('lost', yes)
  expect(await book(aStall())).toEqual(value)
  expect(keys(sent).size).toBe(1)
})

test.each([['lost'], ['silence'], [fault]])('after %p, the same tap again carries the same key', async (answer) => {
  const stall = aStall()
  const sent = network(answer)
  await book(stall)
  const again = network(yes)
  expect(await book(stall)).toEqual(value)
  expect(keys([...sent, ...again]).size).toBe(1)
})

test('after a certain answer, the next tap is a new one', async () => {
  const stall = aStall()
  const sent = network(no)
  expect(await book(stall)).toBe('STALL_TAKEN')
  expect(await book(stall)).toBe('STALL_TAKEN')
  expect(sent).toHaveLength(2)
  expect(keys(sent).size).toBe(2)
})

test('something else done in between makes it a new tap', async () => {
  const [stall, other] = [aStall(), aStall()]
  const sent = network('lost')
  await book(stall)
  network(yes)
  await book(other)
  const again = network(yes)
  await book(stall)
  expect(again[0]?.key).not.toBe(sent[0]?.key)
})

test.each([[{}], [null], ['<html>'], [{ ok: true }], [{ ok: 'yes', value }], [{ ok: false }]])(
  'an answer that is none, %j, is not taken for a yes',
  async (answer) => {
    network(answer)
    expect(await book(aStall())).toBe('NO_ANSWER')
  },
)

test('a question carries no key', async () => {
  const sent = network(yes)
  await outcome(call(night.listNights, {}))
  expect(sent).toEqual([{ action: 'listNights', input: {} }])
})
