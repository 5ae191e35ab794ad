/** A cloud function that times what it does: database requests through the SDK, and bare HTTP beside them. */
const http = require('node:http')
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const database = cloud.database()
const command = database.command
const notes = database.collection('notes')
const agent = new http.Agent({ keepAlive: true })

const echo = (port, body) =>
  new Promise((resolve, reject) => {
    const request = http.request({ port, host: '127.0.0.1', method: 'POST', agent }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk))
      answer.on('end', () => resolve(JSON.parse(text)))
    })
    request.on('error', reject)
    request.end(body)
  })

const id = (number) => `note-${String(number).padStart(8, '0')}`
const owner = (number) => `owner-${number % 1000}`

/** The `turn`-th piece of each kind of work among `total` notes; a large odd step spreads it over all of them. */
const kinds = {
  echo: (turn, { echoPort, body }) => echo(echoPort, body),
  'sdk echo': () => notes.doc('any').get(),
  'doc.get': (turn, { total }) => notes.doc(id((turn * 7919) % total)).get(),
  'doc.update': (turn, { total }) => notes.doc(id((turn * 7919) % total)).update({ data: { n: command.inc(1) } }),
  'conditional update': (turn, { total }) =>
    notes.where({ _id: id((turn * 7919) % total), n: command.gte(0) }).update({ data: { n: command.inc(1) } }),
  add: (turn) => notes.add({ data: { _id: `new-${turn}`, owner: owner(turn), at: turn, n: 0 } }),
  'first page': (turn) =>
    notes
      .where({ owner: owner(turn) })
      .orderBy('at', 'desc')
      .limit(20)
      .get(),
  'page behind a cursor': (turn, { total }) =>
    notes
      .where({ owner: owner(turn), at: command.lt(Math.floor(total / 2)) })
      .orderBy('at', 'desc')
      .limit(20)
      .get(),
}

/** Does `turns` pieces of one kind, `parallel` at a time; answers milliseconds in all and the median of one. */
exports.main = async (event) => {
  const work = kinds[event.action]
  const times = []
  let next = event.from
  const worker = async () => {
    for (let turn = next++; turn < event.from + event.turns; turn = next++) {
      const start = performance.now()
      await work(turn, event)
      times.push(performance.now() - start)
    }
  }
  // The SDK reads where the cloud is at each request: for its echo, that is the server which only answers.
  const where = process.env.TCB_CONTEXT_CNFG
  if (event.action === 'sdk echo')
    process.env.TCB_CONTEXT_CNFG = JSON.stringify({ URL: `http://127.0.0.1:${event.echoPort}/answer` })
  const start = performance.now()
  await Promise.all(Array.from({ length: event.parallel }, worker))
  const elapsed = performance.now() - start
  process.env.TCB_CONTEXT_CNFG = where
  return { elapsed, median: times.sort((a, b) => a - b)[Math.floor(times.length / 2)] }
}
