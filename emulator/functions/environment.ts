import type { FunctionSource } from './folder'
import type { Invocation } from './invocations'

/** The environment id functions see as TCB_ENV, and the app id every caller belongs to. */
export const ENVIRONMENT_ID = 'local-env'
export const APP_ID = 'wx0000000000000000'

/**
 * What a cloud function's process finds in its environment, whoever calls.
 * @param own variables of the functions' owner, as the service's console sets them; the platform's own come first
 */
export function processEnvironment(
  adminUrl: string,
  functionName: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...own,
    // Without RUNENV the SDK looks for a metadata host; without a secret it rejects outside of any promise chain.
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_SESSIONTOKEN: 'local',
    SCF_NAMESPACE: ENVIRONMENT_ID,
    SCF_FUNCTIONNAME: functionName,
    SCF_FUNCTION_NAME: functionName,
    TCB_ENV: ENVIRONMENT_ID,
    // `cloud.logger()` reports through the runtime then, instead of warning and falling back to console.
    _SCF_TCB_LOG: '1',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: adminUrl }),
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SEQID,TCB_SOURCE',
    WX_CONTEXT_KEYS: 'WX_CLIENTIP,WX_APPID,WX_OPENID,WX_UNIONID,WX_API_TOKEN',
    TZ: 'UTC',
  }
}

/** What changes with each invocation; null removes a variable. */
export function callerEnvironment(invocation: Invocation): Record<string, string | null> {
  return {
    WX_OPENID: invocation.openid ?? null,
    WX_UNIONID: null,
    WX_APPID: APP_ID,
    WX_CLIENTIP: '127.0.0.1',
    WX_API_TOKEN: invocation.token,
    TCB_SOURCE: invocation.source,
    TCB_SEQID: invocation.requestId,
  }
}

/** The second argument of a function's `main`, with the fields a real one is given. */
export function contextOf(
  invocation: Invocation,
  environment: Record<string, string>,
  { timeout, memory }: FunctionSource,
): Record<string, unknown> {
  const all = Object.fromEntries(
    Object.entries({ ...environment, ...callerEnvironment(invocation) }).filter(([, value]) => value !== null),
  )
  return {
    request_id: invocation.requestId,
    function_name: invocation.functionName,
    function_version: '$LATEST',
    namespace: ENVIRONMENT_ID,
    memory_limit_in_mb: memory,
    time_limit_in_ms: timeout * 1000,
    environ: Object.entries(all)
      .map(([key, value]) => `${key}=${value}`)
      .join(';'),
    environment: JSON.stringify(all),
    tencentcloud_region: environment['TENCENTCLOUD_REGION'],
    tencentcloud_appid: '1250000000',
    tencentcloud_uin: '100000000000',
    callbackWaitsForEmptyEventLoop: true,
  }
}
