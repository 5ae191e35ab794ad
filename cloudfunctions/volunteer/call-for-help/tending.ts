import { changeAll, claim, command } from '../../shared/database'
import { shifts, volunteers } from '../documents'
import type { Tender } from '../shift/tending'

/** Whoever was called is asked last the next time; then the shift forgets who they were. */
export const calledLately: Tender = {
  tend: async ({ _id, help, rev }) => {
    if (!help?.called) return false
    await changeAll(volunteers, { _id: command.in(help.called) }, { calledAt: help.at })
    await claim(shifts, _id, { rev }, { 'help.called': command.remove(), rev: command.inc(1) })
    return true
  },
  due: ({ help }, now) => (help?.called ? [new Date(+now + 1)] : []),
}
