import { randomUUID } from 'node:crypto'

/** The one place where the server takes randomness for an id. */
export const newId = (): string => randomUUID()
