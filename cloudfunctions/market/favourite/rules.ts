/** How long before a night begins those who follow a vendor are told, in milliseconds. */
const beforeMs = 60 * 60_000

/** When those who follow a vendor of this night are told. */
export const tellingAt = ({ startsAt }: { startsAt: Date }): Date => new Date(+startsAt - beforeMs)

/** Whether it is the time to tell them: not once the night is over, and never of one that does not take place. */
export const isTellingTime = (night: { startsAt: Date; endsAt: Date; cancelled?: string }, now: Date): boolean =>
  night.cancelled === undefined && tellingAt(night) <= now && now < night.endsAt
