import { rmSync } from 'node:fs'
import path from 'node:path'
import { demoOpenid } from '../../cloudfunctions/shared/demo'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { callForHelp } from '../../cloudfunctions/volunteer/call-for-help/contract'
import type { Shift } from '../../cloudfunctions/volunteer/documents'
import { busyMarks } from '../../cloudfunctions/volunteer/shift/rules'
import { signUp, type SignUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { chance } from '../support/chance'
import { startCloud, type Cloud } from '../support/cloud'
import { revived } from '../support/revived'
import { buildTwin } from '../support/twin'
import { aShift, aVolunteer, writeVolunteerWorld } from '../support/volunteer-world'

const wanted = aShift('wanted')
const afternoon = new Date('2026-11-28T14:00:00+08:00')
/** Pairs of shifts that overlap by a quarter of an hour, and one that begins when another ends. */
const overlapping = [
  aShift('first', { startsAt: afternoon }, [{ max: 200 }]),
  aShift('second', { startsAt: new Date(+afternoon + 105 * 60_000) }, [{ max: 200 }]),
]
/** What lacks people, with some nearby. */
const lacking = aShift('lacks', { startsAt: new Date('2026-11-29T09:00:00+08:00') })
const nearby = Array.from({ length: 5 }, (_, index) =>
  aVolunteer(demoOpenid('volunteer', index + 1), { id: `NEARBYHER${'ABCDE'.charAt(index)}` }),
)
const touching = aShift('touch', { startsAt: new Date(+afternoon + 225 * 60_000) }, [{ max: 200 }])

const start = (functions?: string) =>
  startCloud({
    documents: writeVolunteerWorld({
      volunteer_shifts: [wanted, ...overlapping, touching, lacking],
      volunteers: nearby,
    }),
    ...(functions === undefined ? {} : { functions }),
  })

const stored = async (cloud: Cloud, id = wanted._id): Promise<Shift> => {
  const found = (await cloud.documents<Shift>('volunteer_shifts')).find(({ _id }) => _id === id)
  if (!found) throw new Error('the shift is gone')
  return found
}

const openids = (count: number) => Array.from({ length: count }, (_, index) => demoOpenid('volunteer', index + 1))

/** One tap: sometimes delivered twice at once, sometimes with its answer lost on the way and sent again. */
async function tap(cloud: Cloud, person: string, shift: string, luck: number): Promise<SignUp> {
  const send = () => cloud.call(person, signUp.signUp, { shift }, `rush-${person}-${shift}`)
  if (luck < 0.1) await send()
  const [answer] = await Promise.all(luck > 0.9 ? [send(), send()] : [send()])
  if (!answer?.ok) throw new Error(`${person} was told ${answer?.code ?? ''}`)
  return answer.value
}

/** Everything that would be wrong about a shift that many reached for. */
function wrongs(told: ReadonlyMap<string, SignUp>, shift: Shift): string[] {
  const holders = shift.roles.flatMap((role) => role.holders)
  const places = shift.roles.reduce((sum, { max }) => sum + max, 0)
  const inLine = shift.waiting.map(({ person }) => person)
  const saidYes = [...told].filter(([, { state }]) => state === 'confirmed').map(([person]) => person)
  const bySequence = [...told]
    .filter(([, { state }]) => state === 'waiting')
    .sort(([, one], [, other]) => (one.sequence ?? 0) - (other.sequence ?? 0))
    .map(([person]) => person)
  const all = [...holders.map(({ person }) => person), ...inLine]
  return [
    ...(holders.length > places ? [`${String(holders.length)} have a place, of ${String(places)}`] : []),
    ...(holders.length < places && inLine.length > 0 ? ['a place is empty while somebody waits'] : []),
    ...saidYes
      .filter((person) => !holders.some((each) => each.person === person))
      .map((each) => `${each} lost a place`),
    ...(new Set(all).size === all.length ? [] : ['somebody is in it twice']),
    ...(inLine.join() === bySequence.join() ? [] : ['who waits stands in another order than they were told']),
  ]
}

async function rush(cloud: Cloud, count: number, seed: number): Promise<Map<string, SignUp>> {
  const luck = chance(seed)
  const told = await Promise.all(
    openids(count).map(async (person) => [person, await tap(cloud, person, wanted._id, luck.next())] as const),
  )
  return new Map(told)
}

/** Everybody who is in two shifts at the same time. */
const inTwoPlaces = (shifts: readonly Shift[]): string[] => {
  const marks = shifts.flatMap(({ roles, startsAt, endsAt }) =>
    roles.flatMap(({ holders }) =>
      holders
        .filter(({ until }) => until === undefined)
        .flatMap(({ person }) => busyMarks(person, { startsAt, endsAt })),
    ),
  )
  return [
    ...new Set(marks.filter((each, index) => marks.indexOf(each) !== index).map((each) => each.split('~')[0] ?? '')),
  ]
}

/** Each of so many people taps on two shifts that overlap, from two phones at once. */
async function tapBoth(cloud: Cloud, count: number): Promise<string[]> {
  const answers = await Promise.all(
    openids(count).map(async (person) => {
      const both = await Promise.all(
        overlapping.map(({ _id }) => cloud.call(person, signUp.signUp, { shift: _id }, `both-${person}-${_id}`)),
      )
      const told = both.map((each) => (each.ok ? each.value.state : each.code)).sort()
      return told.join() === 'CLASHES,confirmed' ? [] : [`${person} was told ${told.join()}`]
    }),
  )
  const stored = revived(await cloud.documents<Shift>('volunteer_shifts'))
  return [...answers.flat(), ...inTwoPlaces(stored).map((person) => `${person} is in two places at once`)]
}

/** How many of ten taps at once, each delivered twice, called the people nearby. */
async function callAtOnce(cloud: Cloud): Promise<number> {
  const keys = Array.from({ length: 10 }, (_, index) => `call-${String(index).padStart(4, '0')}`)
  const call = (key: string) => cloud.call('o-staff-0001', callForHelp.callForHelp, { shift: lacking._id }, key)
  const answers = await Promise.all(keys.map(async (key) => Promise.all([call(key), call(key)])))
  return answers.filter((both) => both.some(({ ok }) => ok)).length
}

test('500 people for a shift of 8 at once, and 60 on two phones: 8 are in, the others wait in the order that they were told, nobody is in two places', async () => {
  const cloud = await start()
  try {
    const told = await rush(cloud, 500, 1)
    const shift = await stored(cloud)
    expect(wrongs(told, shift)).toEqual([])
    expect(shift.roles[0]?.holders).toHaveLength(8)
    expect(shift.waiting).toHaveLength(492)
    const { calls = 0, requests = 0 } = (await cloud.stats())['volunteer']?.['signUp'] ?? {}
    expect(requests / calls).toBeLessThanOrEqual(2.5)

    expect(await tapBoth(cloud, 60)).toEqual([])
    expect(await callAtOnce(cloud)).toBe(1)
    const notices = (await cloud.documents<Notice>('notices')).filter(({ opens }) => opens?.endsWith(lacking._id))
    expect(notices).toHaveLength(5)
    expect(new Set(notices.map(({ to }) => to)).size).toBe(notices.length)
    // The second of the two ends when this one begins.
    const person = (await stored(cloud, overlapping[1]?._id)).people[0] ?? ''
    expect(await cloud.call(person, signUp.signUp, { shift: touching._id })).toMatchObject({ ok: true })
    expect(await cloud.unservedQueries()).toEqual([])
  } finally {
    await cloud.stop()
  }
})

test('who has a place leaves it while others still come: the first in line are asked, and no place stays empty', async () => {
  const cloud = await start()
  try {
    const people = openids(120)
    const luck = chance(3)
    const told = new Map<string, SignUp>()
    const left: string[] = []
    await Promise.all(
      people.map(async (person) => {
        const answer = await tap(cloud, person, wanted._id, luck.next())
        told.set(person, answer)
        if (answer.state !== 'confirmed' || left.length === 4) return
        left.push(person)
        expect(await cloud.call(person, signUp.signOut, { shift: wanted._id })).toMatchObject({ ok: true })
      }),
    )
    const shift = await stored(cloud)
    const holders = shift.roles.flatMap((role) => role.holders)
    expect(holders).toHaveLength(8)
    expect(left).toHaveLength(4)
    const line = [...told]
      // Whose answer was lost is told by the second what they are by then.
      .filter(([, { state }]) => state === 'waiting' || state === 'offered')
      .sort(([, one], [, other]) => (one.sequence ?? 0) - (other.sequence ?? 0))
      .map(([person]) => person)
    const asked = holders.filter(({ until }) => until !== undefined).map(({ person }) => person)
    // Whoever came between a place's leaving and its offer may have been asked before somebody of a smaller number came.
    expect([...asked, ...shift.waiting.map(({ person }) => person)].sort()).toEqual([...line].sort())
    expect(shift.waiting.map(({ person }) => person)).toEqual(line.filter((person) => !asked.includes(person)))
    for (const person of asked)
      expect(await cloud.call(person, signUp.acceptPlace, { shift: wanted._id })).toMatchObject({
        ok: true,
        value: { state: 'confirmed' },
      })
  } finally {
    await cloud.stop()
  }
})

test('the same rush and the same two phones catch a twin that reads, compares and then writes', async () => {
  const functions = await buildTwin('volunteer', path.join(__dirname, 'fixtures/broken-database.ts'))
  const cloud = await start(functions)
  try {
    const told = await rush(cloud, 80, 2)
    expect(wrongs(told, await stored(cloud)).length).toBeGreaterThan(0)
    expect((await tapBoth(cloud, 30)).length).toBeGreaterThan(0)
    expect(await callAtOnce(cloud)).toBeGreaterThan(1)
  } finally {
    await cloud.stop()
    rmSync(functions, { recursive: true, force: true })
  }
})
