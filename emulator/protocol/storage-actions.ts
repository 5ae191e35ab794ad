import { DEFAULT_MAX_AGE, type Files } from '../files/files'
import { isPlainObject } from './ejson'
import { refusals } from './errors'
import type { AdminRequest } from './requests'

type Answer = Record<string, unknown>
type Action = (request: AdminRequest, files: Files) => Answer | Promise<Answer>

function readList(request: AdminRequest, field: string): unknown[] {
  const list = request[field]
  // The service takes 50 files in one request.
  if (!Array.isArray(list) || list.length > 50) throw refusals.badParameter(`${field} must be a list of at most 50`)
  return list
}

const getUploadMetadata: Action = (request, files) => {
  const { url, fileId } = files.uploadUrl(request['path'])
  // The SDK sends these back as headers, so they must be ASCII.
  const cosFileId = Buffer.from(fileId).toString('base64url')
  return { data: { url, token: 'local', authorization: 'local', fileId, cosFileId } }
}

const batchGetDownloadUrl: Action = (request, files) => {
  const list = readList(request, 'file_list').map((item) => {
    const { fileid, max_age: wanted } = isPlainObject(item) ? item : {}
    const found = files.temporaryUrl(fileid, wanted)
    const names = { fileID: fileid, fileid }
    return found
      ? { code: 'SUCCESS', ...names, tempFileURL: found.url, maxAge: found.maxAge }
      : { code: 'STORAGE_FILE_NONEXIST', ...names, tempFileURL: '', maxAge: DEFAULT_MAX_AGE }
  })
  return { data: { download_list: list } }
}

const batchDeleteFile: Action = async (request, files) => {
  const list: Answer[] = []
  for (const fileID of readList(request, 'fileid_list')) {
    const removed = await files.remove(fileID, 'administrator')
    list.push({ fileID, code: removed ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' })
  }
  return { data: { delete_list: list } }
}

/** All actions on files the SDK sends, by their names on the wire. */
export const storageActions: Readonly<Record<string, Action>> = {
  'storage.getUploadMetadata': getUploadMetadata,
  'storage.batchGetDownloadUrl': batchGetDownloadUrl,
  'storage.batchDeleteFile': batchDeleteFile,
}
