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
  return {
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
      const lines = (await (await fetch(`${url}/_/export`)).text()).split('\n').filter(Boolean)
      return lines
        .map((line) => JSON.parse(line) as { collection: string; document: T })
        .filter((each) => each.collection === collection)
        .map(({ document }) => document)
    },
    /** All that is stored, as one text to compare. */
    everything: async () => (await fetch(`${url}/_/export`)).text(),
    stats: async () =>
      (await (await fetch(`${url}/_/stats`)).json()) as Record<
        string,
        Record<string, { calls: number; requests: number }>
      >,
    resetStats: () => post('/_/stats/reset', {}),
    unservedQueries: async () => (await (await fetch(`${url}/_/queries`)).json()) as unknown[],
  }
}
