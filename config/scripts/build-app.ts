import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { root } from './domains'

/** What each build has beside the product: browsers show the gallery of parts too. */
const extras: Record<string, Record<string, string>> = { weapp: { GALLERY: '0' }, h5: { GALLERY: '1' } }
const platforms = Object.keys(extras)

/**
 * Builds the phone side for one platform into `dist/<platform>`. It always builds for production: started from a test
 * run, where NODE_ENV is `test`, the browser build would come out blank.
 */
function build(platform: string): number {
  const taro = require.resolve('@tarojs/cli/bin/taro')
  rmSync(path.join(root, 'dist', platform), { recursive: true, force: true })
  const flags = ['build', '--type', platform, '--disable-global-config', '--no-check']
  const env = { ...process.env, NODE_ENV: 'production', BABEL_ENV: 'production', ...extras[platform] }
  return spawnSync(process.execPath, [taro, ...flags], { cwd: root, env, stdio: 'inherit' }).status ?? 1
}

/** Whether what was built may ship: nothing of it is used otherwise. */
const gate = (): number =>
  spawnSync(process.execPath, ['--import', 'tsx', path.join(__dirname, 'gate.ts')], { cwd: root, stdio: 'inherit' })
    .status ?? 1

const platform = process.argv[2] ?? ''
if (!platforms.includes(platform)) throw new Error(`say which: ${platforms.join(' or ')}`)
const built = build(platform)
process.exitCode = built === 0 && platform === 'weapp' ? gate() : built
