import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from '../config/scripts/domains'

/** Plays 2,000 nights of the market beside its model, all on the real cloud. */
export async function playNights(): Promise<void> {
  const jest =
    'npx --no-install jest -c config/jest.config.js --selectProjects functions --testPathPatterns night.model'
  const env = { ...process.env, NIGHTS: process.env['NIGHTS'] ?? '2000' }
  const child = spawn(jest, { cwd: root, shell: true, stdio: 'inherit', env })
  const [code] = (await once(child, 'exit')) as [number | null]
  process.exitCode = code ?? 1
}
