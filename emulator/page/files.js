/** Files that functions and clients uploaded. */
import { $, ask, attempt, changed, el, table } from './dom.js'
import { dateOf, sizeOf } from './format.js'

/** Opens a file by a temporary address, as a client would; everybody may read. */
async function open(fileID) {
  await attempt($('files-state'), async () => {
    const { fileList } = await ask('/files/urls', 'POST', { fileList: [fileID] }, { 'x-openid': 'o-page' })
    const [{ tempFileURL, errMsg }] = fileList
    if (tempFileURL === '') throw new Error(errMsg)
    window.open(new URL(tempFileURL).pathname + new URL(tempFileURL).search, '_blank', 'noopener')
  })
}

export async function refreshFiles() {
  const { files } = await ask('/_/files')
  if (!changed('files', files)) return
  const newest = files.toSorted((a, b) => b.uploadedAt - a.uploadedAt)
  const rows = newest.map(({ fileID, path, owner, size, type, uploadedAt }) => [
    el('button', { type: 'button', className: 'link', title: fileID, onclick: () => open(fileID) }, path),
    sizeOf(size),
    type,
    owner ?? 'a function',
    el('time', { className: 'line' }, dateOf(new Date(uploadedAt).toISOString())),
  ])
  table($('files-list'), ['File', '#Size', 'Type', 'Uploaded by', 'Uploaded (UTC+8)'], rows, 'No file yet.')
}
