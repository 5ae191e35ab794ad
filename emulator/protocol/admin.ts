import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import type { Database } from '../database/database'
import { type Faults, LostReply } from '../faults/faults'
import type { Files } from '../files/files'
import type { Functions } from '../functions/functions'
import type { InvocationHistory } from '../functions/history'
import type { Invocations } from '../functions/invocations'
import type { Timers } from '../timers/timers'
import { databaseActions } from './database-actions'
import { CloudError, refusals } from './errors'
import type { AdminRequest } from './requests'
import { storageActions } from './storage-actions'

/** Everything the service behind `/admin` works on. */
export interface Cloud {
  clock: Clock
  database: Database
  functions: Functions
  invocations: Invocations
  history: InvocationHistory
  faults: Faults
  timers: Timers
  files: Files
}

async function perform(request: AdminRequest, cloud: Cloud): Promise<Record<string, unknown>> {
  const { action } = request
  const invocation = cloud.invocations.find(request['wxCloudApiToken'])
  const databaseAction = databaseActions[action]
  if (databaseAction) {
    if (invocation) cloud.invocations.countRequest(invocation)
    const caller = invocation ? `${invocation.functionName}.${invocation.action}` : '-'
    return databaseAction(request, { database: cloud.database, now: cloud.clock.now(), caller })
  }
  const storageAction = storageActions[action]
  if (storageAction) return storageAction(request, cloud.files)
  if (action === 'functions.invokeFunction') {
    const name = String(request['function_name'])
    return { data: { response_data: await cloud.functions.callNested(name, request['request_data'], invocation) } }
  }
  throw refusals.notImplemented(action)
}

/** Performs a request with whatever is planned to go wrong with it. */
async function performWithFaults(request: AdminRequest, cloud: Cloud): Promise<Record<string, unknown>> {
  const powers = {
    crash: cloud.functions.crash.bind(cloud.functions),
    abort: cloud.database.abortTransaction.bind(cloud.database),
  }
  const invocation = cloud.invocations.find(request['wxCloudApiToken'])
  return cloud.faults.around(request, invocation, powers, () => perform(request, cloud))
}

/** The disk refuses a commit: the service's own answer, not a bug. */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /No space left on device|MDB_MAP_FULL|ENOSPC/.test(error.message)
}

/** Answers one request of the SDK; rejects with LostReply when the caller must get none. Errors are answers too; a bug of the emulator is SYS_ERR and goes to stderr. */
export async function answer(request: AdminRequest, cloud: Cloud): Promise<Record<string, unknown>> {
  const requestId = randomUUID()
  try {
    return { requestId, ...(await performWithFaults(request, cloud)) }
  } catch (reason) {
    if (reason instanceof LostReply) throw reason
    const error = isDiskFull(reason) ? refusals.diskFull() : reason
    if (error instanceof CloudError) return { requestId, code: error.code, message: error.message }
    process.stderr.write(`[emulator ${requestId}] ${error instanceof Error ? error.stack : String(error)}\n`)
    return { requestId, code: 'SYS_ERR', message: `the local cloud failed on ${request.action}; see its log` }
  }
}
