import { spawn } from 'node:child_process'
import { buildFunctions } from './build-functions'
import { root } from './domains'
import { buildIfStale } from './fresh'

const common = ['cloudfunctions', 'package-lock.json']
const app = [...common, 'src', 'config/index.ts', 'config/taro', 'config/demo']

/** Runs an npm script of this repository to its end, its output shown only when it fails. */
const npmRun = (script: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', script], { cwd: root, shell: process.platform === 'win32' })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`npm run ${script} failed\n${output}`))
    })
  })

export const freshFunctions = (): Promise<void> =>
  buildIfStale('dist/cloudfunctions', [...common, 'config/scripts/build-functions.ts'], buildFunctions)
export const freshH5 = (): Promise<void> => buildIfStale('dist/h5', app, () => npmRun('build:h5'))
export const freshWeapp = (): Promise<void> => buildIfStale('dist/weapp', app, () => npmRun('build:weapp'))
