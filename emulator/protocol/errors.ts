const SUFFIX = ' Please check your request, but if the problem persists, contact us.'

/** An error the cloud itself would answer: travels as HTTP 200 `{code, message, requestId}`, as the real service sends it. */
export class CloudError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'CloudError'
    this.code = code
  }
}

/** The service's refusals, with the codes and texts the SDK was recorded to receive. */
export const refusals = {
  duplicateKey: (collection: string, index: string, key: string) =>
    new CloudError(
      'DATABASE_REQUEST_FAILED',
      `[FailedOperation.Insert] bulk write error: [{E11000 duplicate key error collection: local.${collection} index: ${index} dup key: ${key}}]`,
    ),
  conflict: () =>
    new CloudError(
      'DATABASE_TRANSACTION_CONFLICT',
      `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others.${SUFFIX}`,
    ),
  noTransaction: () =>
    new CloudError(
      'DATABASE_TRANSACTION_FAIL',
      `[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds.${SUFFIX}`,
    ),
  noCollection: (name: string) =>
    new CloudError('DATABASE_COLLECTION_NOT_EXIST', `[ResourceNotFound] Db or Table not exist: ${name}.${SUFFIX}`),
  collectionExists: () =>
    new CloudError('DATABASE_COLLECTION_ALREADY_EXIST', `[ResourceUnavailable.ResourceExist] Table exist.${SUFFIX}`),
  diskFull: () =>
    new CloudError(
      'DATABASE_REQUEST_FAILED',
      `[FailedOperation] No space left on device: nothing was written.${SUFFIX}`,
    ),
  requestTooLarge: (bytes: number, limit: number) =>
    new CloudError(
      'DATABASE_REQUEST_FAILED',
      `[FailedOperation] request of ${bytes} bytes exceeds limit of ${limit} bytes`,
    ),
  documentTooLarge: (bytes: number, limit: number, inserted: boolean) =>
    new CloudError(
      'DATABASE_REQUEST_FAILED',
      inserted
        ? `[FailedOperation] object to insert too large. size in bytes: ${bytes}, max size: ${limit}`
        : `[FailedOperation] Resulting document after update is larger than ${limit}`,
    ),
  badRequest: (message: string) => new CloudError('DATABASE_REQUEST_FAILED', `[FailedOperation] ${message}`),
  badParameter: (message: string) => new CloudError('INVALID_PARAM', message),
  notImplemented: (what: string) =>
    new CloudError('NOT_IMPLEMENTED', `${what} is not implemented by the local cloud yet`),
}

/** A refusal of an update as the service tells it: in the list that its driver makes of them (seen by others). */
export function asWriteErrors(error: unknown): unknown {
  const [, why] = error instanceof CloudError ? (/^\[FailedOperation\] (.*)$/s.exec(error.message) ?? []) : []
  return why === undefined ? error : refusals.badRequest(`multiple write errors: [{write errors: [{${why}}]}, {<nil>}]`)
}

/** Whether a write was refused because a unique key is taken. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof CloudError && error.message.includes('E11000')
}
