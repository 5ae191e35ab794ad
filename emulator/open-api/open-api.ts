import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Clock } from '../clock'
import type { Files } from '../files/files'
import type { Functions } from '../functions/functions'
import { isPlainObject } from '../protocol/ejson'
import type { Records } from '../records'
import { ContentSecurity } from './content-security'
import { GatewayError } from './errors'
import { drawMiniCode } from './mini-code'
import { Payments } from './payments'
import { PhoneNumbers } from './phone-numbers'
import { Pushes } from './pushes'
import { Subscriptions } from './subscriptions'

/** Who calls an open API: the function, and the person it runs for. */
export interface ApiCaller {
  openid: string | undefined
  functionName: string | undefined
}

/** What an open API answers: a JSON object (without errcode and errmsg) or a file. */
export type ApiAnswer = { json: Record<string, unknown> } | { file: Buffer; contentType: string }

export interface OpenApiOptions {
  records: Records
  clock: Clock
  files: Files
  functions: Functions
  /** The folder of the functions, for templates.json and the functions' permissions. */
  folder: string | null
  pushFunction: string | null
  riskyWords: readonly string[]
}

const NOT_FOUND = -604100
const NO_PERMISSION = -604101

type Api = (request: Record<string, unknown>, caller: ApiCaller) => ApiAnswer | Promise<ApiAnswer>

/** WeChat's open APIs, as far as they are here. */
export class OpenApi {
  readonly subscriptions: Subscriptions
  readonly security: ContentSecurity
  readonly phones: PhoneNumbers
  readonly pushes: Pushes
  readonly payments: Payments
  readonly #folder: string | null
  readonly #apis: Readonly<Record<string, Api>>

  constructor({ records, clock, files, functions, folder, pushFunction, riskyWords }: OpenApiOptions) {
    this.#folder = folder
    this.pushes = new Pushes(records, clock, functions)
    this.subscriptions = new Subscriptions(records, clock, folder === null ? null : path.join(folder, 'templates.json'))
    this.security = new ContentSecurity({ clock, files, pushes: this.pushes, pushFunction, riskyWords })
    this.phones = new PhoneNumbers(clock)
    this.payments = new Payments(records, clock, this.pushes)
    this.#apis = {
      'subscribeMessage.send': async (request) => ({ json: await this.subscriptions.send(request) }),
      'security.msgSecCheck': (request) => ({ json: this.security.checkText(request) }),
      'security.mediaCheckAsync': async (request) => ({ json: await this.security.checkMedia(request) }),
      'wxacode.getUnlimited': async (request) => ({ file: await drawMiniCode(request), contentType: 'image/png' }),
      'phonenumber.getPhoneNumber': (request, { openid }) => ({ json: this.phones.getPhoneNumber(request, openid) }),
    }
  }

  /** Calls an open API by its name; throws an OpenApiError or a GatewayError. */
  async call(name: string, request: Record<string, unknown>, caller: ApiCaller): Promise<ApiAnswer> {
    const api = Object.hasOwn(this.#apis, name) ? this.#apis[name] : undefined
    if (!api) throw new GatewayError(NOT_FOUND, 'API not found')
    if (!this.#mayCall(name, caller.functionName)) throw new GatewayError(NO_PERMISSION, 'no permission')
    return api(request, caller)
  }

  /** Whether the function's config.json lists the API; without a list everything is allowed. */
  #mayCall(name: string, functionName: string | undefined): boolean {
    if (this.#folder === null || functionName === undefined) return true
    const file = path.join(this.#folder, functionName, 'config.json')
    const config: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
    const permissions = isPlainObject(config) ? config['permissions'] : undefined
    const list = isPlainObject(permissions) ? permissions['openapi'] : undefined
    return !Array.isArray(list) || list.includes(name)
  }

  /** `getOpenData`: what a cloud id stands for. Here each stands for the caller's phone number. */
  openData(cloudIds: readonly string[], caller: ApiCaller): { cloudId: string; json: string }[] {
    return cloudIds.map((cloudId) => {
      const { openid } = caller
      const answer =
        openid === undefined || cloudId === ''
          ? { cloudID: cloudId, errCode: -601005, errMsg: 'invalid cloudID' }
          : { cloudID: cloudId, data: this.phones.infoOf(openid) }
      return { cloudId, json: JSON.stringify(answer) }
    })
  }
}
