/** What the local cloud tells in extended JSON, with its instants as they are stored. */
export const revived = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    typeof each === 'object' && each !== null && '$date' in each ? new Date(String(each.$date)) : each,
  ) as T
