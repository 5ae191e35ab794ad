import { act, fireEvent, render } from '@testing-library/react'
import { booking } from '../../cloudfunctions/market/booking/contract'
import { whyNotStall } from '../../cloudfunctions/market/booking/rules'
import { stallStates, type StallKind, type StallOnMap } from '../../cloudfunctions/market/night/contract'
import { StallSheet } from '../../src/market/stall-sheet'
import type { Kept } from '../../src/market/use-kept'
import type { NightMap } from '../../src/market/words'

const { refusals } = booking.bookStall

const aStall = (given: Partial<StallOnMap> = {}): StallOnMap => ({
  code: 'A02',
  kind: 'hot',
  mode: 'pick',
  state: 'free',
  water: true,
  power: true,
  fee: 3000,
  ...given,
})

const aMap = (stall: StallOnMap, given: Partial<NightMap> = {}): NightMap => ({
  today: '2026-11-27',
  night: {
    id: '2026-11-27-taohuajing',
    market: 'taohuajing',
    name: '烟火桃花井夜市',
    date: '2026-11-27',
    state: 'open',
    free: 1,
    total: 1,
    opensAt: '2026-11-20T02:00:00.000Z',
    closesAt: '2026-11-27T16:00:00.000Z',
    cancelBy: '2026-11-27T07:30:00.000Z',
    startsAt: '2026-11-27T09:30:00.000Z',
    endsAt: '2026-11-27T18:00:00.000Z',
  },
  rows: [{ row: 'A', stalls: [stall] }],
  stallsEach: 1,
  ladder: [0, 7, 30],
  me: { kinds: ['hot'], stalls: [], waitedFor: [] },
  ...given,
})

/** Of the reasons mounted in the sheet, those that its class shows. */
const reasonsShown = (sheet: Element | null) =>
  [...(sheet?.classList ?? [])].flatMap((state) =>
    [...(sheet?.querySelectorAll(`.why-${state}`) ?? [])].map(({ textContent }) => textContent),
  )

async function open(map: NightMap, kept?: Kept) {
  const [onBook, onHold] = [jest.fn(), jest.fn()]
  const rest = {
    kept,
    onHold,
    open: true,
    outcome: 'none',
    refusal: undefined,
    onMine: jest.fn(),
    onClose: jest.fn(),
  } as const
  const { container } = render(<StallSheet map={map} picked="A02" {...rest} onBook={onBook} />)
  await act(() => Promise.resolve())
  const button = container.querySelector('.sheet-do taro-button-core')
  if (!button) throw new Error('the sheet has no button')
  return { button, why: reasonsShown(container.querySelector('.sheet')), onBook, onHold, text: container.textContent }
}

const kinds: StallKind[] = ['hot', 'goods']
const others = stallStates.filter((state) => state !== 'mine')

test.each(kinds.flatMap((kind) => others.map((state) => ({ kind, state }))))(
  'a $state stall for $kind: the button says what the rule says',
  async ({ kind, state }) => {
    const stall = aStall({ kind, state })
    const { button, why, onBook } = await open(aMap(stall))
    const rule = whyNotStall(stall, ['hot'])
    const said =
      state === 'held' ? '有人正在挑这个摊位，最多留十分钟。先看看别的，或者等会儿再来' : rule && refusals[rule]
    expect(why).toEqual(said ? [said] : [])
    expect(button.getAttribute('aria-disabled')).toBe(String(rule !== null))
    fireEvent.click(button)
    expect(onBook.mock.calls).toEqual(rule ? [] : [['A02', false]])
  },
)

test('what holds for the whole night goes before what holds for the stall', async () => {
  const whyNot = { code: 'NIGHT_CLOSED', say: refusals.NIGHT_CLOSED }
  const { button, why } = await open(aMap(aStall({ kind: 'goods' }), { whyNot }))
  expect(why).toEqual([refusals.NIGHT_CLOSED])
  expect(button.getAttribute('aria-disabled')).toBe('true')
})

test.each([
  ['STALL_FIXED', { mode: 'fixed' } as const, []],
  ['STALL_BY_DRAW', { mode: 'draw' } as const, []],
  ['STALL_WAITED', {}, ['hot' as const]],
] as const)('a free stall that cannot be picked says why: %s', async (code, given, waitedFor) => {
  const { button, why } = await open(
    aMap(aStall(given), { me: { kinds: ['hot'], stalls: [], waitedFor: [...waitedFor] } }),
  )
  expect(why).toEqual([refusals[code]])
  expect(button.getAttribute('aria-disabled')).toBe('true')
})

const kept = (minutes: number): Kept => ({ stall: 'A02', until: '2026-11-27T02:10:00.000Z', minutes })

test.each([
  [10, '还有\u00a010\u00a0分钟'],
  [2, '还有\u00a02\u00a0分钟'],
  [1, '不到\u00a01\u00a0分钟了'],
])('a stall that is kept says until when, with %i minutes left, and is confirmed', async (minutes, left) => {
  const { button, why, onBook } = await open(aMap(aStall({ state: 'holding' })), kept(minutes))
  expect(why).toEqual([`这个摊位给您留到 10:10，${left}`])
  expect(button.textContent).toBe('确认订下')
  fireEvent.click(button)
  expect(onBook.mock.calls).toEqual([['A02', true]])
})

test('a stall whose time is over may be kept once more, unless somebody has it', async () => {
  const { button, onBook, onHold } = await open(aMap(aStall()), kept(0))
  expect(button.textContent).toBe('再留一次')
  fireEvent.click(button)
  expect([onBook.mock.calls, onHold.mock.calls]).toEqual([[], [['A02']]])
  const { why } = await open(aMap(aStall({ state: 'taken' })), kept(0))
  expect(why).toEqual([refusals.STALL_TAKEN])
})

test('my own stall leads to my bookings, whatever else holds', async () => {
  const whyNot = { code: 'ONE_STALL_EACH', say: refusals.ONE_STALL_EACH }
  const { button, onBook } = await open(
    aMap(aStall({ state: 'mine' }), { whyNot, me: { kinds: ['hot'], stalls: ['A02'], waitedFor: [] } }),
  )
  expect(button.textContent).toBe('到「我的」里看')
  fireEvent.click(button)
  expect(onBook).not.toHaveBeenCalled()
})

test('the sheet tells the stall, its fee and the rules of the night in Shanghai’s time', async () => {
  const { text } = await open(aMap(aStall({ fee: 3000, water: false })))
  expect(text).toContain('A02 热食')
  expect(text).toContain('没有水\u00a0· 有电\u00a0· 摊位费\u00a030\u00a0元')
  expect(text).toContain('出摊 17:30\u00a0–\u2060\u00a0次日 02:00')
  expect(text).toContain('15:30 前可以退')
})
