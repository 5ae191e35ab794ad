import { cloud } from './wechat'

interface Storage {
  getTempFileURL(ask: { fileList: string[] }): Promise<{ fileList: { status: number; tempFileURL: string }[] }>
  deleteFile(ask: { fileList: string[] }): Promise<{ fileList: { status: number; errMsg: string }[] }>
}

const storage = cloud as unknown as Storage

/** An address that serves a stored file for about two hours; null when there is no such file. */
export async function temporaryUrl(file: string): Promise<string | null> {
  const { fileList } = await storage.getTempFileURL({ fileList: [file] })
  const [found] = fileList
  return found && found.status === 0 && found.tempFileURL !== '' ? encodeURI(found.tempFileURL) : null
}

/** At most 50 files go in one request. */
const filesAtOnce = 50

/** Deletes stored files; one that is not there is as good as deleted. */
export async function deleteFiles(files: readonly string[]): Promise<void> {
  for (let start = 0; start < files.length; start += filesAtOnce)
    await storage.deleteFile({ fileList: files.slice(start, start + filesAtOnce) })
}

/** The environment that this function lives in, as file ids begin with it. */
const environment = (): string => String(cloud.getWXContext().ENV)

/** The path of a file id of this environment; null for any other. */
export function pathOf(file: string): string | null {
  const [, env, path] = /^cloud:\/\/([^./]+)\.[^/]+\/(.+)$/.exec(file) ?? []
  return env === environment() ? (path ?? null) : null
}
