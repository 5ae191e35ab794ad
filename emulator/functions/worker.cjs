'use strict'
/**
 * Runs one cloud function in a process of its own: one invocation at a time, as a real instance does. Plain JavaScript,
 * because it starts without any compiler. The function's own code sees a process environment and a clock, no more.
 */
const Module = require('node:module')

const [entry, modules] = process.argv.splice(2)
const send = process.send.bind(process)
delete process.send
// The service ends its functions itself; a Ctrl-C in the terminal reaches them too and must not.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined)
process.on('disconnect', () => process.exit())

// The platform's own limit: "The size of response exceeds the upper limit (6MB)".
const MAX_REPLY_BYTES = 6 * 1024 * 1024

let clockOffset = 0
let requestId = '-'

/** Date as the emulated clock tells it; a Proxy, so that every `instanceof Date` keeps working. */
const RealDate = Date
globalThis.Date = new Proxy(RealDate, {
  construct(target, args, newTarget) {
    const values = args.length === 0 ? [target.now() + clockOffset] : args
    return Reflect.construct(target, values, newTarget === globalThis.Date ? target : newTarget)
  },
  apply() {
    return new globalThis.Date().toString()
  },
  get(target, key) {
    return key === 'now' ? () => target.now() + clockOffset : Reflect.get(target, key)
  },
})
RealDate.prototype.constructor = globalThis.Date

for (const stream of ['stdout', 'stderr']) {
  process[stream].write = (chunk, encoding, callback) => {
    if (process.connected) send({ kind: 'output', requestId, stream, text: String(chunk) })
    const done = typeof encoding === 'function' ? encoding : callback
    if (typeof done === 'function') done()
    return true
  }
}

// A folder of functions outside this repository still finds wx-server-sdk: after its own node_modules comes ours.
process.env.NODE_PATH = modules
Module._initPaths()
delete process.env.NODE_PATH

/** Errors of the SDK are often plain objects: {errCode, errMsg}. */
function describe(error) {
  if (error instanceof Error) return error.stack || error.message
  if (error && typeof error === 'object') return JSON.stringify(error)
  return String(error)
}

process.on('uncaughtException', (error) => {
  send({ kind: 'uncaught', message: describe(error) }, () => process.exit(1))
})

function toReply(result) {
  const text = JSON.stringify(result) ?? 'null'
  const bytes = Buffer.byteLength(text)
  return bytes > MAX_REPLY_BYTES ? { kind: 'oversized', bytes } : { kind: 'result', text }
}

let loaded
try {
  loaded = require(entry)
  if (typeof loaded.main !== 'function') throw new Error('index.js exports no function named main')
  send({ kind: 'ready' })
} catch (error) {
  send({ kind: 'broken', message: describe(error) })
}

process.on('message', async (call) => {
  requestId = call.requestId
  clockOffset = call.clockOffset
  for (const [name, value] of Object.entries(call.environment)) {
    if (value === null) delete process.env[name]
    else process.env[name] = value
  }
  try {
    send(toReply(await loaded.main(JSON.parse(call.event), call.context)))
  } catch (error) {
    send({ kind: 'thrown', message: describe(error) })
  }
})
