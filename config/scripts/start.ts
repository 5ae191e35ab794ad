import path from 'node:path'
import { freshFunctions, freshH5 } from './builds'
import { root } from './domains'
import { startLocalCloud, tieTogether } from './local-cloud'

async function main(): Promise<void> {
  const port = Number(process.env['PORT'] ?? 4600)
  await Promise.all([freshFunctions(), freshH5()])
  const hosting = path.join(root, 'dist/h5')
  const { url, process: child } = await startLocalCloud({ port, seed: 'demo', scale: 1, hosting })
  tieTogether(child)
  console.log(`烟火邻里 is ready: ${url}/`)
}

main().catch((error: unknown) => {
  console.error((error as Error).message)
  process.exit(1)
})
