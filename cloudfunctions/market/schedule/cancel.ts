import { claim, command, untilClaimed } from '../../shared/database'
import { owed, settle } from '../../shared/notify'
import { nights, type Night, type NightChange } from '../documents'
import { endDraw } from '../draw/cancelling'
import { changed } from '../night/changing'
import type { Tender } from '../night/tending'
import { cancelNotices } from './words'

/**
 * 取消 Decided by ONE write that waits for nobody: from it on, no write can give a stall of this night. So whoever stands
 * in it then is whoever is to be told, however many reached for it in that instant.
 */
export const claimCancel = (night: string, reason: string, record: NightChange): Promise<boolean> =>
  claim(
    nights,
    night,
    { cancelled: command.exists(false), endsAt: command.gt(record.at) },
    changed({ cancelled: reason, untold: record.at, due: command.min(record.at) }, record),
  )

/**
 * Owes everybody whom a cancelled night concerns their notice, once: the write that owes takes `untold` away, and with it
 * what was only held, offered or waited for, so that nobody is told later that it lapsed. Its draw ends before, so that
 * nobody enters after it was read who did.
 * @returns whether somebody was still to be told
 */
export async function tellOfCancel(first: Night): Promise<boolean> {
  const entered = first.untold ? await endDraw(first, first.untold) : []
  const told = await untilClaimed(nights, first, async (night) => {
    const { _id, untold, rev } = night
    if (!untold) return []
    const list = cancelNotices(night, entered, untold)
    const over = { bookings: command.pull({ until: command.exists(true) }), waiting: [] }
    const change = { ...over, untold: command.remove(), ...owed(list), rev: command.inc(1) }
    return (await claim(nights, _id, { rev, untold }, change)) ? list : null
  })
  await settle(nights, first._id, told ?? [])
  return first.untold !== undefined
}

/** Tells of what was cancelled by a call that died before it told. */
export const untoldCancels: Tender = { tend: tellOfCancel, due: ({ untold }) => (untold ? [untold] : []) }
