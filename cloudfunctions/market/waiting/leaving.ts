import { command } from '../../shared/database'
import type { Night } from '../documents'

/** How many leavers a night remembers. */
export const leaversKept = 200

/**
 * The change by which people leave the waiting list of a night otherwise than by an offer: they are remembered, so that a
 * late repeat of the tap that joined does not bring them back. To be written beside what takes them off.
 * @param leaveKey the key of what took them off
 */
export function leaves({ waiting }: Pick<Night, 'waiting'>, vendors: readonly string[], leaveKey: string) {
  const each = waiting
    .filter(({ vendor }) => vendors.includes(vendor))
    .map(({ vendor, key }) => ({ vendor, key, leaveKey }))
  return each.length === 0 ? {} : { leftWaiting: command.push({ each, slice: -leaversKept }) }
}
