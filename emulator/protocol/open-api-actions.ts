import type { Invocation } from '../functions/invocations'
import { GatewayError, OpenApiError } from '../open-api/errors'
import type { ApiAnswer, ApiCaller, OpenApi } from '../open-api/open-api'
import { decodeCall, decodeCloudIds, encodeAnswer, encodeOpenData, encodeSystemError } from '../open-api/wire'
import { isPlainObject } from './ejson'
import { refusals } from './errors'
import { type AdminRequest, readString } from './requests'

/** The fields of a form the SDK sends, as bytes. */
export type AdminForm = ReadonlyMap<string, Buffer>

const NO_OPEN_API = -604100

const callerOf = (invocation: Invocation | undefined): ApiCaller => ({
  openid: invocation?.openid,
  functionName: invocation?.functionName,
})

function parseObject(text: string, field: string): Record<string, unknown> {
  let value: unknown
  try {
    value = text === '' ? {} : JSON.parse(text)
  } catch {
    value = undefined
  }
  if (!isPlainObject(value)) throw refusals.badParameter(`${field} must be a JSON object`)
  return value
}

const asJson = (fields: Record<string, unknown>) => Buffer.from(JSON.stringify(fields))

function encodeApiAnswer(answer: ApiAnswer): Buffer {
  if ('file' in answer) return encodeAnswer(answer.file, answer.contentType)
  return encodeAnswer(asJson({ errcode: 0, errmsg: 'ok', ...answer.json }), 'application/json')
}

/** `wx.openApi`: protocol buffers inside a form. WeChat's refusals are answers, as WeChat sends them. */
async function openApiForm(form: AdminForm, openApi: OpenApi, caller: ApiCaller): Promise<Buffer> {
  const name = String(form.get('apiName') ?? '')
  const call = decodeCall(form.get('requestData') ?? Buffer.alloc(0))
  try {
    if (call.kind === 'openApi') return encodeApiAnswer(await openApi.call(name, call.arguments, caller))
    if (call.kind === 'service' && call.name === 'ApiGetOpenDataByCloudId') {
      return encodeAnswer(
        encodeOpenData(openApi.openData(decodeCloudIds(call.request), caller)),
        'application/protobuf',
      )
    }
    return encodeSystemError(NO_OPEN_API)
  } catch (error) {
    if (error instanceof GatewayError) return encodeSystemError(error.errorCode)
    if (!(error instanceof OpenApiError)) throw error
    return encodeAnswer(asJson({ errcode: error.errcode, errmsg: error.message }), 'application/json')
  }
}

/** `wx.wxPayApi`: JSON inside a form, answered with JSON. */
async function payForm(form: AdminForm, openApi: OpenApi, caller: ApiCaller): Promise<Buffer> {
  const name = String(form.get('apiName') ?? '')
  const request = parseObject(String(form.get('requestData') ?? ''), 'requestData')
  try {
    return asJson(await openApi.payments.call(name, request, caller.openid))
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
    return asJson({ code: 'INVALID_PARAM', message: `${error.message}: cloudPay.${name}` })
  }
}

/** Answers a request that came as a form; throws a CloudError for what is none of these. */
export function openApiFormAction(form: AdminForm, openApi: OpenApi, invocation?: Invocation): Promise<Buffer> {
  const action = String(form.get('action') ?? '')
  if (action === 'wx.openApi') return openApiForm(form, openApi, callerOf(invocation))
  if (action === 'wx.wxPayApi') return payForm(form, openApi, callerOf(invocation))
  throw refusals.notImplemented(action)
}

/** `wx.api`, what `cloud.callOpenAPI` sends: the answer is JSON, refusals too. */
export async function openApiAction(
  request: AdminRequest,
  openApi: OpenApi,
  invocation?: Invocation,
): Promise<Record<string, unknown>> {
  const text = request['requestData']
  const given = parseObject(typeof text === 'string' ? text : '', 'requestData')
  const answer = async (): Promise<Record<string, unknown>> => {
    try {
      const result = await openApi.call(readString(request, 'apiName'), given, callerOf(invocation))
      if ('json' in result) return { errcode: 0, errmsg: 'ok', ...result.json }
      return { errcode: 0, errmsg: 'ok', contentType: result.contentType, buffer: result.file.toString('base64') }
    } catch (error) {
      if (error instanceof GatewayError) return { errcode: error.errorCode, errmsg: error.message }
      if (!(error instanceof OpenApiError)) throw error
      return { errcode: error.errcode, errmsg: error.message }
    }
  }
  return { data: { responseData: JSON.stringify(await answer()) } }
}
