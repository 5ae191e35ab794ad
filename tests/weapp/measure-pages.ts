import { writeFileSync } from 'node:fs'
import type { Measured, MeasureTask, PageMeasures } from '../../bench/page-measures'
import { startCloud } from '../support/cloud'
import { measureWay, routesOf } from './open-page'
import { readBuild } from './phone/build'
import { Phone } from './phone/phone'
import type { Way } from './way'
import { wayOf } from './ways'

/** How each page of `bench/empty-app` is used. */
const emptyWay = { as: 'o-nobody-0001', says: 'empty', taps: [['empty']] } satisfies Way

async function measureAll(folder: string, cloudUrl: string, way: (route: string) => Way & { as: string }) {
  const build = readBuild(folder)
  const measured: Record<string, PageMeasures> = {}
  for (const route of routesOf(build)) {
    const { as, ...how } = way(route)
    const phone = new Phone({ build, cloudUrl, openid: as })
    measured[route] = await measureWay(phone, route, how).finally(() => phone.close())
  }
  return measured
}

/** Started by `npm run bench -- weapp` alone: a phone runs in jest's page, and nothing but tests may import it. */
test('every page of ours and of an empty app', async () => {
  const { ours, empty, result } = JSON.parse(process.env['MEASURE'] ?? '') as MeasureTask
  const cloud = await startCloud({ seed: 'demo' })
  try {
    const measured: Measured = {
      ours: await measureAll(ours, cloud.url, wayOf),
      empty: await measureAll(empty, cloud.url, () => emptyWay),
    }
    writeFileSync(result, JSON.stringify(measured))
  } finally {
    await cloud.stop()
  }
})
