/** What goes to one cloud function. */
export interface Request {
  domain: string
  action: string
  input: unknown
  /** The once-only key of the tap, for what changes something. */
  key?: string
}
