import type { FileFacts, Request } from './request'

const defaultPerson = 'o-vendor-0001'
const storedAs = 'demo-person'

/** The demo person: named in the address once, then remembered by this browser. */
export function owner(): string {
  const named = new URLSearchParams(location.search).get('as')
  if (named) localStorage.setItem(storedAs, named)
  return named ?? localStorage.getItem(storedAs) ?? defaultPerson
}

/** Sends to the local cloud that also serves this page. Rejects when no answer came. */
export async function send({ domain, ...data }: Request): Promise<unknown> {
  const answer = await fetch(`/call/${domain}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': owner() },
    body: JSON.stringify(data),
  })
  return answer.json()
}

/** What kind of file lies there, and how large it is. Rejects when there is none. */
export async function inspectFile(filePath: string): Promise<FileFacts> {
  const { type, size } = await (await fetch(filePath)).blob()
  return { type: type.replace('image/', ''), bytes: size }
}

/** Uploads to a path in the local cloud and gives the file id; rejects when it did not get there. */
export async function sendFile(
  filePath: string,
  cloudPath: string,
  onProgress: (percent: number) => void,
): Promise<string> {
  const file = await (await fetch(filePath)).blob()
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.upload.onprogress = ({ loaded, total }) => onProgress(Math.floor((100 * loaded) / total))
    request.onload = () => {
      if (request.status !== 200) return reject(new Error(request.responseText))
      const { fileID } = JSON.parse(request.responseText) as { fileID: string }
      resolve(fileID)
    }
    request.onerror = () => reject(new Error('the network is away'))
    request.open('POST', `/upload?path=${encodeURIComponent(cloudPath)}`)
    request.setRequestHeader('x-openid', owner())
    request.send(file)
  })
}

/** Where a file of the cloud is shown from, for two hours; empty when it is not there any more. */
export async function fileUrl(fileId: string): Promise<string> {
  if (!fileId.startsWith('cloud://')) return fileId
  const answer = await fetch('/files/urls', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': owner() },
    body: JSON.stringify({ fileList: [fileId] }),
  })
  const { fileList } = (await answer.json()) as { fileList: { tempFileURL: string }[] }
  return fileList[0]?.tempFileURL ?? ''
}
