import { benchCloud } from './cloud'
import { growth, requests, throughput } from './market'
import { playNights } from './nights'
import { packages } from './packages'
import { printTable } from './table'
import { benchWeapp } from './weapp'

/** Comparisons of one run, of the product, (`-- cloud`) of the local cloud or (`-- weapp`) of the built mini-program: numbers of two runs on a shared machine say little, ratios of one run say more. */
async function main(): Promise<void> {
  if (process.argv.includes('cloud')) return benchCloud()
  if (process.argv.includes('weapp')) return benchWeapp()
  if (process.argv.includes('nights')) return playNights()
  printTable('Database requests per call', await requests())
  printTable('Calls per second, against a function that does nothing', await throughput())
  printTable('Time per call with 1 and 100 times the data', await growth())
  printTable('What a phone loads', await packages())
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
