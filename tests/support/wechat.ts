import type { Cloud } from './cloud'

/** The doors of a local cloud where people upload, tap WeChat's buttons, and things go wrong (`emulator/README.md`). */
export function wechatOf({ url }: Pick<Cloud, 'url'>) {
  const post = async (path: string, body: unknown, openid?: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', ...(openid === undefined ? {} : { 'x-openid': openid }) }
    return (await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  return {
    /** Uploads a few bytes as this person; returns the file id. */
    upload: async (openid: string, path: string): Promise<string> => {
      const address = `${url}/upload?path=${encodeURIComponent(path)}`
      const init = { method: 'POST', headers: { 'x-openid': openid, 'content-type': 'image/jpeg' }, body: 'a picture' }
      const { fileID } = (await (await fetch(address, init)).json()) as { fileID: string }
      return fileID
    },
    /** The ids of all stored files. */
    files: async (): Promise<string[]> => {
      const { files } = (await (await fetch(`${url}/_/files`)).json()) as { files: { fileID: string }[] }
      return files.map(({ fileID }) => fileID)
    },
    phoneCode: async (openid: string): Promise<string> => {
      const { code } = (await post('/phone-code', {}, openid)) as { code: string }
      return code
    },
    setRiskyWords: (words: string[]) => post('/_/risky-words', { words }),
    plan: (fault: object) => post('/_/faults', fault),
    forgetFaults: () => post('/_/faults/reset', {}),
  }
}

/** Waits until something is so, as an answer of WeChat that comes by itself. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  const end = performance.now() + 30_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error('it did not come to be within 30 seconds')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
