import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import type { Database } from '../database/database'
import type { Files } from '../files/files'
import type { Functions } from '../functions/functions'
import type { Invocations } from '../functions/invocations'
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

/** Answers one request of the SDK. Errors are answers too; a bug of the emulator is SYS_ERR and goes to stderr. */
export async function answer(request: AdminRequest, cloud: Cloud): Promise<Record<string, unknown>> {
  const requestId = randomUUID()
  try {
    return { requestId, ...(await perform(request, cloud)) }
  } catch (error) {
    if (error instanceof CloudError) return { requestId, code: error.code, message: error.message }
    process.stderr.write(`[emulator ${requestId}] ${error instanceof Error ? error.stack : String(error)}\n`)
    return { requestId, code: 'SYS_ERR', message: `the local cloud failed on ${request.action}; see its log` }
  }
}
