import { parseArgs } from 'node:util'
import { startLocalCloud, tieTogether, transfer } from './local-cloud'
import { seeds, type Seed } from './seed'

const usage = `npm run cloud -- [--port 4601] [--data DIR] [--seed ${seeds.join('|')}] [--scale N] [--functions DIR] [--now ISO]
npm run cloud -- export --data DIR [--to FILE]
npm run cloud -- import --data DIR --from FILE`

const isSeed = (value: string): value is Seed => (seeds as readonly string[]).includes(value)

function fail(message: string): never {
  console.error(`${message}\n${usage}`)
  process.exit(2)
}

function readOptions() {
  try {
    const {
      port,
      seed: wished,
      scale,
      now,
      ...folders
    } = parseArgs({
      options: {
        port: { type: 'string', default: '4601' },
        data: { type: 'string' },
        seed: { type: 'string' },
        scale: { type: 'string', default: '1' },
        functions: { type: 'string' },
        now: { type: 'string' },
      },
    }).values
    const seed = wished ?? (folders.functions === undefined ? 'demo' : 'none')
    if (!isSeed(seed)) return fail(`--seed ${seed}: there is no such seed`)
    const numbers = { port: Number(port), scale: Number(scale) }
    if (!Number.isInteger(numbers.port) || numbers.port < 0 || numbers.port > 65_535)
      return fail(`--port ${port}: not a port`)
    if (!(numbers.scale > 0 && numbers.scale <= 100)) return fail(`--scale ${scale}: a number above 0, at most 100`)
    if (now !== undefined && Number.isNaN(Date.parse(now))) return fail(`--now ${now}: not an instant`)
    return { ...numbers, seed, ...folders, ...(now === undefined ? {} : { now: new Date(now) }) }
  } catch (error) {
    return fail((error as Error).message)
  }
}

async function main(): Promise<void> {
  const [command, ...rest] = process.argv.slice(2)
  if (command === 'export' || command === 'import') return transfer(command, rest)
  const { url, process: child } = await startLocalCloud(readOptions())
  tieTogether(child)
  console.log(`ready ${url}`)
}

main().catch((error: unknown) => {
  console.error((error as Error).message)
  process.exit(1)
})
