import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
let between: Server
let commits = 0

/** Stands between the SDK and the emulator, and answers the first commits with a conflict, having aborted them. */
beforeAll(async () => {
  cloud = await LocalCloud.start()
  between = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString()
      const conflict = body.includes('"database.commitTransaction"') && ++commits < 3
      const sent = conflict ? body.replace('"database.commitTransaction"', '"database.abortTransaction"') : body
      void cloud.post('/admin', sent).then((answer) => {
        const code = { code: 'DATABASE_TRANSACTION_CONFLICT', message: '[ResourceUnavailable.TransactionConflict]' }
        response.end(JSON.stringify(conflict ? code : answer.body))
      })
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => between.once('listening', resolve))
})
afterAll(async () => {
  await new Promise((resolve) => between.close(resolve))
  await cloud.stop()
})

test('a conflict at commit is retried by the SDK, and only the last attempt counts', async () => {
  const name = await cloud.collection([{ _id: 'a', balance: 10 }])
  const { port } = between.address() as AddressInfo
  const result = await cloud.run(
    async ({ db, _ }, { name, port }) => {
      const real = process.env['TCB_CONTEXT_CNFG']
      process.env['TCB_CONTEXT_CNFG'] = JSON.stringify({ URL: `http://127.0.0.1:${port}/admin` })
      let attempts = 0
      await db.runTransaction(async (transaction) => {
        attempts++
        await transaction
          .collection(name)
          .doc('a')
          .update({ data: { balance: _.inc(1) } })
      })
      process.env['TCB_CONTEXT_CNFG'] = real
      return { attempts, balance: (await db.collection(name).doc('a').get()).data['balance'] }
    },
    { name, port },
  )
  expect(result).toEqual({ attempts: 3, balance: 11 })
})
