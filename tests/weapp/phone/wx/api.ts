import type { Device } from '../device'
import { Failure } from '../failure'
import { guarded } from '../scope'
import { trouble } from '../trouble'

interface Callbacks {
  success?: (result: object) => void
  fail?: (result: object) => void
  complete?: (result: object) => void
}

/** The error that an app sees: its words and fields. What is none of WeChat's failures is trouble too. */
function failed(name: string, error: unknown): Error {
  if (!(error instanceof Failure)) trouble(`wx.${name}`, error)
  const errMsg = `${name}:fail ${error instanceof Error ? error.message : String(error)}`
  return Object.assign(new Error(errMsg), { errMsg }, error instanceof Failure ? error.fields : {})
}

/** An asynchronous API of WeChat's: it calls back, or answers with a promise when it is given no callback. */
export const api =
  <O extends object>(device: Device, name: string, run: (options: O) => unknown) =>
  (options?: O & Callbacks): Promise<object> | undefined => {
    const { success, fail, complete, ...rest } = options ?? ({} as O & Callbacks)
    device.calls.push({ api: name, options: rest })
    device.unanswered += 1
    const answer = Promise.resolve()
      .then(() => run(rest as O))
      .finally(() => (device.unanswered -= 1))
      .then(
        (result) => Object.assign({}, result, { errMsg: `${name}:ok` }),
        (error: unknown) => Promise.reject(failed(name, error)),
      )
    if (!success && !fail && !complete) return answer
    const callBack = (result: object, callback?: (result: object) => void) => {
      guarded(`a callback of wx.${name}`, () => callback?.(result))
      guarded(`a callback of wx.${name}`, () => complete?.(result))
    }
    void answer.then(
      (result) => callBack(result, success),
      (error: object) => callBack(error, fail),
    )
    return undefined
  }

/** An API that only a person or a sensor can answer: the test does. Without its answer the call is trouble, and cancelled. */
export function answered(device: Device, name: string): object {
  const answer = device.take(name)
  if (answer instanceof Failure) throw answer
  if (answer instanceof Error) throw new Failure(answer.message)
  if (answer !== undefined) return answer
  trouble(`wx.${name}`, `was called, and the test gave no answer: phone.give('${name}', …)`)
  throw new Failure('cancel')
}

type Made = Record<string, (options?: object) => Promise<object> | undefined>

const each = (names: string, make: (name: string) => Made[string]): Made =>
  Object.fromEntries(names.split(' ').map((name) => [name, make(name)]))

/** APIs that the test answers. */
export const asking = (device: Device, names: string): Made =>
  each(names, (name) => api(device, name, () => answered(device, name)))

/** APIs that need nothing but to be recorded. */
export const silent = (device: Device, names: string): Made => each(names, (name) => api(device, name, () => ({})))
