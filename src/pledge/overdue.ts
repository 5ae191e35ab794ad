import type { Bead } from '../../cloudfunctions/pledge/rhythm/contract'

interface Asked {
  pledge: string
  bead: Bead
}

const isOverdue = ({ bead: { state } }: Asked): boolean => state === 'late' || state === 'veryLate'

/** What is asked for, of each promise only the latest time that is overdue, with how many came before it. */
export const latestOverdue = <T extends Asked>(items: readonly T[]): (T & { earlier: number })[] =>
  items.flatMap((item, index) => {
    const same = (each: T) => each.pledge === item.pledge && isOverdue(each)
    if (!isOverdue(item)) return [{ ...item, earlier: 0 }]
    return items.slice(index + 1).some(same) ? [] : [{ ...item, earlier: items.slice(0, index).filter(same).length }]
  })
