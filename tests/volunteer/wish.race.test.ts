import path from 'node:path'
import { demoOpenid } from '../../cloudfunctions/shared/demo'
import { wish } from '../../cloudfunctions/volunteer/wish/contract'
import { builtFunctions } from '../../config/scripts/build-functions'
import { asLongAsARequest, buildBroken } from '../support/broken'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { runHere, type FunctionHere } from '../support/in-process'
import { stopClock } from '../support/stop-clock'
import { writeVolunteerWorld } from '../support/volunteer-world'
import { aWish } from '../support/wish-world'

const [real, twin] = [aWish('real'), aWish('twin')]

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ documents: writeVolunteerWorld({ volunteer_wishes: [real, twin] }) })
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
