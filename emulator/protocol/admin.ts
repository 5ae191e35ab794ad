import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import { CommitRefused } from '../commit'
import type { Database } from '../database/database'
import { type Faults, LostReply } from '../faults/faults'
import type { Files } from '../files/files'
import type { Functions } from '../functions/functions'
import type { InvocationHistory } from '../functions/history'
import type { Invocation, Invocations } from '../functions/invocations'
import type { OpenApi } from '../open-api/open-api'
import type { Timers } from '../timers/timers'
import { databaseActions } from './database-actions'
import { CloudError, refusals } from './errors'
import { type AdminForm, openApiAction, openApiFormAction } from './open-api-actions'
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
  openApi: OpenApi
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
  if (action === 'wx.api') return openApiAction(request, cloud.openApi, invocation)
  if (action === 'functions.invokeFunction') {
    const name = String(request['function_name'])
    return { data: { response_data: await cloud.functions.callNested(name, request['request_data'], invocation) } }
  }
  throw refusals.notImplemented(action)
}

/** Performs a request with whatever is planned to go wrong with it. */
async function withFaults<T>(
  request: AdminRequest,
  invocation: Invocation | undefined,
  cloud: Cloud,
  run: () => Promise<T>,
): Promise<T> {
  const powers = {
    crash: cloud.functions.crash.bind(cloud.functions),
    abort: cloud.database.abortTransaction.bind(cloud.database),
  }
  return cloud.faults.around(request, invocation, powers, run)
}

/** The disk refuses a commit: the service's own answer, not a bug. */
function isDiskFull(error: unknown): boolean {
  if (error instanceof CommitRefused) return true
  return error instanceof Error && /No space left on device|MDB_MAP_FULL|ENOSPC/.test(error.message)
}

/** What the SDK is told of a failure; a bug of the emulator is SYS_ERR and goes to stderr. Rethrows a LostReply. */
function describeFailure(reason: unknown, action: string): Record<string, unknown> {
  if (reason instanceof LostReply) throw reason
  const requestId = randomUUID()
  const error = isDiskFull(reason) ? refusals.diskFull() : reason
  if (error instanceof CloudError) return { requestId, code: error.code, message: error.message }
  process.stderr.write(`[emulator ${requestId}] ${error instanceof Error ? error.stack : String(error)}\n`)
  return { requestId, code: 'SYS_ERR', message: `the local cloud failed on ${action}; see its log` }
}

/** Answers one request of the SDK; rejects with LostReply when the caller must get none. Errors are answers too. */
export async function answer(request: AdminRequest, cloud: Cloud): Promise<Record<string, unknown>> {
  try {
    const invocation = cloud.invocations.find(request['wxCloudApiToken'])
    return { requestId: randomUUID(), ...(await withFaults(request, invocation, cloud, () => perform(request, cloud))) }
  } catch (reason) {
    return describeFailure(reason, request.action)
  }
}

/** Answers a request that came as a form: bytes, or JSON for an error. */
export async function answerForm(form: AdminForm, cloud: Cloud): Promise<{ body: Buffer; type: string }> {
  const action = String(form.get('action') ?? '')
  try {
    const invocation = cloud.invocations.find(String(form.get('wxCloudApiToken') ?? ''))
    const run = () => openApiFormAction(form, cloud.openApi, invocation)
    return { body: await withFaults({ action }, invocation, cloud, run), type: 'application/octet-stream' }
  } catch (reason) {
    return {
      body: Buffer.from(JSON.stringify(describeFailure(reason, action))),
      type: 'application/json; charset=utf-8',
    }
  }
}
