import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import type { Files } from '../files/files'
import { APP_ID } from '../functions/environment'
import { isOpenid, OpenApiError } from './errors'
import type { Pushes } from './pushes'

/** WeChat's own two test texts (security.msgSecCheck, version 1): risky wherever nothing else is configured. */
const TEST_TEXTS = ['特3456书yuuo莞6543李zxcz蒜7782法fgnv级', '完2347全dfji试3726测asad感3847知qwez到']
const TWO_HOURS_MS = 7_200_000
const MAX_CHARACTERS = 2500
const MAX_BYTES_V1 = 500 * 1024
// WeChat answers within 30 minutes; here soon, but after the call.
const MEDIA_DELAY_MS = 500
const LABEL = { pass: 100, risky: 20001 }

type Request = Record<string, unknown>
type Verdict = 'pass' | 'risky'

/** Checks of texts and media against a list of words: no model, no opinion. */
export class ContentSecurity {
  readonly #clock: Clock
  readonly #pushes: Pushes
  readonly #files: Files
  /** The function messages are pushed into; null: results of media are not told. */
  readonly #pushFunction: string | null
  readonly #visits = new Map<string, number>()
  #words: readonly string[]

  constructor(parts: {
    clock: Clock
    pushes: Pushes
    files: Files
    pushFunction: string | null
    riskyWords: readonly string[]
  }) {
    this.#clock = parts.clock
    this.#pushes = parts.pushes
    this.#files = parts.files
    this.#pushFunction = parts.pushFunction
    this.#words = parts.riskyWords
  }

  get words(): readonly string[] {
    return this.#words
  }

  setWords(words: readonly string[]): void {
    this.#words = words
  }

  /** Remembers that a person used the mini-program: version 2 checks only those who did within two hours. */
  recordVisit(openid: string): void {
    this.#visits.set(openid, this.#clock.now())
  }

  #requireVisitor(openid: unknown): string {
    if (!isOpenid(openid)) throw new OpenApiError(40003, 'invalid openid')
    const visit = this.#visits.get(openid)
    if (visit === undefined || this.#clock.now() - visit > TWO_HOURS_MS) {
      throw new OpenApiError(61010, 'code is expired: the user has not used the mini-program within two hours')
    }
    return openid
  }

  #hitIn(text: string): string | undefined {
    return [...this.#words, ...TEST_TEXTS].find((word) => word !== '' && text.includes(word))
  }

  /** `security.msgSecCheck`, version 2, and version 1 when the request names none. */
  checkText(request: Request): Record<string, unknown> {
    const { content, version } = request
    if (typeof content !== 'string' || content === '') throw new OpenApiError(44002, 'empty post data')
    if (version === undefined || version === 1) return this.#checkTextV1(content)
    if (version !== 2) throw new OpenApiError(40097, 'invalid args: version')
    this.#requireVisitor(request['openid'])
    checkScene(request['scene'])
    if ([...content].length > MAX_CHARACTERS) throw new OpenApiError(45002, 'content size out of limit')
    const texts = [content, request['title'], request['nickname'], request['signature']]
    const hit = this.#hitIn(texts.filter((text) => typeof text === 'string').join('\n'))
    const suggest = hit === undefined ? 'pass' : 'risky'
    const detail = [{ strategy: 'content_model', errcode: 0, suggest, label: LABEL[suggest], prob: 90 }]
    const keyword =
      hit === undefined ? [] : [{ strategy: 'keyword', errcode: 0, suggest, label: LABEL.risky, keyword: hit }]
    return { result: { suggest, label: LABEL[suggest] }, detail: [...detail, ...keyword], trace_id: randomUUID() }
  }

  #checkTextV1(content: string): Record<string, unknown> {
    if (Buffer.byteLength(content) > MAX_BYTES_V1) throw new OpenApiError(45002, 'content size out of limit')
    if (this.#hitIn(content) !== undefined) throw new OpenApiError(87014, 'risky content')
    return {}
  }

  /** `security.mediaCheckAsync`: answers a trace id; the result is pushed into a function later. */
  async checkMedia(request: Request): Promise<Record<string, unknown>> {
    const { media_url: url, media_type: type, version } = request
    if (typeof url !== 'string' || !URL.canParse(url)) throw new OpenApiError(40035, 'invalid media_url')
    if (type !== 1 && type !== 2) throw new OpenApiError(40004, 'invalid media type')
    const openid = version === 2 ? this.#requireVisitor(request['openid']) : null
    if (version === 2) checkScene(request['scene'])
    const trace = randomUUID()
    const event = this.#mediaEvent(url, openid, trace)
    if (this.#pushFunction === null) {
      process.stderr.write('[emulator] the result of mediaCheckAsync is told to nobody: --push names no function\n')
    } else {
      const due = this.#clock.now() + MEDIA_DELAY_MS
      await this.#pushes.add({ kind: 'message', functionName: this.#pushFunction, event, openid, due })
    }
    return { trace_id: trace }
  }

  #mediaEvent(url: string, openid: string | null, trace: string): Record<string, unknown> {
    const found = this.#isReachable(url)
    const verdict: Verdict = this.#hitIn(decodeURIComponentSafely(url)) === undefined ? 'pass' : 'risky'
    const head = {
      ToUserName: 'gh_local',
      FromUserName: openid ?? 'o_platform',
      CreateTime: Math.floor(this.#clock.now() / 1000),
      MsgType: 'event',
      Event: 'wxa_media_check',
      appid: APP_ID,
      trace_id: trace,
    }
    if (openid === null) {
      const isrisky = found && verdict === 'risky' ? 1 : 0
      // What version 1 tells for a link that cannot be fetched (-1008, unsigned).
      return { ...head, isrisky, extra_info_json: '', status_code: found ? 0 : 4_294_966_288 }
    }
    if (!found) return { ...head, version: 2, detail: [], errcode: -1008, errmsg: '下载错误,请检查媒体链接是否有效' }
    const opinion = { suggest: verdict, label: LABEL[verdict] }
    const detail = [{ strategy: 'content_model', errcode: 0, ...opinion, prob: 90 }]
    return { ...head, version: 2, detail, errcode: 0, errmsg: 'ok', result: opinion }
  }

  /** Addresses of other hosts are not fetched: they count as there. */
  #isReachable(url: string): boolean {
    const { origin, searchParams } = new URL(url)
    if (origin !== this.#files.baseUrl) return true
    const path = this.#files.signer.verify('get', Object.fromEntries(searchParams), this.#clock.now())
    return path !== null && this.#files.find(path) !== undefined
  }
}

function checkScene(scene: unknown): void {
  if (scene !== 1 && scene !== 2 && scene !== 3 && scene !== 4) throw new OpenApiError(40129, 'invalid scene')
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
