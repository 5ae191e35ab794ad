import * as v from 'valibot'

/** What is wrong with words by the contract's own rule, or undefined. */
export const wrongWith = (rule: v.GenericSchema<string, string>, words: string): string | undefined =>
  v.safeParse(rule, words).issues?.[0].message
