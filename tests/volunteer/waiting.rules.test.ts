import fc from 'fast-check'
import {
  answerBy,
  isFree,
  lapsedOf,
  offersDue,
  whyNotOut,
  whyNotSignUp,
  type VolunteerFacts,
} from '../../cloudfunctions/volunteer/sign-up/rules'

/*
 * The rules of a place and of a turn against a list with a pencil: who has a place, who is asked until when, who waits in
 * which order. What is written by them is written once by the shift's own conditional writes (the race tests).
 */

const people = ['o-1', 'o-2', 'o-3', 'o-4', 'o-5', 'o-6', 'o-7']
const max = 2
const startsAt = new Date('2028-02-29T00:30:00+08:00')
const opens = new Date('2028-02-25T08:00:00+08:00')
const times = {
  ...{ opensAt: opens, closesAt: startsAt, startsAt, endsAt: new Date('2028-02-29T03:00:00+08:00') },
  outBy: new Date(+startsAt - 3 * 60 * 60_000),
}

type Place = { person: string; at: Date; until?: Date }
type Waiter = { person: string; role: string }
const shiftOf = (holders: Place[], waiting: Waiter[]) => ({ ...times, roles: [{ name: '', max, holders }], waiting })
const me: VolunteerFacts = { registered: true, skills: [], papers: [], busy: [] }

/** The rules at work: what they allow is done, at once. */
class Ruled {
  holders: Place[] = []
  waiting: Waiter[] = []

  do(what: Step['what'], person: string, now: Date): string {
    const shift = shiftOf(this.holders, this.waiting)
    const [role] = shift.roles
    const held = this.holders.find((each) => each.person === person)
    if (what === 'clock') {
      const lapsed = lapsedOf(shift, now).map(({ holder }) => holder)
      this.holders = this.holders.filter((each) => !lapsed.includes(each))
    } else if (what === 'join') {
      const isIn = held !== undefined || this.waiting.some((each) => each.person === person)
      const why = whyNotSignUp(shift, role, { ...me, isIn }, now)
      if (why) return why.code
      if (role && isFree(shift, role, now)) this.holders.push({ person, at: now })
      else this.waiting.push({ person, role: '' })
    } else if (what === 'accept') {
      if (!held?.until || now >= held.until) return 'NO_OFFER'
      this.holders = this.holders.map((each) => (each === held ? { person, at: now } : each))
    } else {
      const why = whyNotOut(shift, held, now)
      if (why) return why
      this.holders = this.holders.filter((each) => each !== held)
      this.waiting = this.waiting.filter((each) => each.person !== person)
    }
    for (const { person } of offersDue(shiftOf(this.holders, this.waiting), now)) {
      this.waiting = this.waiting.filter((each) => each.person !== person)
      this.holders.push({ person, at: now, until: answerBy(times, now) })
    }
    return 'done'
  }
}

const step = fc.record({
  what: fc.constantFrom('join', 'join', 'join', 'leave', 'accept', 'clock'),
  person: fc.constantFrom(...people),
  minutes: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 20 }) },
    { weight: 1, arbitrary: fc.integer({ min: 25, max: 240 }) },
  ),
})
type Step = { what: 'join' | 'leave' | 'accept' | 'clock'; person: string; minutes: number }

/** What is wrong about a shift where these came, in this order, and are not out again. */
function wrongs(
  { holders, waiting }: Ruled,
  came: readonly string[],
  { at, done }: { at: Date; done: boolean },
): string[] {
  const queue = waiting.map(({ person }) => person)
  const inIt = [...holders.map(({ person }) => person), ...queue]
  const taken = holders.filter(({ until }) => until === undefined || until > at).length
  const asked = holders.flatMap(({ until, at }) => (until ? [{ until, at }] : []))
  const laws = {
    'nobody is lost, nobody new': [...inIt].sort().join() === [...came].sort().join(),
    'nobody is there twice': new Set(inIt).size === inIt.length,
    'never too many': taken <= max,
    'who waits came after all who have a place, and stands in that order':
      queue.join() === came.slice(-queue.length || came.length).join(),
    'no place is empty while somebody waits': !done || at >= startsAt || queue.length === 0 || taken === max,
    'nobody is asked past the start': asked.every(({ until, at }) => until > at && until <= startsAt),
  }
  return Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]))
}

test('join, leave, accept, lapse in any order: nobody is lost or there twice, turns keep their order, never too many', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5_300 }),
      fc.array(step, { minLength: 20, maxLength: 60 }),
      (since, steps) => {
        const ruled = new Ruled()
        /** Everybody in the order in which they came, with what they were told last. */
        const came: string[] = []
        let now = +opens + since * 60_000
        for (const { what, person, minutes } of steps) {
          now += minutes * 60_000
          const at = new Date(now)
          const gone = ruled.holders.filter(({ until }) => until !== undefined && until <= at)
          const answer = ruled.do(what, person, at)
          if (answer === 'done' && what === 'join') came.push(person)
          if (answer === 'done' && what === 'leave' && came.includes(person)) came.splice(came.indexOf(person), 1)
          if (what === 'clock') for (const each of gone) came.splice(came.indexOf(each.person), 1)

          const wrong = wrongs(ruled, came, { at, done: answer === 'done' })
          if (wrong.length > 0) throw new Error(`${wrong.join(', ')}: after ${what} of ${person}`)
        }
      },
    ),
    { numRuns: 200 },
  )
})

test('whoever is asked has until after now and never past the start; farther ahead than a day, nobody answers in their sleep', () => {
  const before = fc.integer({ min: 1, max: 5_300 * 60 })
  fc.assert(
    fc.property(fc.oneof(before, fc.integer({ min: 1, max: 3_600 })), (seconds) => {
      const now = new Date(+startsAt - seconds * 1000)
      const until = answerBy(times, now)
      expect(until > now && until <= startsAt).toBe(true)
      const hour = new Date(+until + 8 * 60 * 60_000).getUTCHours()
      if (seconds > 26 * 60 * 60) expect(hour >= 9 || hour === 0).toBe(true)
    }),
  )
})
