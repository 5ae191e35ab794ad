import type { HandHours, HoursEntry } from '../documents'

/** A line of somebody's book as they read it. */
export const lineView = ({ _id, minutes, kind, day, title, total, reason }: HoursEntry) => ({
  ...{ id: _id, minutes, kind, day, title, total },
  ...(reason === undefined ? {} : { reason }),
})

/** Minutes noted by hand as staff read them. */
export const handView = ({ _id, name, shift, title, day, minutes, reason, added, state }: HandHours) => ({
  ...{ id: _id, name, shift, title, day, minutes, reason, state },
  at: added.at.toISOString(),
})
