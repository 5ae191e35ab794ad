import { owner } from '../shared/transport'

/** The local cloud stands for WeChat's dialogue, and everybody agrees. */
export async function askConsents(tmplIds: string[]): Promise<string[]> {
  const answer = await fetch('/consent', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-openid': owner() },
    body: JSON.stringify({ tmplIds }),
  })
  const answers = (await answer.json()) as Record<string, unknown>
  return tmplIds.filter((id) => answers[id] === 'accept')
}
