import path from 'node:path'
import { loadSync } from 'protobufjs'
import { refusals } from '../protocol/errors'

// The messages of wx-server-sdk; their numbers are those of its own encoder.
const messages = loadSync(path.join(__dirname, 'messages.proto'))
const typeOf = (name: string) => messages.lookupType(name)

/** What a function asks of WeChat: an open API with its arguments, or an internal service with its encoded request. */
export type WireCall =
  | { kind: 'openApi'; arguments: Record<string, unknown> }
  | { kind: 'service'; name: string; request: Uint8Array }
  | { kind: 'other' }

interface CommApiData {
  apiType?: string
  openapiData?: { pairs?: { key?: string; value?: Uint8Array; filename?: string }[] }
  svrkitData?: { apiName?: string; reqData?: Uint8Array }
}

function parseValue(value: Uint8Array): unknown {
  const text = Buffer.from(value).toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    throw refusals.badParameter('an argument is no JSON')
  }
}

/** Reads the SDK's request; throws a CloudError when it is none. */
export function decodeCall(data: Uint8Array): WireCall {
  const type = typeOf('CommApiData')
  let call: CommApiData
  try {
    call = type.toObject(type.decode(data), { enums: String, defaults: true })
  } catch {
    throw refusals.badParameter('requestData is no protocol buffer')
  }
  if (call.apiType === 'SVRKIT_API') {
    const { apiName = '', reqData = new Uint8Array() } = call.svrkitData ?? {}
    return { kind: 'service', name: apiName, request: reqData }
  }
  if (call.apiType !== 'OPEN_API') return { kind: 'other' }
  const pairs = (call.openapiData?.pairs ?? []).map(
    ({ key = '', value = new Uint8Array(), filename = '' }): [string, unknown] => [
      key,
      // Media come as they are, with a file's name; everything else is JSON.
      filename === '' ? parseValue(value) : { filename, value },
    ],
  )
  return { kind: 'openApi', arguments: Object.fromEntries(pairs) }
}

/** Encodes an answer with content. */
export function encodeAnswer(content: Uint8Array, contentType: string): Buffer {
  return encode('CommOpenApiResp', { respData: content, contentType, httpCode: 200 })
}

/** Encodes a refusal of WeChat's gateway: the SDK shows it as a system error with this code. */
export function encodeSystemError(errorCode: number): Buffer {
  return encode('CommOpenApiResp', { errorCode })
}

/** The cloud ids a function asks open data for. */
export function decodeCloudIds(request: Uint8Array): string[] {
  const type = typeOf('ApiGetOpenDataByCloudIdReq')
  const { cloudidList } = type.toObject(type.decode(request), { arrays: true }) as { cloudidList: string[] }
  return cloudidList
}

/** Encodes open data: one JSON text for each cloud id. */
export function encodeOpenData(dataList: { cloudId: string; json: string }[]): Buffer {
  return encode('ApiGetOpenDataByCloudIdResp', { dataList })
}

function encode(name: string, message: Record<string, unknown>): Buffer {
  const type = typeOf(name)
  return Buffer.from(type.encode(type.fromObject(message)).finish())
}
