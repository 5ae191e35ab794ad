import { EJSON } from 'bson'
import type { Ask, Capability, Output } from '../../cloudfunctions/shared/contract'
import type { Reply } from '../../cloudfunctions/shared/reply'

/** Speaks to a local cloud through its doors (`emulator/README.md`). */
export function clientOf(url: string) {
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }
    return (await fetch(`${url}${path}`, init)).json()
  }
  const send = async (method: 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> => {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const answer = await fetch(`${url}${path}`, { method, ...sent })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  }
  return {
    /** Puts a document in its place, whatever stood there. */
    put: (collection: string, document: { _id: string }) =>
      send('PUT', '/_/documents', { collection, document: EJSON.serialize(document, { relaxed: true }) }),
    /** Sends any body to a function, as the person or as nobody. */
    send: (domain: string, openid: string | undefined, body: unknown) =>
      post(`/call/${domain}`, body, openid === undefined ? {} : { 'x-openid': openid }) as Promise<Reply>,
    /** Calls an action as its contract has it. */
    call: <C extends Capability>(openid: string | undefined, { domain, name }: C, input: Ask<C>, key?: string) =>
      post(
        `/call/${domain}`,
        { action: name, input, key },
        openid === undefined ? {} : { 'x-openid': openid },
      ) as Promise<Reply<Output<C>>>,
    setClock: (now: Date) => post('/_/clock', { now: now.toISOString() }),
    tick: (domain: string) => post('/_/tick', { function: domain }) as Promise<Reply>,
    /** All documents of a collection, dates as ISO strings. */
    documents: async <T>(collection: string): Promise<T[]> => {
      const lines = (await (await fetch(`${url}/_/export?collection=${collection}`)).text()).split('\n').filter(Boolean)
      return lines.map((line) => (JSON.parse(line) as { document: T }).document)
    },
    /** All that is stored, as one text to compare. */
    everything: async () => (await fetch(`${url}/_/export`)).text(),
    stats: async () =>
      (await (await fetch(`${url}/_/stats`)).json()) as Record<
        string,
        Record<string, { calls: number; requests: number }>
      >,
    resetStats: () => post('/_/stats/reset', {}),
    /** Plans something to go wrong (`emulator/README.md`, "Faults"). */
    plan: (fault: Record<string, unknown>) => post('/_/faults', fault),
    noFaults: () => send('DELETE', '/_/faults'),
    /** The person agrees to one WeChat message of each template. */
    consent: (openid: string, tmplIds: readonly string[]) => post('/consent', { tmplIds }, { 'x-openid': openid }),
    /** The WeChat messages that reached a person's phone. */
    messages: async (openid: string) =>
      (await (await fetch(`${url}/_/messages?openid=${openid}`)).json()) as {
        templateId: string
        page: string | null
        data: Record<string, { value: string }>
      }[],
    /** Rows that queries read, by `function.action`, since they were forgotten. */
    rowsRead: async () => (await (await fetch(`${url}/_/queries/rows`)).json()) as Record<string, number>,
    forgetQueries: () => post('/_/queries/reset', {}),
    unservedQueries: async () => (await (await fetch(`${url}/_/queries`)).json()) as unknown[],
  }
}
