/** A mistake in the command line: one line, exit 2. */
export class UsageError extends Error {}
