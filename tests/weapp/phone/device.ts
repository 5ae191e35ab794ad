import { Failure } from './failure'
import type { Asked } from './privacy'
import type { Stack } from './stack'

export type Theme = 'light' | 'dark'
type Listener = (argument: unknown) => void

/** What a test says a person does or a sensor gives, when the app asks by one API. */
export type Answer = Record<string, unknown> | Error

/** A call of the app to WeChat, for tests to look at. */
export interface Call {
  api: string
  options: Record<string, unknown>
}

export interface Launch {
  path: string
  query: Record<string, string>
  scene: number
  shareTicket: string
  referrerInfo: object
}

/** The state of a phone that WeChat's APIs read and change. */
export class Device {
  online = true
  theme: Theme = 'light'
  /** Whether a tap has just been: some APIs work in no other moment. */
  tapped = false
  /** Whether the person agreed to WeChat's privacy notice. */
  privacyAgreed = true
  /** Whom WeChat asks when it needs that. */
  privacyAsker: Asked | undefined
  /** Ids of the agree buttons that were tapped. */
  readonly agreedBy = new Set<string>()
  /** What the person allowed or forbade, by WeChat's name of the scope. */
  authorized: Record<string, boolean> = {}
  /** APIs of a person's place that app.json declares (`requiredPrivateInfos`): WeChat refuses the others. */
  privateInfos: readonly string[] = []
  clipboard = ''
  /** Whether the page on top is held down for news. */
  pulling = false
  /** Size of text that the person chose in WeChat. */
  fontSize = 17
  /** How the app was opened, as `getLaunchOptionsSync` tells. */
  launchedWith: Launch = { path: '', query: {}, scene: 1001, shareTicket: '', referrerInfo: {} }
  readonly calls: Call[] = []
  /** How many of them WeChat has not answered yet. */
  unanswered = 0
  readonly storage = new Map<string, string>()
  /** Files by their path on this phone. */
  readonly files = new Map<string, Uint8Array>()
  readonly badges = new Map<number, string>()
  private readonly answers = new Map<string, Answer[]>()
  private readonly listeners = new Map<string, Set<Listener>>()
  private kept = 0

  constructor(
    readonly cloudUrl: string,
    readonly openid: string,
    readonly stack: () => Stack,
  ) {}

  /** What the next call of an API is answered with. */
  give(api: string, answer: Answer): void {
    this.answers.set(api, [...(this.answers.get(api) ?? []), answer])
  }

  /** Takes the answer that a test gave for an API; undefined when there is none. */
  take(api: string): Answer | undefined {
    return this.answers.get(api)?.shift()
  }

  /** Refuses what WeChat allows after a tap only. */
  needsTap(): void {
    if (!this.tapped) throw new Failure('can only be invoked by user TAP gesture.')
  }

  on(event: string, listener: Listener): void {
    const known = this.listeners.get(event) ?? new Set()
    this.listeners.set(event, known.add(listener))
  }

  off(event: string, listener?: Listener): void {
    if (listener) this.listeners.get(event)?.delete(listener)
    else this.listeners.delete(event)
  }

  /** Tells all who listen; gives how many there were. */
  tell(event: string, argument: unknown): number {
    const listeners = [...(this.listeners.get(event) ?? [])]
    for (const listener of listeners) listener(argument)
    return listeners.length
  }

  /** Keeps bytes as a temporary file and gives its path. */
  keep(bytes: Uint8Array, extension: string): string {
    this.kept += 1
    const path = `wxfile://tmp_${this.kept}.${extension}`
    this.files.set(path, bytes)
    return path
  }
}
