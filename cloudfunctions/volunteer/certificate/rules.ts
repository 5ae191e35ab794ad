/** A line of a book that takes another back. */
export interface LineBack {
  seq: number
  /** Below zero. */
  minutes: number
  /** The number of the line that it takes back; lines of before it was noted have none. */
  reversesSeq?: number
}

/** Minutes of a certificate that were taken back after it was issued. What was earned later and taken back is none of it. */
export const correctedOf = ({ seq }: { seq: number }, back: readonly LineBack[]): number =>
  back.filter((line) => line.seq > seq && (line.reversesSeq ?? 0) <= seq).reduce((sum, { minutes }) => sum - minutes, 0)

/** Whether a certificate still states what the book says and how its owner is called. */
export const isCurrent = (
  { seq, name, revoked }: { seq: number; name: string; revoked?: object },
  book: { seq: number },
  called: string,
): boolean => revoked === undefined && seq === book.seq && name === called
