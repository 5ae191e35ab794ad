/** One kind of thing that a domain keeps about a person, read page by page, in words that the person understands. */
export interface Shelf {
  title: string
  /** @param after where the page before ended */
  read: (openid: string, after: string | undefined) => Promise<{ rows: Record<string, unknown>[]; after?: string }>
}

/** What one domain keeps about people, and how it lets go of one. */
export interface Holdings {
  shelves: readonly Shelf[]
  /**
   * Forgets a part of what is kept about this person: what is theirs alone goes, what must stay loses their identity.
   * Safe to repeat after a crash at any point.
   * @returns true once nothing is left
   */
  forget: (openid: string, now: Date) => Promise<boolean>
}

/** Who stands where a person stood who left. */
export const leftName = '已注销用户'
