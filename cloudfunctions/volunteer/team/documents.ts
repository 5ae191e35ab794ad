import { collection } from '../../shared/collection'
import { owesIndex, type Owes } from '../../shared/documents'
import type { Person } from '../documents'

/** Somebody in a team. */
export interface TeamMember extends Person {
  /** What the others may call them by: it says nothing of the person. */
  id: string
  at: Date
  /** The once-only key of the tap by which they joined. */
  key: string
}

/** 队伍 People who go to shifts together. Its first member leads it. */
export interface Team extends Owes {
  _id: string
  name: string
  /** Whoever has it may join. */
  code: string
  /** In the order in which they came; nobody once the last one left. */
  members: TeamMember[]
  /** Their openids. */
  people: string[]
  /** The latest 100 who are out again, kept so that late repeats of taps change nothing. */
  left: { person: string; key: string; leaveKey: string }[]
  madeAt: Date
  rev: number
}

export const teams = collection<Team>('volunteer_teams', {
  code: { keys: { code: 1 }, unique: true },
  people: { keys: { people: 1, madeAt: -1 } },
  left: { keys: { 'left.person': 1 } },
  ...owesIndex,
})
