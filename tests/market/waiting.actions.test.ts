import { booking } from '../../cloudfunctions/market/booking/contract'
import type { Night } from '../../cloudfunctions/market/documents'
import { night } from '../../cloudfunctions/market/night/contract'
import { waiting } from '../../cloudfunctions/market/waiting/contract'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { aBooking, aWaiter, hotVendor, smallNight } from '../support/small-night'

let cloud: Cloud
const refused = new Set<string>()

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const minutes = (count: number) => new Date(+fridayMorning + count * 60_000)
const [winner, first, second, third] = [hotVendor(0), hotVendor(1), hotVendor(2), hotVendor(3)]

/** A night with one hot stall, which `winner` has, on the cloud. */
async function oneStall(name: string, given: Partial<Night> = {}) {
  const small = smallNight(name, [{ code: 'A01' }], { bookings: [aBooking(winner, 'A01')], ...given })
  await cloud.put('market_nights', small)
  const at = { night: small._id }
  const stored = async () => (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === small._id)
  return {
    join: (who: string, key?: string) => cloud.call(who, waiting.joinWaiting, at, key),
    leave: (who: string, key?: string) => cloud.call(who, waiting.leaveWaiting, at, key),
    accept: (who: string, key?: string, stall = 'A01') => cloud.call(who, waiting.acceptOffer, { ...at, stall }, key),
    decline: (who: string, key?: string) => cloud.call(who, waiting.declineOffer, at, key),
    book: (who: string, stall = 'A01') => cloud.call(who, booking.bookStall, { ...at, stall }),
    hold: (who: string, stall = 'A01') => cloud.call(who, booking.holdStall, { ...at, stall }),
    cancel: (who: string, key?: string) => cloud.call(who, booking.cancelBooking, at, key),
    map: (who: string) => cloud.call(who, night.nightMap, at),
    stored,
    /** Who has what, and who waits: `A01 name offered`. */
    lists: async () => {
      const { bookings = [], waiting: queue = [] } = (await stored()) ?? {}
      const marks = bookings.map(({ stall, vendor, until }) => `${stall} ${vendor}${until ? ' until' : ''}`)
      return [marks, queue.map(({ vendor }) => vendor)]
    },
    told: async (who: string) =>
      (await cloud.documents<Notice>('notices'))
        .filter(({ to, opens }) => to === who && opens?.endsWith(small._id))
        .map(({ title }) => title),
  }
}

async function expectNo(reply: Promise<{ ok: boolean }>, code: string): Promise<void> {
  expect(await reply).toMatchObject({ ok: false, code, say: expect.stringMatching(/[\u4e00-\u9fff]/) as string })
  refused.add(code)
}

test('a stall given back goes to the first who waits, who confirms it; each is told, and sees only their own turn', async () => {
  const at = await oneStall('cancel')
  expect(await at.join(first)).toMatchObject({ ok: true, value: { state: 'waiting', position: 1 } })
  expect(await at.join(second)).toMatchObject({ ok: true, value: { state: 'waiting', position: 2 } })
  const seen = await at.map(second)
  expect(seen).toMatchObject({
    value: { me: { position: 2, waitedFor: ['hot'], whyNotJoin: { code: 'WAITS_ALREADY' } } },
  })
  expect(JSON.stringify(seen)).not.toContain(first)

  await cloud.resetStats()
  expect(await at.cancel(winner)).toMatchObject({ ok: true })
  expect((await cloud.stats())['market']).toEqual({ cancelBooking: { calls: 1, requests: 8 } })
  expect(await at.lists()).toEqual([[`A01 ${first} until`], [second]])
  expect(await at.told(first)).toEqual(['候补到摊位了'])
  const offer = await cloud.call(first, booking.listMyBookings, {})
  expect(offer).toMatchObject({
    value: { items: [{ stall: 'A01', state: 'offered', until: expect.any(String) as string }] },
  })
  expect(await at.map(first)).toMatchObject({ value: { me: { held: { stall: 'A01', offered: true } } } })

  await expectNo(at.book(second), 'STALL_TAKEN')
  const yes = await at.accept(first, 'accept-0001')
  expect(yes).toMatchObject({ ok: true, value: { stall: 'A01', state: 'booked' } })
  expect(await at.accept(first, 'accept-0001')).toEqual(yes)
  expect(await at.lists()).toEqual([[`A01 ${first}`], [second]])
  expect(await cloud.unservedQueries()).toEqual([])
})

test('whoever cancels after winning and waits again stands at the end', async () => {
  const at = await oneStall('back')
  await at.join(first)
  await at.cancel(winner)
  await at.join(second)
  expect(await at.accept(first)).toMatchObject({ ok: true })
  await at.join(third)
  expect(await at.cancel(first)).toMatchObject({ ok: true })
  expect(await at.join(first)).toMatchObject({ ok: true, value: { position: 2 } })
  expect(await at.lists()).toEqual([[`A01 ${second} until`], [third, first]])
})

test('whoever declines is off the list, and the next is offered it; so is the next when one lets it lapse', async () => {
  const at = await oneStall('decline')
  for (const who of [first, second, third]) await at.join(who, `join-${who}`)
  await at.cancel(winner)
  const no = await at.decline(first, 'decline-0001')
  expect(no).toMatchObject({ ok: true, value: { state: 'cancelled' } })
  expect(await at.decline(first, 'decline-0001')).toEqual(no)
  expect(await at.lists()).toEqual([[`A01 ${second} until`], [third]])
  // A late repeat of the tap that joined brings nobody back.
  expect(await at.join(first, `join-${first}`)).toMatchObject({ ok: true, value: { state: 'over' } })

  const map = await at.map(second)
  await cloud.setClock(new Date((map.ok && map.value.me?.held?.until) || 0))
  await expectNo(at.accept(second), 'NO_OFFER')
  await expectNo(at.decline(second), 'NO_OFFER')
  await expectNo(at.book(first), 'STALL_WAITED')
  await expectNo(at.hold(first), 'STALL_WAITED')
  expect(await cloud.tick('market')).toMatchObject({ ok: true })
  expect(await at.lists()).toEqual([[`A01 ${third} until`], []])
  expect(await at.told(second)).toEqual(['候补到摊位了', '没来得及确认'])
  expect(await at.join(second, `join-${second}`)).toMatchObject({ ok: true, value: { state: 'over' } })
  // Nobody waits any more: what the last one declines is anybody's.
  expect(await at.decline(third)).toMatchObject({ ok: true })
  expect(await at.book(first)).toMatchObject({ ok: true })
})

test('a hold that lapses is offered by the timer, and to whoever joins before it ran', async () => {
  for (const [name, byTimer] of [
    ['lapseone', true],
    ['lapsetwo', false],
  ] as const) {
    await cloud.setClock(fridayMorning)
    const at = await oneStall(name, { bookings: [] })
    expect(await at.hold(winner)).toMatchObject({ ok: true })
    if (byTimer) await at.join(first)
    await cloud.setClock(minutes(11))
    if (byTimer) await cloud.tick('market')
    else expect(await at.join(first)).toMatchObject({ ok: true, value: { state: 'offered', offer: { stall: 'A01' } } })
    expect((await at.lists())[0]).toContain(`A01 ${first} until`)
  }
})

test('whoever leaves waits no more, and repeats of old taps change nothing', async () => {
  const at = await oneStall('leave')
  await at.join(first, 'join-0000001')
  await at.join(second)
  const left = await at.leave(first, 'leave-0000001')
  expect(left).toMatchObject({ ok: true, value: { state: 'over' } })
  expect(await at.join(first, 'join-0000001')).toMatchObject({ ok: true, value: { state: 'over' } })
  expect(await at.join(first, 'join-0000002')).toMatchObject({ ok: true, value: { position: 2 } })
  expect(await at.leave(first, 'leave-0000001')).toEqual(left)
  expect(await at.lists()).toEqual([[`A01 ${winner}`], [second, first]])
  await expectNo(at.leave(third), 'NOT_WAITING')
})

test('a stall is offered to the first whom it fits, and whoever takes another one frees theirs', async () => {
  const small = [aWaiter('o-vendor-0005', { kinds: ['craft'] })]
  const at = await oneStall('fits', { waiting: small })
  await at.join(first)
  await at.cancel(winner)
  expect(await at.lists()).toEqual([[`A01 ${first} until`], ['o-vendor-0005']])

  const two = smallNight('moves', [{ code: 'A01' }, { code: 'B01', kind: 'cold' }], {
    bookings: [aBooking(people.hot, 'A01', { until: minutes(10) })],
    waiting: [aWaiter(first)],
  })
  await cloud.put('market_nights', two)
  expect(await cloud.call(people.hot, booking.bookStall, { night: two._id, stall: 'B01' })).toMatchObject({ ok: true })
  const stored = (await cloud.documents<Night>('market_nights')).find(({ _id }) => _id === two._id)
  expect(stored?.bookings.map(({ stall, vendor }) => `${stall} ${vendor}`)).toEqual([
    `B01 ${people.hot}`,
    `A01 ${first}`,
  ])
})

test('whoever could not accept by now is passed over and told why; the stall goes to the next whom it fits', async () => {
  const queue = [people.paused, people.suspended, people.withoutProfile, people.craft].map((who) =>
    aWaiter(who, { kinds: ['hot', 'craft'] }),
  )
  const at = await oneStall('unfit', { waiting: [...queue, aWaiter(first)] })
  expect(await at.cancel(winner)).toMatchObject({ ok: true })
  await cloud.tick('market')
  // Whoever sells other things by now still waits for those.
  expect(await at.lists()).toEqual([[`A01 ${first} until`], [people.craft]])
  expect((await at.stored())?.waiting[0]?.kinds).toEqual(['craft'])
  const letters = (await cloud.documents<Notice>('notices')).filter(({ title }) => title === '候补取消了')
  expect(letters.map(({ to, opens }) => `${to} ${opens ?? ''}`).sort()).toEqual([
    `${people.suspended} /market/my-shop`,
    `${people.withoutProfile} /market/my-shop`,
    `${people.paused} /market/my-record`,
  ])
  expect(letters.find(({ to }) => to === people.paused)?.words).toContain('12月1日')
  expect(await cloud.unservedQueries()).toEqual([])
})

test('the list refuses whoever may not wait, and what is not offered cannot be accepted', async () => {
  const at = await oneStall('refuse')
  await expectNo(at.join(winner), 'HAS_STALL')
  await expectNo(at.join(people.craft), 'NO_STALL_FITS')
  await expectNo(at.join(people.suspended), 'VENDOR_NOT_APPROVED')
  await expectNo(at.join(people.paused), 'VENDOR_PAUSED')
  expect(await at.join(first)).toMatchObject({ ok: true })
  await expectNo(at.join(first), 'WAITS_ALREADY')
  await expectNo(at.accept(first), 'NO_OFFER')
  await expectNo(at.accept(winner), 'NO_OFFER')
  expect(await at.accept(people.elsewhere)).toMatchObject({ code: 'NOT_ALLOWED' })
  const full = await oneStall('full', { waiting: Array.from({ length: 200 }, (_, i) => aWaiter(`o-${String(i)}`)) })
  await expectNo(full.join(first), 'WAITING_FULL')
  const join = (night: string) => cloud.call(first, waiting.joinWaiting, { night })
  await expectNo(join('2031-01-01-nowhere'), 'NO_SUCH_NIGHT')
  await expectNo(join(nightIds.cancelled), 'NIGHT_CANCELLED')
  await expectNo(join(nightIds.notYetOpen), 'NIGHT_NOT_OPEN')
  await cloud.setClock(new Date('2026-11-28T00:00:00+08:00'))
  await expectNo(at.join(second), 'NIGHT_CLOSED')
  const { joinWaiting, leaveWaiting, declineOffer } = waiting
  const own = [joinWaiting, leaveWaiting, declineOffer].flatMap(({ refusals }) => Object.keys(refusals))
  expect([...refused].sort()).toEqual([...new Set([...own, 'STALL_TAKEN', 'STALL_WAITED'])].sort())
})
