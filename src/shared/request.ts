/** A file on this phone. */
export interface FileFacts {
  /** The ending of its kind, in small letters; empty when it has none. */
  type: string
  bytes: number
}

/** What goes to one cloud function. */
export interface Request {
  domain: string
  action: string
  input: unknown
  /** The once-only key of the tap, for what changes something. */
  key?: string
}
