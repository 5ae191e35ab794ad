/** A space at which no line ends. */
export const noBreak = '\u00a0'

/** Takes no room and keeps what is around it on one line: after a dash lines end even before a space of the other kind. */
const joined = '\u2060'

/** Phrases of a text: what stands between spaces and marks, each with the mark that ends it. */
const phrase = /[^ \n，。、；：？！…]+[，。、；：？！…]*/g

/** How wide words are, in signs: a letter, a digit or a space is about half of one. */
const signsOf = (words: string): number =>
  Array.from(words.split(joined).join('')).reduce(
    (sum, sign) => sum + (/[\u0020-\u007e\u00a0]/.test(sign) ? 0.55 : 1),
    0,
  )

/** Facts of one thing in a line, those that there are; no line begins with the dot between two. */
export const dotted = (facts: readonly (string | false | undefined)[]): string =>
  facts.filter(Boolean).join(`${noBreak}· `)

/** A number stays beside what it counts, and beside a single sign that leads to it, as in 近 90 天. */
export const counted = (words: string): string =>
  words
    .replace(/(\d) (?=[\u4e00-\u9fff])/g, `$1${noBreak}`)
    .replace(/(^|[ ，。])([\u4e00-\u9fff]) (?=\d)/g, `$1$2${noBreak}`)

/** From one time to another; no line ends between them. */
export const fromTo = (from: string, to: string): string => `${from}${noBreak}–${joined}${noBreak}${to}`

/**
 * Added to the class of words of ours: where each of their phrases has at most `lineful` signs, as many as find room on a
 * line of the smallest phone in the largest type, lines end between phrases alone.
 */
export const phrased = (words: string, lineful: number): '' | ' in-phrases' =>
  (words.match(phrase) ?? []).every((each) => signsOf(each) <= lineful) ? ' in-phrases' : ''
