import { trouble } from './trouble'

/** What ECMAScript itself defines. Everything else that this realm has (a browser's or Node's) stays hidden. */
const language =
  /^(Object|Array|Number|parseFloat|parseInt|Infinity|NaN|undefined|Boolean|String|Symbol|Date|Promise|RegExp|(Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error|JSON|Math|Atomics|(Shared)?ArrayBuffer|DataView|Map|BigInt|Set|Weak(Map|Set|Ref)|FinalizationRegistry|Proxy|Reflect|(en|de)codeURI(Component)?|(un)?escape|is(Finite|NaN)|eval|((Big)?(Ui|I)nt|Float)\d+(Clamped)?Array)$/

const namesOf = (thing: object | null): string[] =>
  thing === null
    ? []
    : [...Object.getOwnPropertyNames(thing), ...namesOf(Object.getPrototypeOf(thing) as object | null)]

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u

/** Names that a realm of Node's has without listing them: Node's own, and those that jsdom does not make enumerable. */
const unlisted = (
  'process Buffer global setImmediate clearImmediate queueMicrotask structuredClone require module exports URL ' +
  'URLSearchParams XMLHttpRequest WebSocket EventSource Worker Blob File FileReader FormData Headers Request Response ' +
  'Image Audio Event CustomEvent EventTarget Node Element HTMLElement Document Window DOMParser MutationObserver ' +
  'ResizeObserver IntersectionObserver Storage AbortController AbortSignal TextEncoder TextDecoder crypto ' +
  'customElements indexedDB caches'
).split(' ')

/** In WeChat code cannot be made from text; a program that asks for the global object that way gets nothing. */
const NoCodeFromText = function () {
  return () => undefined
}
NoCodeFromText.prototype = Function.prototype

/** Makes a value from text, with nothing of the calling file in sight. */
export const compile = (text: string): unknown => globalThis.eval(text) as unknown

type Timer = ReturnType<typeof setTimeout>

/** Timers that end with the phone, and whose errors are told. */
export class Timers {
  private readonly running = new Set<Timer>()

  readonly api = {
    setTimeout: (run: (...rest: unknown[]) => void, ms = 0, ...rest: unknown[]): Timer => {
      const timer = setTimeout(() => {
        this.running.delete(timer)
        guarded('a timer', () => run(...rest))
      }, ms)
      this.running.add(timer)
      return timer
    },
    setInterval: (run: (...rest: unknown[]) => void, ms = 0, ...rest: unknown[]): Timer => {
      const timer = setInterval(() => guarded('a timer', () => run(...rest)), ms)
      this.running.add(timer)
      return timer
    },
    clearTimeout: (timer?: Timer): void => this.clear(timer),
    clearInterval: (timer?: Timer): void => this.clear(timer),
  }

  private clear(timer?: Timer): void {
    if (timer === undefined) return
    this.running.delete(timer)
    clearTimeout(timer)
  }

  stop(): void {
    for (const timer of [...this.running]) this.clear(timer)
  }
}

/** Runs something of the app; what it throws is told as trouble and goes no further. */
export function guarded<T>(where: string, run: () => T): T | undefined {
  try {
    return run()
  } catch (error) {
    trouble(where, error)
    return undefined
  }
}

/** The app's console: a warning counts as trouble too, because React and Taro tell of mistakes by it. */
export const appConsole = {
  log: (): void => undefined,
  info: (): void => undefined,
  debug: (): void => undefined,
  warn: (...words: unknown[]): void => trouble('console.warn', words.join(' ')),
  error: (...words: unknown[]): void => trouble('console.error', words.join(' ')),
}

/**
 * Runs programs as WeChat does: each sees the language, what `given` holds, and nothing else of where it really runs.
 * `given` stays one object: `globalThis` is it, with the language.
 */
export class Scope {
  private readonly names: string[]
  private readonly values: unknown[]

  constructor(given: Record<string, unknown>) {
    const realm = globalThis as unknown as Record<string, unknown>
    const all = [...new Set([...namesOf(globalThis), ...unlisted])].filter((name) => identifier.test(name))
    const inside: Record<string, unknown> = { Function: NoCodeFromText, ...given }
    for (const name of all.filter((each) => language.test(each))) inside[name] ??= realm[name]
    inside['globalThis'] = inside
    const hidden = all.filter((name) => !(name in inside))
    const shadowing = Object.keys(inside).filter((name) => !language.test(name))
    this.names = [...hidden, ...shadowing]
    this.values = [...hidden.map(() => undefined), ...shadowing.map((name) => inside[name])]
  }

  /** Runs a file; `extra` are names of this file alone. Throws what the file throws. */
  run(file: string, code: string, extra: Record<string, unknown>): void {
    const names = [...this.names.filter((name) => !(name in extra)), ...Object.keys(extra)]
    const known = new Map(this.names.map((name, index) => [name, this.values[index]]))
    const program = compile(`(function (${names.join(', ')}) {${code}\n})\n//# sourceURL=${file}`) as (
      ...values: unknown[]
    ) => void
    program(...names.map((name) => (name in extra ? extra[name] : known.get(name))))
  }
}
