import path from 'node:path'
import { freshH5 } from '../../config/scripts/builds'
import { root } from '../../config/scripts/domains'
import { startLocalCloud, tieTogether } from '../../config/scripts/local-cloud'
import { fridayMorning } from './cloud'

/** The local cloud with the app in front of it, as a process of its own: what a journey's browser opens. */
async function main(): Promise<void> {
  await freshH5()
  const hosting = path.join(root, 'dist/h5')
  const { url, process: child } = await startLocalCloud({
    port: 0,
    seed: 'demo',
    scale: 1,
    now: fridayMorning,
    hosting,
    // WeChat Pay is open, with the local cloud as its till.
    variables: { PAY_MERCHANT: '1900000109' },
  })
  tieTogether(child)
  console.log(`ready ${url}`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
