/** What went wrong on any phone since it was last asked for; a test that leaves something here has failed. */
const found: string[] = []

/** Notes something that must not happen: an error in a handler, a warning of the engine, an API that is not there. */
export function trouble(where: string, what: unknown): void {
  found.push(`${where}: ${what instanceof Error ? (what.stack ?? what.message) : String(what)}`)
}

/** Gives what went wrong so far and forgets it: for the end of each test, and for a test that brought it about. */
export const takeTrouble = (): string[] => found.splice(0)
