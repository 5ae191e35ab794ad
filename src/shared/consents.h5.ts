import { owner } from './transport'

/** The local cloud stands for WeChat's dialogue, and everybody agrees. */
export async function askConsents(tmplIds: string[]): Promise<Record<string, unknown>> {
  const answer = await fetch('/consent', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': owner() },
    body: JSON.stringify({ tmplIds }),
  })
  return (await answer.json()) as Record<string, unknown>
}
