import { build as bundle } from 'esbuild'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freshWeapp } from '../../config/scripts/builds'
import { root } from '../../config/scripts/domains'
import { startLocalCloud, tieTogether } from '../../config/scripts/local-cloud'
import { fridayMorning } from '../support/cloud'
import { readBuild } from './phone/build'
import { styles } from './phone/styles'

const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" /><link rel="icon" href="data:," />
<link rel="stylesheet" href="screen.css" /><link rel="stylesheet" href="app.css" />
<body><script src="phone.js"></script></body></html>`

/** Writes the phone, the built mini-program and its styles into a folder, for a browser to open. */
async function writePhone(folder: string): Promise<void> {
  const build = readBuild()
  cpSync(path.join(root, 'dist/weapp/assets'), path.join(folder, 'assets'), { recursive: true })
  await bundle({
    entryPoints: [path.join(__dirname, 'phone/browser.ts')],
    outfile: path.join(folder, 'phone.js'),
    bundle: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  })
  writeFileSync(path.join(folder, 'build.json'), JSON.stringify(build))
  writeFileSync(path.join(folder, 'app.css'), styles(build.files))
  writeFileSync(path.join(folder, 'screen.css'), readFileSync(path.join(__dirname, 'phone/screen.css')))
  writeFileSync(path.join(folder, 'index.html'), page)
}

/** The local cloud with the phone in front of it, as a process of its own: what a journey's browser opens. */
async function main(): Promise<void> {
  await freshWeapp()
  const hosting = mkdtempSync(path.join(tmpdir(), 'phone-'))
  await writePhone(hosting)
  const { url, process: child } = await startLocalCloud({
    port: 0,
    seed: 'demo',
    scale: 1,
    now: fridayMorning,
    hosting,
  })
  child.on('exit', () => rmSync(hosting, { recursive: true, force: true }))
  tieTogether(child)
  console.log(`ready ${url}`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
