import type { Device } from '../device'
import { Failure } from '../failure'
import { answered, api } from './api'

interface Upload {
  cloudPath: string
  filePath: string
}
type Progress = { progress: number; totalBytesSent: number; totalBytesExpectedToSend: number }

/** Sends to the local cloud; fails as WeChat does when the network is away or the cloud refuses. */
async function post(
  device: Device,
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
): Promise<unknown> {
  if (!device.online) throw new Failure('request:fail ', { errCode: -1 })
  const headers = { 'content-type': type, 'x-openid': device.openid }
  const answer = await fetch(`${device.cloudUrl}${path}`, { method: 'POST', headers, body })
  const told = (await answer.json()) as { errCode?: number; errMsg?: string }
  if (!answer.ok) throw new Failure(told.errMsg ?? String(answer.status), { errCode: told.errCode ?? -1 })
  return told
}

const json = (device: Device, path: string, body: unknown): Promise<unknown> =>
  post(device, path, JSON.stringify(body), 'application/json')

interface Payment {
  timeStamp: string
  nonceStr: string
  package: string
  signType?: string
  paySign: string
}

/**
 * WeChat Pay. The test says what the person does: `{ pays: true }`; `{ pays: 'later' }` for money that WeChat takes and does
 * not know of yet; `new Error('cancel')`. The local cloud is the till.
 */
export const payment = (device: Device) => ({
  requestPayment: api<Payment>(device, 'requestPayment', async (given) => {
    for (const name of ['timeStamp', 'nonceStr', 'package', 'paySign'] as const)
      if (typeof given[name] !== 'string' || given[name] === '')
        throw new Failure(`parameter error: parameter.${name} should be String`)
    if (!given.package.startsWith('prepay_id=')) throw new Failure('缺少参数 prepay_id')
    const { pays } = answered(device, 'requestPayment') as { pays: true | 'later' }
    if (pays === true) await json(device, '/_/pay', { package: given.package })
    return {}
  }),
})

/** `wx.cloud`, spoken to a local cloud through its doors (`emulator/README.md`). */
export function cloud(device: Device) {
  let ready = false
  const inited = (): void => {
    if (!ready) throw new Failure('Cloud API isn’t enabled, please call wx.cloud.init first')
  }
  const uploadFile = (options: Upload & { success?: unknown; fail?: unknown; complete?: unknown }) => {
    const heard = new Set<(progress: Progress) => void>()
    const tell = (sent: number, of: number) => {
      const progress = { progress: Math.round((sent / of) * 100), totalBytesSent: sent, totalBytesExpectedToSend: of }
      for (const listener of heard) listener(progress)
    }
    let given = true
    const send = api<Upload>(device, 'cloud.uploadFile', async ({ cloudPath, filePath }) => {
      inited()
      const bytes = device.files.get(filePath)
      if (!bytes) throw new Failure(`file not exists ${filePath}`)
      tell(Math.floor(bytes.length / 2), bytes.length)
      if (!given) throw new Failure('abort')
      const path = `/upload?path=${encodeURIComponent(cloudPath)}`
      const told = await post(device, path, new Uint8Array(bytes), 'application/octet-stream')
      tell(bytes.length, bytes.length)
      return { ...(told as object), statusCode: 204 }
    })
    const task = {
      onProgressUpdate: (listener: (progress: Progress) => void) => void heard.add(listener),
      offProgressUpdate: (listener: (progress: Progress) => void) => void heard.delete(listener),
      abort: () => {
        given = false
      },
    }
    const promise = send(options as Parameters<typeof send>[0])
    return promise ? Object.assign(promise, task) : task
  }
  return {
    init: () => {
      ready = true
    },
    callFunction: api<{ name: string; data?: object }>(device, 'cloud.callFunction', async ({ name, data }) => {
      inited()
      const result = await json(device, `/call/${name}`, data ?? {})
      device.tell('CloudAnswer', result)
      return { result, requestID: '' }
    }),
    uploadFile,
    getTempFileURL: api<{ fileList: unknown[] }>(device, 'cloud.getTempFileURL', ({ fileList }) => {
      inited()
      return json(device, '/files/urls', { fileList })
    }),
    deleteFile: api<{ fileList: string[] }>(device, 'cloud.deleteFile', ({ fileList }) => {
      inited()
      return json(device, '/files/delete', { fileList })
    }),
    downloadFile: api<{ fileID: string }>(device, 'cloud.downloadFile', async ({ fileID }) => {
      inited()
      const told = (await json(device, '/files/urls', { fileList: [fileID] })) as {
        fileList: { tempFileURL: string }[]
      }
      const address = told.fileList[0]?.tempFileURL ?? ''
      const answer = address === '' ? undefined : await fetch(address)
      if (!answer?.ok) throw new Failure('file not exists', { errCode: -503003 })
      const bytes = new Uint8Array(await answer.arrayBuffer())
      return { tempFilePath: device.keep(bytes, fileID.split('.').pop() ?? ''), statusCode: 200 }
    }),
  }
}
