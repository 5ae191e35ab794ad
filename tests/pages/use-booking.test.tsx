import { act, renderHook } from '@testing-library/react'
import type { StallOnMap } from '../../cloudfunctions/market/night/contract'
import { useBooking } from '../../src/market/use-booking'

const aStall = (code: string): StallOnMap => ({
  code,
  kind: 'hot',
  mode: 'pick',
  state: 'free',
  water: true,
  power: true,
  fee: 3000,
})

/** A network that answers when the test says so. */
function heldNetwork(): (answer: unknown) => void {
  let answer: (response: Response) => void = () => undefined
  globalThis.fetch = jest.fn(() => new Promise<Response>((resolve) => (answer = resolve)))
  return (reply) => answer({ json: () => Promise.resolve(reply) } as Response)
}

/** The thumb has picked A01 and tapped its button; the answer is still on its way. */
function tapOnA01() {
  const answer = heldNetwork()
  const refresh = jest.fn(() => Promise.resolve())
  const { result } = renderHook(() => useBooking('2026-11-27-taohuajing', refresh))
  act(() => result.current.pick(aStall('A01'), false))
  let booked = Promise.resolve()
  act(() => void (booked = result.current.book('A01', false)))
  return { answer, refresh, result, booked }
}

test('a yes belongs to the stall it was asked for, though the thumb has gone on to another', async () => {
  const { answer, refresh, result, booked } = tapOnA01()
  expect(result.current.picking).toMatchObject({ picked: 'A01', outcome: 'busy' })

  act(() => result.current.pick(aStall('A02'), false))
  answer({ ok: true, value: {} })
  await act(() => booked)
  expect(result.current.picking).toMatchObject({ picked: 'A02', outcome: 'none' })
  expect(refresh).toHaveBeenCalledTimes(1)
})

test('a refusal is told where the thumb is, and the map is asked for again', async () => {
  const { answer, refresh, result, booked } = tapOnA01()
  answer({ ok: false, code: 'STALL_TAKEN', say: '这个摊位已经有人订了，换一个试试' })
  await act(() => booked)
  expect(result.current.picking).toMatchObject({
    open: true,
    outcome: 'none',
    refusal: '这个摊位已经有人订了，换一个试试',
  })
  expect(refresh).toHaveBeenCalledTimes(1)
})
