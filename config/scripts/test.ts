import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { freshEmulator } from './build-emulator'
import { freshFunctions, freshH5, freshWeapp } from './builds'
import { findChromium } from './chromium'
import { root } from './domains'

const results = path.join(root, 'dist/.test')
const jestResults = path.join(results, 'jest.json')
const journeyResults = path.join(results, 'journeys.json')

interface Step {
  name: string
  run: () => Promise<void>
}

/**
 * A step that runs one tool of this repository; its output is shown when it fails, or always when `loud`. One that `yields`
 * leaves the processor to whoever runs beside it.
 */
const tool = (name: string, command: string, { loud = false, yields = false } = {}): Step => ({
  name,
  run: () =>
    new Promise((resolve, reject) => {
      const env = {
        ...process.env,
        PLAYWRIGHT_JSON_OUTPUT_NAME: journeyResults,
        FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
      }
      const child = spawn(`npx --no-install ${command}`, {
        cwd: root,
        shell: true,
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      if (yields && child.pid !== undefined) setPriority(child.pid, 10)
      let output = ''
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (loud ? process.stdout.write(chunk) : (output += chunk.toString())))
      child.on('error', reject)
      child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(output || `exit ${String(code)}`))))
    }),
})

const clouds: Step[] = [
  { name: 'build of the local cloud', run: freshEmulator },
  { name: 'build of the functions', run: freshFunctions },
]
const apps: Step[] = [
  { name: 'build for WeChat', run: freshWeapp },
  { name: 'build for browsers', run: freshH5 },
]

/** What only reads: it runs beside the journeys, which have limits of time. */
const checks = Object.entries({
  types: 'tsc --noEmit -p tsconfig.json',
  'types of the mini-program': 'tsc --noEmit -p config/tsconfig.weapp.json',
  'types of the web build': 'tsc --noEmit -p config/tsconfig.h5.json',
  'compile gate': 'tsx config/scripts/gate.ts',
  lint: 'eslint -c config/eslint.config.mjs .',
  format: 'prettier --check --log-level warn .',
  borders:
    'depcruise --config config/borders.cjs --output-type err-long src cloudfunctions emulator config tests bench',
  'nothing unused': 'knip --config config/knip.jsonc',
  'lock file': 'tsx config/scripts/lock.ts --check',
}).map(([name, command]) => tool(name, command, { yields: true }))

// Three beside one another on two cores: many wait for a clock, a disk or a race.
const tests = tool('tests', `jest -c config/jest.config.js --maxWorkers=3 --json --outputFile=${jestResults}`, {
  loud: true,
})
const journeys = tool('journeys', 'playwright test -c config/playwright.config.ts', { loud: true })

/** Runs steps one after another and says how long each took; stops at the first that fails. */
async function inOrder(steps: readonly Step[]): Promise<void> {
  for (const { name, run } of steps) {
    const start = process.hrtime.bigint()
    await run().catch((error: unknown) => {
      throw new Error(`${name} failed\n${(error as Error).message}`)
    })
    console.log(`✓ ${name} (${(Number(process.hrtime.bigint() - start) / 1e9).toFixed(1)} s)`)
  }
}

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T

/** Counts what ran, so that a run of nothing cannot look like a pass. */
function report(browser: boolean): void {
  const jest = read<{ numPassedTests: number; numFailedTests: number }>(jestResults)
  const { stats } = browser
    ? read<{ stats: { expected: number; unexpected: number; flaky: number } }>(journeyResults)
    : { stats: { expected: 0, unexpected: 0, flaky: 0 } }
  console.log(
    `${jest.numPassedTests + stats.expected} passed, ${jest.numFailedTests + stats.unexpected + stats.flaky} failed`,
  )
}

async function main(): Promise<void> {
  const browser = !process.argv.includes('--no-browser')
  if (browser && findChromium() === undefined)
    throw new Error(
      'No Chromium found: install it (Debian: apt-get install chromium fonts-noto-cjk), set CHROMIUM_PATH, or run npm test -- --no-browser',
    )
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  // Two cores: the tests, some of which measure, alone; what only reads beside the journeys, which often wait.
  await inOrder(clouds)
  await Promise.all(apps.map((app) => inOrder([app])))
  await inOrder([tests])
  await Promise.all([checks, browser ? [journeys] : []].map(inOrder))
  report(browser)
}

main().catch((error: unknown) => {
  console.error((error as Error).message)
  process.exit(1)
})
