import Taro from '@tarojs/taro'
import type { FileFacts, Request } from './request'

let ready = false

function open(): void {
  if (!ready) Taro.cloud.init()
  ready = true
}

/** Sends to WeChat's cloud, which knows by itself who is calling. Rejects when no answer came. */
export async function send({ domain, ...data }: Request): Promise<unknown> {
  open()
  const { result } = await Taro.cloud.callFunction({ name: domain, data })
  return result
}

/** Whose phone this is, to keep apart what different people saw: in WeChat always the same person. */
export const owner = (): string => ''

/** What kind of file lies there, and how large it is. Rejects when there is none. */
export const inspectFile = (filePath: string): Promise<FileFacts> =>
  new Promise((resolve, reject) =>
    Taro.getFileSystemManager().getFileInfo({
      filePath,
      success: (facts) =>
        resolve({
          type: (/\.(\w+)$/.exec(filePath)?.[1] ?? '').toLowerCase(),
          bytes: 'size' in facts ? facts.size : 0,
        }),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    }),
  )

/** Uploads to a path in WeChat's cloud and gives the file id; rejects when it did not get there. */
export function sendFile(filePath: string, cloudPath: string, onProgress: (percent: number) => void): Promise<string> {
  open()
  return new Promise((resolve, reject) => {
    const task = Taro.cloud.uploadFile({
      cloudPath,
      filePath,
      success: ({ fileID }) => resolve(fileID),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
    task.onProgressUpdate(({ progress }) => onProgress(progress))
  })
}

/** Where a file of the cloud is shown from: WeChat's pictures take its id as it is. */
export const fileUrl = (fileId: string): Promise<string> => Promise.resolve(fileId)
