import { createHash } from 'node:crypto'
import { demoPlace } from '../../shared/demo'
import { addDays, dateOf, instantOf, type CalendarDate } from '../../shared/shanghai'
import { grades, type Grade, type Voice } from './contract'
import type { Ballot, Round } from './documents'

/** How many of each grade, in their order, a voice gave. */
type Given = Readonly<Partial<Record<Voice, readonly [number, number, number, number]>>>

/** What was written on ballots, by voice and grade. */
const opinions: readonly Ballot[] = [
  { voice: 'self', grade: 'good', words: '有两周下雨没去成，后来补上了' },
  { voice: 'peers', grade: 'excellent', words: '老张那个楼道，灯坏了当晚就换' },
  { voice: 'branch', grade: 'good', words: '照片再拍清楚一点，看得出在哪里' },
  { voice: 'residents', grade: 'excellent', words: '雨水篦子清得勤，今年北门没淹' },
  { voice: 'residents', grade: 'excellent', words: '孩子的作业有人管了，谢谢你们' },
  { voice: 'residents', grade: 'good', words: '手机课能不能多开一场，报不上名' },
  { voice: 'residents', grade: 'fair', words: '井盖报了好久才修' },
]

const signOf = (...words: readonly (string | number)[]): string =>
  createHash('sha256').update(words.join(' ')).digest('hex')

/** A box as votes would have filled it: each list in the order of what stands in it. */
function boxOf(id: string, given: Given): Pick<Round, 'voted' | 'receipts' | 'ballots'> {
  const ballots = Object.entries(given).flatMap(([voice, counts]) =>
    counts.flatMap((count, at) => {
      const grade = grades[at] as Grade
      const said = opinions.filter((each) => each.voice === voice && each.grade === grade)
      return Array.from({ length: count }, (_, number) => ({
        ...{ voice: voice as Voice, grade },
        words: said[number]?.words ?? '',
      }))
    }),
  )
  const order = ({ voice, grade, words }: Ballot) => `${voice} ${grade} ${words}`
  return {
    voted: ballots.map((_, at) => ({ mark: signOf(id, 'mark', at) })).sort((a, b) => (a.mark < b.mark ? -1 : 1)),
    receipts: ballots.map((_, at) => ({ hash: signOf(id, 'receipt', at) })).sort((a, b) => (a.hash < b.hash ? -1 : 1)),
    ballots: ballots.sort((a, b) => (order(a) < order(b) ? -1 : 1)),
  }
}

const roundOf = (_id: string, now: Date, from: CalendarDate, until: CalendarDate, closes: CalendarDate): Round => ({
  ...{ _id, place: demoPlace, branch: '桃花井社区党支部', from, until },
  made: { by: 'demo', at: instantOf(addDays(until, 1), 540), key: _id },
  closesAt: instantOf(addDays(closes, 1), 0),
  ...boxOf(_id, now >= instantOf(addDays(closes, 1), 0) ? whole : begun),
})

const whole: Given = { self: [3, 2, 1, 0], peers: [4, 3, 1, 0], branch: [1, 1, 0, 0], residents: [14, 7, 3, 1] }
const begun: Given = { self: [1, 1, 0, 0], residents: [4, 1, 0, 0] }

/** One round that is over, with what four voices said, and one that is open. */
export function demoRounds(now: Date): Round[] {
  const today = dateOf(now)
  return [
    roundOf('demoround001', now, addDays(today, -180), addDays(today, -60), addDays(today, -40)),
    roundOf('demoround002', now, addDays(today, -59), addDays(today, -1), addDays(today, 6)),
  ]
}
