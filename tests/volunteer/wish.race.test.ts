import path from 'node:path'
import { demoOpenid } from '../../cloudfunctions/shared/demo'
import type { Wish } from '../../cloudfunctions/volunteer/documents'
import { wish } from '../../cloudfunctions/volunteer/wish/contract'
import { mostHeld } from '../../cloudfunctions/volunteer/wish/rules'
import { builtFunctions } from '../../config/scripts/build-functions'
import { asLongAsARequest, buildBroken } from '../support/broken'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { runHere, type FunctionHere } from '../support/in-process'
import { stopClock } from '../support/stop-clock'
import { writeVolunteerWorld } from '../support/volunteer-world'
import { aWish } from '../support/wish-world'

const [real, twin] = [aWish('real'), aWish('twin')]
/** Ten for one volunteer each: as shipped, and a twin that counts before it writes. */
const [tenReal, tenTwin] = ['r', 't'].map((name) =>
  Array.from({ length: 10 }, (_, index) => aWish(`ten${name}${String(index)}`)),
) as [Wish[], Wish[]]

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({
    documents: writeVolunteerWorld({ volunteer_wishes: [real, twin, ...tenReal, ...tenTwin] }),
  })
})
afterAll(() => cloud.stop())

/** 100 volunteers reach for one wish at once; how many were told that it is theirs. */
async function claimAtOnce(fn: FunctionHere, id: string): Promise<number> {
  const people = Array.from({ length: 100 }, (_, index) => demoOpenid('volunteer', index + 1))
  const answers = await Promise.all(
    people.map((person) => fn.call(person, wish.claimWish, { wish: id }, `claim-${person}`)),
  )
  return answers.filter(({ ok }) => ok).length
}

test('100 volunteers claim one wish at once: exactly one has it; the same race catches a twin that compares before it writes', async () => {
  stopClock(fridayMorning)
  const load = runHere(cloud.url)
  expect(await claimAtOnce(await load(path.join(builtFunctions, 'volunteer/index.js')), real._id)).toBe(1)
  const broken = await buildBroken('volunteer', 'claims-what-it-read', [
    { file: 'volunteer/wish/saving.ts', from: '    { rev },\n', to: '    {},\n' },
    {
      file: 'volunteer/wish/saving.ts',
      from: '  const told = change.told ?? []\n',
      to: `  const told = change.told ?? []\n  ${asLongAsARequest}\n`,
    },
  ])
  expect(await claimAtOnce(await load(broken), twin._id)).toBeGreaterThan(1)
  jest.useRealTimers()
})

/** One volunteer reaches for ten wishes at once; which of them they have then. */
async function reachAtOnce(fn: FunctionHere, person: string, ten: readonly Wish[]): Promise<string[]> {
  const ids = ten.map(({ _id }) => _id)
  await Promise.all(ids.map((id) => fn.call(person, wish.claimWish, { wish: id }, `reach-${id}`)))
  const all = await cloud.documents<Wish>('volunteer_wishes')
  return all.filter(({ claim, state }) => claim?.person === person && state === 'claimed').map(({ _id }) => _id)
}

test('one volunteer reaches for ten wishes at once: three are theirs, and each that is done or given back frees a hand; a twin that counts before it writes is caught', async () => {
  stopClock(fridayMorning)
  const load = runHere(cloud.url)
  const fn = await load(path.join(builtFunctions, 'volunteer/index.js'))
  const [one, other] = [demoOpenid('volunteer', 101), demoOpenid('volunteer', 102)]
  const held = await reachAtOnce(fn, one, tenReal)
  expect(held).toHaveLength(mostHeld)
  // So many claims were an hour's.
  jest.setSystemTime(new Date(+fridayMorning + 2 * 60 * 60_000))
  // WeChat judges words of whoever was here lately alone.
  await cloud.send('nobody', one, {})
  const free = tenReal.map(({ _id }) => _id).filter((id) => !held.includes(id))
  const claims = (id: string, key: string) => fn.call(one, wish.claimWish, { wish: id }, key)
  const [first = '', second = '', third = ''] = held
  expect(await claims(free[0] ?? '', 'claim-when-full')).toMatchObject({ code: 'HANDS_FULL' })
  await fn.call(one, wish.giveBackWish, { wish: first, reason: '家里有事' }, 'give-back-first')
  expect(await claims(free[0] ?? '', 'claim-after-back')).toMatchObject({ ok: true })
  await fn.call(one, wish.finishWish, { wish: second, words: '送到了', minutes: 30 }, 'finish-second')
  expect(await claims(free[1] ?? '', 'claim-after-done')).toMatchObject({ ok: true })
  await fn.call('o-resident-0001', wish.withdrawWish, { wish: third }, 'withdraw-third')
  expect(await claims(free[2] ?? '', 'claim-after-withdrawn')).toMatchObject({ ok: true })
  expect(await claims(free[3] ?? '', 'claim-full-again')).toMatchObject({ code: 'HANDS_FULL' })

  const broken = await buildBroken('volunteer', 'counts-before-it-claims', [
    {
      file: 'volunteer/wish/reading.ts',
      from: '{ hold: { $in: handsOf(caller) } }',
      to: "{ 'claim.person': caller, state: 'claimed' }",
    },
    { file: 'volunteer/wish/claiming.ts', from: 'claim, hold }', to: 'claim }' },
    {
      file: 'volunteer/wish/saving.ts',
      from: '  const told = change.told ?? []\n',
      to: `  const told = change.told ?? []\n  ${asLongAsARequest}\n`,
    },
  ])
  expect((await reachAtOnce(await load(broken), other, tenTwin)).length).toBeGreaterThan(mostHeld)
  jest.useRealTimers()
})
