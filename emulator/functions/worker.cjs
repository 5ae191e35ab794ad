'use strict'
/**
 * Runs one cloud function in a worker thread: one invocation at a time, as a real instance does. Plain JavaScript,
 * because workers start without any compiler. The function's own code sees a process environment and a clock, no more.
 */
const { parentPort, workerData } = require('node:worker_threads')
const Module = require('node:module')

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

for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, callback) => {
    parentPort.postMessage({ kind: 'output', requestId, text: String(chunk) })
    const done = typeof encoding === 'function' ? encoding : callback
    if (typeof done === 'function') done()
    return true
  }
}

// A folder of functions outside this repository still finds wx-server-sdk: after its own node_modules comes ours.
process.env.NODE_PATH = workerData.modules
Module._initPaths()
delete process.env.NODE_PATH

/** Errors of the SDK are often plain objects: {errCode, errMsg}. */
function describe(error) {
  if (error instanceof Error) return error.stack || error.message
  if (error && typeof error === 'object') return JSON.stringify(error)
  return String(error)
}

let loaded
try {
  loaded = require(workerData.entry)
  if (typeof loaded.main !== 'function') throw new Error('index.js exports no function named main')
  parentPort.postMessage({ kind: 'ready' })
} catch (error) {
  parentPort.postMessage({ kind: 'broken', message: describe(error) })
}

parentPort.on('message', async (call) => {
  requestId = call.requestId
  clockOffset = call.clockOffset
  for (const [name, value] of Object.entries(call.environment)) {
    if (value === null) delete process.env[name]
    else process.env[name] = value
  }
  try {
    const result = await loaded.main(JSON.parse(call.event), call.context)
    parentPort.postMessage({ kind: 'result', text: JSON.stringify(result) ?? 'null' })
  } catch (error) {
    parentPort.postMessage({ kind: 'thrown', message: describe(error) })
  }
})
