/** Phrases of a text: what stands between spaces and marks, each with the mark that ends it. */
const phrase = /[^\s，。、；：？！…·]+[，。、；：？！…]*/g

/**
 * Added to the class of words of ours: where each of their phrases has at most `lineful` signs, as many as find room on a
 * line of the smallest phone in the largest type, lines end between phrases alone.
 */
export const phrased = (words: string, lineful: number): '' | ' in-phrases' =>
  (words.match(phrase) ?? []).every((each) => Array.from(each).length <= lineful) ? ' in-phrases' : ''
