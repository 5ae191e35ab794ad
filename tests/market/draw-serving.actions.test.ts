import { demoPlace } from '../../cloudfunctions/shared/demo'
import type { HoursEntry } from '../../cloudfunctions/volunteer/documents'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { drawsOf, drawTimes, hotVendor, roundOf } from '../support/draw-world'
import { everyone } from '../support/everyone'
import { writeMarketWorld } from '../support/market-world'
import { aShift } from '../support/volunteer-world'

let cloud: Cloud
let draws: ReturnType<typeof drawsOf>

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning, everyone()) })
  draws = drawsOf(cloud)
  await draws.begin('served')
})
afterAll(() => cloud.stop())

const [served, longAgo, serves, late] = [hotVendor(50), hotVendor(51), hotVendor(52), hotVendor(53)]

test('whoever serves in a shift that evening enters no draw', async () => {
  const book = (person: string, day: string) => ({
    ...{ _id: `line-${person}`, person, day, minutes: 630, kind: 'scan' as const, title: '送餐', place: demoPlace },
    ...{ seq: 1, total: 630, byHand: 0, at: fridayMorning },
  })
  await cloud.put('volunteer_hours', book(served, '2026-11-20') satisfies HoursEntry)
  await cloud.put('volunteer_hours', book(longAgo, '2026-05-20') satisfies HoursEntry)
  const [startsAt, endsAt] = [new Date('2026-11-30T20:00:00+08:00'), new Date('2026-11-30T22:00:00+08:00')]
  const shiftOf = (person: string) => {
    const holders = [{ id: `h-${person}`, person, name: '志愿者', at: fridayMorning, key: 'serve-0001' }]
    return aShift(person.slice(-4), { startsAt, endsAt, people: [person] }, [{ holders }])
  }
  await cloud.put('volunteer_shifts', shiftOf(serves))
  expect(await draws.enter(serves, roundOf('served'))).toMatchObject({ code: 'SHIFT_CLASH' })
  for (const who of [served, longAgo, late])
    expect(await draws.enter(who, roundOf('served'))).toMatchObject({ ok: true })
  await cloud.put('volunteer_shifts', shiftOf(late))
})

test('hours served in the last 90 days weigh in the list; whoever serves that evening by then is not in it', async () => {
  await cloud.setClock(drawTimes.closesAt)
  await cloud.tick('market')
  const { list = '' } = await draws.prove(roundOf('served'))
  const weights = [...list.matchAll(/^entrant (\w+) (\d+) /gm)].map(
    ([, shop, weight]) => `${shop ?? ''} ${weight ?? ''}`,
  )
  const shopOf = (vendor: string) => `shop00${vendor.slice(-4)}`
  expect(weights.sort()).toEqual([`${shopOf(served)} 120`, `${shopOf(longAgo)} 100`].sort())
})
