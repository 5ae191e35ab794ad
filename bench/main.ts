import { benchCloud } from './cloud'
import { growth, requests, throughput } from './market'
import { playNights } from './nights'
import { packages } from './packages'
import { districtOf } from './scale'
import { printTable } from './table'
import { benchWeapp } from './weapp'
import { yearOfNights } from './year'

async function benchYear(): Promise<void> {
  const { title, rows, unserved } = await yearOfNights()
  printTable(title, rows)
  if (unserved.length > 0) throw new Error(JSON.stringify(unserved))
}

async function benchDistrict(domain: 'volunteer' | 'pledge', scales: readonly [number, ...number[]]): Promise<void> {
  const { rows, unserved } = await districtOf(domain, scales)
  printTable(`What people look at, ${domain}, at ${scales.join(', ')} of the district`, rows)
  if (unserved.length > 0) throw new Error(JSON.stringify(unserved))
}

/** Comparisons of one run, of the product, (`-- market`) of a year of nights, (`-- volunteer`, `-- pledge`) of a district of shifts and promises, (`-- cloud`) of the local cloud or (`-- weapp`) of the built mini-program: numbers of two runs on a shared machine say little, ratios of one run say more. */
async function main(): Promise<void> {
  if (process.argv.includes('cloud')) return benchCloud()
  if (process.argv.includes('weapp')) return benchWeapp()
  if (process.argv.includes('nights')) return playNights()
  if (process.argv.includes('market')) return benchYear()
  if (process.argv.includes('volunteer')) return benchDistrict('volunteer', [0.01, 0.1, 1])
  if (process.argv.includes('pledge')) {
    await benchDistrict('pledge', [0.01, 1])
    return benchDistrict('pledge', [1, 10])
  }
  printTable('Database requests per call', await requests())
  printTable('Calls per second, against a function that does nothing', await throughput())
  printTable('Time per call with 1 and 100 times the data', await growth())
  await benchYear()
  printTable('What a phone loads', await packages())
}

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
