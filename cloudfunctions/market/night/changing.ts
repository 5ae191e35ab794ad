import { command } from '../../shared/database'
import type { Night, NightChange } from '../documents'

/** How many changes by hand a night remembers. */
const changesKept = 100

/** A change of one night by its operator, with the record of it: to be written onto exactly the `rev` that was read. */
export const changed = (change: Record<string, unknown>, record: NightChange): Record<string, unknown> => ({
  ...change,
  changes: command.push({ each: [record], slice: -changesKept }),
  rev: command.inc(1),
})

/** What this tap changed when it came first. */
export const changeBy = ({ changes = [] }: Night, key: string): NightChange | undefined =>
  changes.find((each) => each.key === key)
