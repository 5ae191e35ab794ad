import type * as QueueModule from '../../src/shared/queue'
import { booking } from '../../cloudfunctions/market/booking/contract'

/** The phone's own store, which outlives the program. */
const mockStore = new Map<string, unknown>()
jest.mock('@tarojs/taro', () => ({
  __esModule: true,
  default: {
    getStorageSync: (key: string) => mockStore.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => mockStore.set(key, value),
  },
}))

interface Sent {
  action: string
  input: { stall: string }
  key: string
}

const yes = { ok: true, value: {} }
const no = { ok: false, code: 'STALL_TAKEN', say: '这个摊位已经有人订了，换一个试试' }

/** The network, which gives each request what `answer` says of it; `undefined` is none at all. */
function network(answer: (request: Sent) => unknown): Sent[] {
  const sent: Sent[] = []
  globalThis.fetch = jest.fn((_url: unknown, init?: { body?: unknown }) => {
    const request = JSON.parse(String(init?.body)) as Sent
    const given = answer(request)
    if (given === undefined) return Promise.reject(new TypeError('Failed to fetch'))
    sent.push(request)
    return Promise.resolve({ json: () => Promise.resolve(given) } as Response)
  })
  return sent
}

type Queue = typeof QueueModule

/** The program as it starts anew, with what the phone has kept. */
async function start(): Promise<Queue & { kept: () => ReturnType<Queue['useQueue']> }> {
  jest.resetModules()
  jest.clearAllTimers()
  // Imported anew inside a test, the library could not hang its clean-up on it.
  process.env['RTL_SKIP_AUTO_CLEANUP'] = 'true'
  const [queue, { renderHook }] = await Promise.all([
    import('../../src/shared/queue'),
    import('@testing-library/react'),
  ])
  return { ...queue, kept: () => renderHook(() => queue.useQueue()).result.current }
}

const later = (queue: Queue, stall: string) =>
  queue.enqueue(booking.bookStall, { night: '2026-11-27-taohuajing', stall }, { words: `订 ${stall}` })

/** Runs something to its end, the waits between retries passed. */
async function settled<T>(running: Promise<T>): Promise<T> {
  await jest.advanceTimersByTimeAsync(60_000)
  return running
}
const stalls = (sent: Sent[]) => sent.map(({ input }) => input.stall)

beforeEach(() => {
  mockStore.clear()
  jest.useFakeTimers()
})

test('with network, it goes out at once and nothing waits', async () => {
  const sent = network(() => yes)
  const queue = await start()
  await settled(later(queue, 'A01'))
  expect(stalls(sent)).toEqual(['A01'])
  expect(queue.kept().waiting).toEqual([])
})

test('without network it waits, over a restart too, and goes out in order under the keys it had', async () => {
  network(() => undefined)
  const before = await start()
  await settled(later(before, 'A01'))
  await settled(later(before, 'A02'))
  const keys = before.kept().waiting.map(({ key }) => key)
  expect(keys).toHaveLength(2)

  const sent = network(() => yes)
  const after = await start()
  expect(after.kept().waiting.map(({ words }) => words)).toEqual(['订 A01', '订 A02'])
  await settled(after.flushQueue())
  expect(stalls(sent)).toEqual(['A01', 'A02'])
  expect(sent.map(({ key }) => key)).toEqual(keys)
  expect(after.kept().waiting).toEqual([])
})

test('what is refused for good is told until it is read, and the next one goes on', async () => {
  network(() => undefined)
  const queue = await start()
  await settled(later(queue, 'A01'))
  await settled(later(queue, 'A02'))
  const sent = network(({ input }) => (input.stall === 'A01' ? no : yes))
  await settled(queue.flushQueue())
  expect(stalls(sent)).toEqual(['A01', 'A02'])
  const { waiting, refused, read } = queue.kept()
  expect(waiting).toEqual([])
  expect(refused).toMatchObject([{ words: '订 A01', say: no.say }])
  read(refused[0]?.key ?? '')
  expect(queue.kept().refused).toEqual([])
})

test.each([
  ['a fault of the cloud', { ok: false, code: 'INTERNAL', say: '网络开小差了，请稍后再试一次' }],
  ['too many at once', { ok: false, code: 'TOO_MANY', say: '点得太多了，请 3 分钟后再试' }],
])('%s keeps it where it was, before what came after it', async (_what, answer) => {
  network(() => answer)
  const queue = await start()
  await settled(later(queue, 'A01'))
  await settled(later(queue, 'A02'))
  expect(queue.kept().waiting.map(({ words }) => words)).toEqual(['订 A01', '订 A02'])
})

test('two pages that show at once do not send one thing twice', async () => {
  network(() => undefined)
  const queue = await start()
  await settled(later(queue, 'A01'))
  const sent = network(() => yes)
  await settled(Promise.all([queue.flushQueue(), queue.flushQueue()]))
  expect(sent).toHaveLength(1)
})

test('a hundred wait at most; the next one is told so', async () => {
  network(() => undefined)
  const queue = await start()
  const first = Array.from({ length: 100 }, (_, index) => later(queue, `A${String(index)}`))
  await settled(Promise.all(first))
  await expect(later(queue, 'A100')).rejects.toMatchObject({ code: 'QUEUE_FULL' })
  expect(queue.kept().waiting).toHaveLength(100)
})

test('it tells how a thing stands: sent, waiting, or refused with words; and when it was made', async () => {
  const answers: unknown[] = [yes, no, undefined, undefined, undefined]
  network(() => answers.shift())
  const queue = await start()
  const madeAt = '2026-11-27T09:31:00.000Z'
  const ask = (stall: string) => ({ night: '2026-11-27-taohuajing', stall })
  const hand = (stall: string) => settled(queue.enqueue(booking.bookStall, ask(stall), { madeAt, words: '扫码' }))
  expect(await hand('A01')).toMatchObject({ state: 'sent', madeAt })
  expect(await hand('A02')).toMatchObject({ state: 'refused', say: no.say })
  expect(await hand('A03')).toMatchObject({ state: 'waiting', madeAt, words: '扫码' })
  const { of } = queue.kept()
  expect(of(booking.bookStall).map(({ input: { stall }, state }) => `${stall} ${state}`)).toEqual([
    'A01 sent',
    'A02 refused',
    'A03 waiting',
  ])
  expect(of(booking.cancelBooking)).toEqual([])
  expect((await start()).kept().of(booking.bookStall)).toHaveLength(2)
})

test('the same thing done twice in a row without network waits once', async () => {
  network(() => undefined)
  const queue = await start()
  for (const stall of ['A01', 'A01', 'A02', 'A01']) await settled(later(queue, stall))
  expect(queue.kept().waiting.map(({ words }) => words)).toEqual(['订 A01', '订 A02', '订 A01'])
})

test('a program that ends in the middle of its try tries again under the same key', async () => {
  const sent = network(() => new Promise(() => undefined))
  void later(await start(), 'A01')
  await jest.advanceTimersByTimeAsync(1)
  const after = await start()
  expect(after.kept().waiting.map(({ key }) => key)).toEqual([sent[0]?.key])
})

test('where the phone has no room, it is told and nothing is sent', async () => {
  const sent = network(() => yes)
  const queue = await start()
  const room = jest.spyOn(mockStore, 'set').mockImplementation(() => {
    throw new Error('exceed storage max size')
  })
  await expect(later(queue, 'A01')).rejects.toMatchObject({ say: expect.stringContaining('没有记下') as string })
  room.mockRestore()
  expect(sent).toEqual([])
})

test('a queue that this version cannot read is as good as none', async () => {
  mockStore.set('queue:o-vendor-0001', 'not what it was')
  const queue = await start()
  expect(queue.kept().waiting).toEqual([])
})

const fault = { ok: false, code: 'INTERNAL', say: '网络开小差了，请稍后再试一次' }
const minutes = (count: number) => jest.advanceTimersByTimeAsync(count * 60_000)

test('what the cloud fails at again and again is tried with longer rests, then set aside, and the rest goes on', async () => {
  const tries: number[] = []
  const sent = network(({ input }) => {
    if (input.stall !== 'A01') return yes
    tries.push(Date.now())
    return fault
  })
  const queue = await start()
  await settled(later(queue, 'A01'))
  await settled(later(queue, 'A02'))
  expect(queue.kept().waiting.map(({ words }) => words)).toEqual(['订 A01', '订 A02'])
  await minutes(20)
  expect(tries.map((at, index) => (at - (tries[index - 1] ?? at)) / 1000)).toEqual([0, 5, 30, 120, 600])
  expect(queue.kept()).toMatchObject({ waiting: [], aside: [{ words: '订 A01', say: fault.say }] })
  expect(stalls(sent).filter((stall) => stall === 'A02')).toHaveLength(1)
  const { aside, retry, read } = (await start()).kept()
  expect(aside).toHaveLength(1)
  await minutes(60)
  expect(tries).toHaveLength(5)

  const again = network(() => yes)
  retry(aside[0]?.key ?? '')
  await minutes(1)
  expect(again.map(({ key }) => key)).toEqual([sent[0]?.key])
  read(aside[0]?.key ?? '')
})

test('a rest counts over a restart and other pages, and ends early where the clock was set back', async () => {
  const sent = network(() => fault)
  await settled(later(await start(), 'A01'))
  expect(sent).toHaveLength(3)
  const after = await start()
  await after.flushQueue()
  expect(sent).toHaveLength(3)
  jest.setSystemTime(new Date('2020-01-01'))
  await after.flushQueue()
  expect(sent).toHaveLength(4)
})

test('what somebody gives up is forgotten', async () => {
  network(() => fault)
  const queue = await start()
  await settled(later(queue, 'A01'))
  await minutes(20)
  const { aside, read } = queue.kept()
  read(aside[0]?.key ?? '')
  expect((await start()).kept()).toMatchObject({ waiting: [], aside: [] })
})

test('where the phone is connected and no answer comes, it is tried again by itself', async () => {
  network(() => undefined)
  const queue = await start()
  await settled(later(queue, 'A01'))
  const sent = network(() => yes)
  await minutes(2)
  expect(stalls(sent)).toEqual(['A01'])
})

test('what is done now is asked as it is; what had to wait, over a restart too, is asked with its time', async () => {
  const asked = (stall: string) => ({ night: '2026-11-27-taohuajing', stall })
  const made = { words: '订', late: asked('A01-late') }
  network(() => undefined)
  const away = await start()
  await settled(away.enqueue(booking.bookStall, asked('A01'), made))
  expect(away.kept().waiting.map(({ input }) => input)).toEqual([asked('A01-late')])
  // The program dies while the first try of another is under way.
  globalThis.fetch = jest.fn(() => new Promise<Response>(() => undefined))
  void away.enqueue(booking.bookStall, asked('A02'), { words: '订', late: asked('A02-late') })
  const sent = network(() => yes)
  const anew = await start()
  await settled(anew.enqueue(booking.bookStall, asked('A03'), { words: '订', late: asked('A03-late') }))
  expect(stalls(sent)).toEqual(['A01-late', 'A02-late', 'A03'])
})
