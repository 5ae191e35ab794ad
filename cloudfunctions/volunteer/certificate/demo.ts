import { demoPlace } from '../../shared/demo'
import type { Certificate, HoursEntry } from '../documents'

/** A certificate of somebody's book, without its latest lines. */
export function demoCertificate(person: string, books: readonly HoursEntry[], now: Date): Certificate[] {
  const lines = books.filter((each) => each.person === person).slice(0, -3)
  const [first, last] = [lines[0], lines.at(-1)]
  if (!first || !last) return []
  return [
    {
      ...{ _id: 'YHLLDEMA2345', person, name: '志愿者4', place: demoPlace, placeName: '桃花井社区' },
      ...{ seq: last.seq, minutes: last.total, from: first.day, until: last.day, at: now },
    },
  ]
}
