interface Person {
  shop: string
  name: string
  sells: string
}

/** As many as a thumb looks through. */
const mostShown = 20

/** Vendors whose name or goods hold these words, or all. */
export const matching = <P extends Person>(vendors: readonly P[], words: string | undefined): P[] =>
  vendors.filter(({ name, sells }) => words === undefined || `${name} ${sells}`.includes(words))

/** The first of a list, and how many more there are: more words find them. */
export const firstOf = <P>(all: readonly P[]): { shown: P[]; more: number } => ({
  shown: all.slice(0, mostShown),
  more: Math.max(0, all.length - mostShown),
})
