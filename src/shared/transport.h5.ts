import type { Request } from './request'

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
