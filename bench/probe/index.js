/** A cloud function that times what it does: database requests through the SDK and without it, and bare HTTP beside them. */
const http = require('node:http')
const cloud = require('wx-server-sdk')

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
const database = cloud.database()
const command = database.command
const notes = database.collection('notes')
const agent = new http.Agent({ keepAlive: true })

const post = (url, headers, body) =>
  new Promise((resolve, reject) => {
    const request = http.request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk))
      answer.on('end', () => resolve(JSON.parse(text)))
    })
    request.on('error', reject)
    request.end(body)
  })

/** The headers the SDK sends; which secret signed does not matter to the local cloud. */
const signed = {
  'content-type': 'application/json',
  'user-agent': 'tcb-node-sdk/3.17.2',
  authorization: `TC3-HMAC-SHA256 Credential=local/2026-01-01/tcb/tc3_request, SignedHeaders=content-type;host, Signature=${'0'.repeat(64)}`,
  'x-client-timestamp': '1767225600000',
  'x-sdk-version': 'wx-server-sdk/4.0.2',
  'x-signature-expires': '600',
  'x-tcb-region': 'ap-shanghai',
  'x-tcb-source': 'wx_client,scf',
  'x-timestamp': '1767225600',
}

/** A request to the database as the SDK sends it, without the time the SDK takes to make it. */
const admin = async (action, request) => {
  const whole = { collectionName: 'notes', ...request, action, envName: process.env.TCB_ENV }
  const body = JSON.stringify({ ...whole, wxCloudApiToken: process.env.WX_API_TOKEN, sessionToken: 'local' })
  const { data, message } = await post(JSON.parse(process.env.TCB_CONTEXT_CNFG).URL, signed, body)
  if (data === undefined) throw new Error(message)
}

const id = (number) => `note-${String(number).padStart(8, '0')}`
const owner = (number) => `owner-${number % 1000}`

/** The `turn`-th piece of each kind of work among `total` notes; a large odd step spreads it over all of them. */
const kinds = {
  echo: (turn, { echoPort, body }) => post(`http://127.0.0.1:${echoPort}/`, {}, body),
  '/admin get': (turn, { total }) =>
    admin('database.getDocument', {
      query: JSON.stringify({ _id: id((turn * 7919) % total) }),
      queryType: 'DOC',
      multi: false,
    }),
  '/admin update': (turn, { total }) =>
    admin('database.modifyDocument', {
      data: '{"$inc":{"n":{"$numberInt":"1"}}}',
      query: JSON.stringify({ _id: id((turn * 7919) % total) }),
      queryType: 'DOC',
      multi: false,
      merge: true,
      upsert: false,
    }),
  '/admin add': (turn) =>
    admin('database.insertDocument', {
      data: [`{"_id":"new-${turn}","owner":"${owner(turn)}","at":{"$numberInt":"${turn}"},"n":{"$numberInt":"0"}}`],
    }),
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
  'cursor page 1,000': (turn) =>
    notes
      .where({ _id: command.gt(id(20 * 999 + (turn % 20))) })
      .orderBy('_id', 'asc')
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
  try {
    await Promise.all(Array.from({ length: event.parallel }, worker))
  } finally {
    process.env.TCB_CONTEXT_CNFG = where
  }
  const elapsed = performance.now() - start
  return { elapsed, median: times.sort((a, b) => a - b)[Math.floor(times.length / 2)] }
}
