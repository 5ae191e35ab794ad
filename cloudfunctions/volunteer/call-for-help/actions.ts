import { inShape } from '../../shared/collection'
import { claim, command, readTogether, untilClaimed } from '../../shared/database'
import { many, one, selectionOf } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { Refusal } from '../../shared/refusal'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { shifts, volunteers, type HelpCalled, type Shift, type Volunteer } from '../documents'
import { canAt } from '../profile/rules'
import { shiftTime } from '../shift/words'
import { factsOf, readAboutAll } from '../sign-up/reading'
import { whyNotSignUp, type VolunteerFacts } from '../sign-up/rules'
import { callForHelp as contract } from './contract'
import { againAt, callPlaces, helpCalls, lackingOf, missingIn, needsOf, whyNotCall } from './rules'

/** Of each list twice as many are looked at as are told: some are busy. */
const looked = 2 * helpCalls.most

type Listed = Pick<Volunteer, '_id' | 'calledAt'>

/** Those of each list near the shift who can do what is missing and are not in it, the longest not called first. */
function listsNear(shift: Shift, now: Date) {
  const strangers = { _id: { $nin: [...shift.people, ...shift.left.map(({ person }) => person)] } }
  return callPlaces(shift.place).map((place) =>
    needsOf(lackingOf(shift.roles, now)).map(({ skill, paper }) =>
      many(inShape<Listed>(volunteers), {
        match: { can: canAt(skill ?? 'any', place), ...strangers, ...(paper ? { 'papers.kind': paper } : {}) },
        sort: { calledAt: 1 },
        limit: looked,
        fields: { calledAt: 1 },
      }),
    ),
  )
}

/** Who may be called, in the order of it: the nearest first, and of them who was not called for the longest time. */
async function candidates(shift: Shift, now: Date): Promise<string[]> {
  const lists = listsNear(shift, now)
  const found = await readTogether({
    anchor: { from: shifts.name, match: { _id: shift._id }, fields: { _id: 1 } },
    others: Object.fromEntries(
      lists.flatMap((needs, place) =>
        needs.map((need, index) => [`at${String(place)}need${String(index)}`, selectionOf(need)]),
      ),
    ),
  })
  const since = ({ calledAt }: Listed): number => (calledAt ? +calledAt : 0)
  const people = lists.flatMap((needs, place) =>
    needs
      .flatMap((_, index) => (found?.others[`at${String(place)}need${String(index)}`] ?? []) as Listed[])
      .sort((one, other) => since(one) - since(other))
      .map(({ _id }) => _id),
  )
  return [...new Set(people)].slice(0, looked)
}

/** What is known of whoever may be called, by openid in the order of calling. */
async function known(shift: Shift, now: Date): Promise<Map<string, VolunteerFacts>> {
  const people = await candidates(shift, now)
  if (people.length === 0) return new Map()
  const about = await readAboutAll(people, now)
  return new Map(
    people.flatMap((person) => {
      const found = about.get(person)
      return found ? [[person, factsOf(found, person, now)] as const] : []
    }),
  )
}

/** Whom a shift calls: who could sign up for something that it lacks, this moment. */
const calledBy = (shift: Shift, people: ReadonlyMap<string, VolunteerFacts>, now: Date): string[] =>
  [...people]
    .filter(([person, me]) =>
      lackingOf(shift.roles, now).some(
        (role) => whyNotSignUp(shift, role, { ...me, isIn: shift.people.includes(person) }, now) === null,
      ),
    )
    .slice(0, helpCalls.most)
    .map(([person]) => person)

const noticesOf = (shift: Shift, people: readonly string[], at: Date, key: string) =>
  people.map((to) =>
    notice({
      ...{ to, kind: 'volunteer', title: '附近的活动缺人手', state: '等人来', when: shift.startsAt, at },
      words: `${shiftTime(shift)} 在${shift.where.name}「${shift.title}」，还差 ${String(missingIn(shift.roles, at))} 人，您方便来吗`,
      opens: `/volunteer/shift?shift=${shift._id}`,
      cause: `help ${key}`,
    }),
  )

const viewOf = ({ _id }: Shift, help: HelpCalled) => ({
  ...{ shift: _id, told: help.told, at: help.at.toISOString(), again: againAt(help).toISOString() },
})

export const callForHelp = action(contract.callForHelp, {
  load: ({ input }) => ({ shift: one(shifts, input.shift, 'NO_SUCH_SHIFT') }),
  run: async ({ caller, key, now, loaded, refuse }) => {
    let people: Map<string, VolunteerFacts> | undefined
    const view = await untilClaimed(shifts, loaded.shift, async (shift) => {
      if (shift.help?.key === key) return viewOf(shift, shift.help)
      const why = whyNotCall(shift, now)
      if (why) throw why.say === undefined ? refuse(why.code) : new Refusal(why.code, why.say)
      people ??= await known(shift, now)
      const called = calledBy(shift, people, now)
      if (called.length === 0) throw refuse('NOBODY_NEAR')
      const told = noticesOf(shift, called, now, key)
      const help: HelpCalled = { by: actorOf(caller), at: now, key, told: told.length, called }
      // Onto exactly the shift that it was decided on: it lacked people, and nobody had called.
      const change = { help: command.set(help), due: command.min(now), ...owed(told), rev: command.inc(1) }
      if (!(await claim(shifts, shift._id, { rev: shift.rev }, change))) return null
      await settle(shifts, shift._id, told)
      return viewOf(shift, help)
    })
    if (!view) throw refuse('SHIFT_CHANGING')
    return view
  },
})
