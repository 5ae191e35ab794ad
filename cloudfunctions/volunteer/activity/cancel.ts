import { claim, command, untilClaimed } from '../../shared/database'
import { notice, owed, settle } from '../../shared/notify'
import { shifts, type Shift } from '../documents'
import { freshShift, type Tender } from '../shift/tending'
import { shiftTime } from '../shift/words'

const noticesOf = (shift: Shift, at: Date) =>
  shift.people.map((person) =>
    notice({
      to: person,
      kind: 'volunteer',
      title: '这一班取消了',
      words: `${shiftTime(shift)}「${shift.title}」：${shift.cancelled ?? ''}，不用来了，看看别的活动`,
      state: '已取消',
      when: shift.startsAt,
      opens: `/volunteer/shift?shift=${shift._id}`,
      at,
      cause: `cancel ${shift._id}`,
    }),
  )

/**
 * Owes everybody in a cancelled shift their notice, once: the write that owes takes `untold` away, and with it the hours
 * that they kept free.
 * @returns whether somebody was still to be told
 */
async function tell(first: Shift): Promise<boolean> {
  const told = await untilClaimed(shifts, first, async (shift) => {
    const { _id, untold, rev } = shift
    if (!untold) return []
    const list = noticesOf(shift, untold)
    const change = { untold: command.remove(), busy: [_id], ...owed(list), rev: command.inc(1) }
    return (await claim(shifts, _id, { rev, untold }, change)) ? list : null
  })
  await settle(shifts, first._id, told ?? [])
  return first.untold !== undefined
}

/** As `tell`, on the shift as it stands now. */
export async function tellOfCancel(id: string): Promise<void> {
  const shift = await freshShift(id)
  if (shift) await tell(shift)
}

/** Tells of what was cancelled by a call that died before it told. */
export const untoldCancels: Tender = { tend: tell, due: ({ untold }) => (untold ? [untold] : []) }
