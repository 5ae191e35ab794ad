import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

const root = path.join(__dirname, '../..')

/** What a journey's browser opens: a process of its own. */
interface Server {
  address: string
  stop: () => Promise<void>
}

/**
 * Starts a program of the tests that prints `ready <address>` once it serves, and waits for that. Throws at once when
 * the program ends before; what it says about it goes to the error output.
 */
export async function startServer(program: string): Promise<Server> {
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const early = async (): Promise<never> => {
    await ended
    throw new Error(`${path.relative(root, program)} ended before it was ready`)
  }
  const [line] = (await Promise.race([once(child.stdout, 'data'), early()])) as [Buffer]
  return {
    address: line.toString().replace('ready', '').trim(),
    stop: async () => {
      child.kill()
      await ended
    },
  }
}
