import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { clientOf } from '../../config/scripts/client'
import { startLocalCloud, type CloudOptions } from '../../config/scripts/local-cloud'

/** A Friday morning: that evening's night is open for booking and may still be cancelled. */
export const fridayMorning = new Date('2026-11-27T10:00:00+08:00')

export type Cloud = Awaited<ReturnType<typeof startCloud>>

/** Starts a local cloud of its own for a test file, eating the file of documents it is given; `stop` ends it, `kill` as a power cut would. */
export async function startCloud(options: Partial<CloudOptions> = {}) {
  const {
    url,
    process: child,
    log,
  } = await startLocalCloud({
    port: 0,
    seed: 'town',
    scale: 1,
    now: fridayMorning,
    // A test says itself when a timer runs.
    timers: false,
    quiet: true,
    ...options,
  })
  if (options.documents !== undefined) rmSync(path.dirname(options.documents), { recursive: true, force: true })
  const exited = once(child, 'exit')
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await exited
  }
  return { url, log, ...clientOf(url), stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}
