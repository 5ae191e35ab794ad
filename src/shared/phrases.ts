/** Phrases of a text: what stands between spaces and marks, each with the mark that ends it. */
const phrase = /[^\s，。、；：？！…·]+[，。、；：？！…]*/g

/** Whether no phrase has more than `most` signs, so that each finds room on a line and lines may end between them. */
export const phrasesFit = (words: string, most: number): boolean =>
  (words.match(phrase) ?? []).every((each) => Array.from(each).length <= most)
