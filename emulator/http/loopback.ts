const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]'])

function hostname(url: string): string | null {
  try {
    return new URL(url).hostname
  } catch {
    return null
  }
}

/** Whether a request comes from this machine's own pages: a foreign Host or Origin may be DNS rebinding. */
export function isLoopback(host: string | undefined, origin: string | undefined): boolean {
  const named = hostname(`http://${host ?? ''}`)
  if (named === null || !LOOPBACK.has(named)) return false
  if (origin === undefined) return true
  const from = hostname(origin)
  return from !== null && LOOPBACK.has(from)
}
