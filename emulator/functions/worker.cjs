'use strict'
/**
 * Runs one cloud function in a process of its own: one invocation at a time, as a real instance does. Plain JavaScript,
 * because it starts without any compiler. The function's own code sees a process environment and a clock, no more.
 */
const { AsyncLocalStorage } = require('node:async_hooks')
const Module = require('node:module')
const { inspect } = require('node:util')

const [entry, sdk, sdkInOne] = process.argv.splice(2)
const send = process.send.bind(process)
delete process.send
// The service ends its functions itself; a Ctrl-C in the terminal reaches them too and must not.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined)
process.on('disconnect', () => process.exit())

// The platform's own limit: "The size of response exceeds the upper limit (6MB)".
const MAX_REPLY_BYTES = 6 * 1024 * 1024

let clockOffset = 0
// What an earlier call still prints or throws, after its reply, is told as that call's own.
const requestIds = new AsyncLocalStorage()
let latest = '-'
let running = null
const currentRequest = () => requestIds.getStore() ?? latest

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
    if (process.connected) send({ kind: 'output', requestId: currentRequest(), stream, text: String(chunk) })
    const done = typeof encoding === 'function' ? encoding : callback
    if (typeof done === 'function') done()
    return true
  }
}

// A folder of functions outside this repository still finds wx-server-sdk, and nothing else that is not its own. Whoever
// finds the very package that is found here is given it in one file, which loads in half the time.
const resolve = Module._resolveFilename
function resolved(request, rest) {
  try {
    return resolve.call(Module, request, ...rest)
  } catch (error) {
    if (request !== 'wx-server-sdk' || error.code !== 'MODULE_NOT_FOUND') throw error
    return sdk
  }
}
Module._resolveFilename = (request, ...rest) => {
  const file = resolved(request, rest)
  return file === sdk ? sdkInOne : file
}

/** Where `cloud.logger()` leaves what it is given, as on the platform. */
console.__baseLog__ = (message, level) => (console[level] ?? console.log)(message)

/** A stack as far as it is the function's: what is below it is this file and Node's own. */
function ownStack(stack) {
  const lines = String(stack).split('\n')
  const end = lines.findIndex((line) => line.includes(`(${__filename}:`) || line.includes(`at ${__filename}:`))
  return (end > 0 ? lines.slice(0, end) : lines).join('\n')
}

/** Errors of the SDK are often plain objects: {errCode, errMsg}. Anything can be thrown, also what is no JSON. */
function describe(error) {
  try {
    if (error instanceof Error) return error.stack ? ownStack(error.stack) : error.message
    if (error && typeof error === 'object') return JSON.stringify(error)
    return String(error)
  } catch {
    return inspect(error)
  }
}

process.on('uncaughtException', (error) => {
  const message = describe(error)
  const requestId = currentRequest()
  // Its call has been answered: only its log can tell.
  if (requestId !== running) send({ kind: 'output', requestId, stream: 'stderr', text: `Uncaught ${message}\n` })
  send({ kind: 'uncaught', message }, () => process.exit(1))
})

function toReply(result) {
  const text = JSON.stringify(result) ?? 'null'
  const bytes = Buffer.byteLength(text)
  return bytes > MAX_REPLY_BYTES ? { kind: 'oversized', bytes } : { kind: 'result', text }
}

/** What the function answers: what it returns or, where it takes a third parameter and returns nothing, calls back with. */
function answerOf(event, context) {
  return new Promise((resolve, reject) => {
    const answer = loaded.main(event, context, (error, value) => (error ? reject(error) : resolve(value)))
    if (answer !== undefined || loaded.main.length < 3) resolve(answer)
  })
}

/** The function's own files, so that a change of any of them is noticed; packages do not change under a running cloud. */
const tellFiles = () =>
  send({
    kind: 'files',
    files: Object.keys(require.cache).filter((file) => !file.includes('node_modules') && file !== sdkInOne),
  })
let isFirst = true

let loaded
try {
  loaded = require(entry)
  if (typeof loaded.main !== 'function') throw new Error('index.js exports no function named main')
  tellFiles()
  send({ kind: 'ready' })
} catch (error) {
  send({ kind: 'broken', message: describe(error) })
}

process.on('message', async (call) => {
  latest = running = call.requestId
  clockOffset = call.clockOffset
  for (const [name, value] of Object.entries(call.environment)) {
    if (value === null) delete process.env[name]
    else process.env[name] = value
  }
  let reply
  try {
    reply = toReply(await requestIds.run(call.requestId, () => answerOf(JSON.parse(call.event), call.context)))
  } catch (error) {
    reply = { kind: 'thrown', message: describe(error) }
  }
  running = null
  // Some files are only required by the first call.
  if (isFirst) tellFiles()
  isFirst = false
  send(reply)
})
