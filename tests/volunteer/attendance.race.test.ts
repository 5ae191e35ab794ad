import { rmSync } from 'node:fs'
import path from 'node:path'
import { attendance as contract } from '../../cloudfunctions/volunteer/attendance/contract'
import { codeNow } from '../../cloudfunctions/volunteer/attendance/rules'
import type { HoursEntry, Shift } from '../../cloudfunctions/volunteer/documents'
import { startCloud, type Cloud } from '../support/cloud'
import { buildTwin } from '../support/twin'
import { writeVolunteerWorld } from '../support/volunteer-world'
import { until } from '../support/wechat'
import { chen, instant, leader, lin, mei, onDay, second, walker } from './fixtures/attended-shifts'

/*
 * Two things at once about one place: the first has read everything and is about to write when the second comes and goes.
 */

const staff = 'o-staff-0001'
const shift = onDay('rush', 20)

const start = (functions?: string) =>
  startCloud({
    documents: writeVolunteerWorld({ volunteer_shifts: [shift] }),
    now: instant(20, '09:00:00'),
    ...(functions === undefined ? {} : { functions }),
  })

/** Long enough for a whole call. */
const heldMs = 1000

/** Holds the first just before its write, until the second is done. */
async function across<A, B>(cloud: Cloud, first: () => Promise<A>, next: () => Promise<B>): Promise<[A, B]> {
  await cloud.plan({
    ...{ kind: 'latency', function: 'volunteer', request: 'database.modifyDocument', ms: heldMs, times: 1 },
  })
  const held = first()
  await until(async () => (await (await fetch(`${cloud.url}/_/faults`)).text()).includes('"hits":1'))
  const answer = await next()
  const answers: [A, B] = [await held, answer]
  await cloud.noFaults()
  return answers
}

async function placeOf(cloud: Cloud, who: string) {
  const [found] = await cloud.documents<Shift>('volunteer_shifts')
  return found?.roles[0]?.holders.find(({ person }) => person === who)
}

/** Everything that goes wrong when things meet. */
async function wrongs(cloud: Cloud): Promise<string[]> {
  const wrong: string[] = []
  const must = (fine: boolean, what: string) => wrong.push(...(fine ? [] : [what]))
  const at = { shift: shift._id }
  const made = await cloud.call(staff, contract.attendanceCode, at)
  if (!made.ok) throw new Error(made.code)
  const code = codeNow(made.value, instant(20, '09:00:00'))
  const join = (who: string) => cloud.call(who, contract.checkIn, { ...at, code, join: true })
  // Both instances run by then.
  await Promise.all([join(lin), join(mei)])

  const [one, other] = await across(
    cloud,
    () => join(walker),
    () => join(second),
  )
  must(!one.ok && one.code === 'FULL' && other.ok, 'two joined where one place was free')

  await cloud.setClock(instant(20, '10:00:00'))
  const hand = { ...at, holder: `h-${lin}`, reason: '没看见人' }
  const out = { ...at, code: codeNow(made.value, instant(20, '10:00:00')) }
  const [missed] = await across(
    cloud,
    () => cloud.call(staff, contract.markMissed, hand),
    () => cloud.call(lin, contract.checkOut, out),
  )
  const gone = await placeOf(cloud, lin)
  must(!missed.ok && gone?.went !== undefined && !gone.missed, 'somebody was missed whose hours count')

  const [first, last] = await across(
    cloud,
    () => cloud.call(mei, contract.checkOut, out),
    async () => {
      await cloud.setClock(instant(20, '10:01:00'))
      return cloud.call(mei, contract.checkOut, out)
    },
  )
  must(first.ok && last.ok && first.value.wentAt === last.value.wentAt, 'somebody was told that they went twice')

  const kept = {
    ...at,
    code: codeNow(made.value, instant(20, '10:58:00')),
    madeAt: instant(20, '10:58:00').toISOString(),
  }
  await cloud.setClock(instant(20, '11:00:00'))
  await across(
    cloud,
    () => cloud.tick('volunteer'),
    () => cloud.call(chen, contract.checkIn, kept),
  )
  const came = await placeOf(cloud, chen)
  must(came?.came !== undefined && !came.missed, 'the clock missed somebody who came')
  await cloud.tick('volunteer')
  must((await placeOf(cloud, leader))?.missed !== undefined, 'the clock forgot whom it was to miss')
  const lines = await cloud.documents<HoursEntry>('volunteer_hours')
  must(
    lines
      .map(({ person }) => person)
      .sort()
      .join() === [lin, mei].join(),
    'the book has not one line for each',
  )
  return wrong
}

test('who joins, goes, is missed by a hand or by the clock at the same time: one of two is told no, and nothing that was told is lost', async () => {
  const cloud = await start()
  try {
    expect(await wrongs(cloud)).toEqual([])
    expect(await cloud.unservedQueries()).toEqual([])
  } finally {
    await cloud.stop()
  }
})

test('a twin that reads, compares and then writes does each of it wrong', async () => {
  const functions = await buildTwin('volunteer', path.join(__dirname, 'fixtures/broken-database.ts'))
  const cloud = await start(functions)
  try {
    expect(await wrongs(cloud)).toHaveLength(4)
  } finally {
    await cloud.stop()
    rmSync(functions, { recursive: true, force: true })
  }
})
