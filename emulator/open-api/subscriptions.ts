import { existsSync, readFileSync } from 'node:fs'
import type { Clock } from '../clock'
import { isPlainObject } from '../protocol/ejson'
import { type Records, type Table, valuesOf } from '../records'
import { isOpenid, OpenApiError } from './errors'
import { fitsField } from './template-fields'

/** A message that reached a phone. */
export interface SentMessage {
  openid: string
  templateId: string
  page: string | null
  data: Record<string, { value: string }>
  /** The emulated time. */
  time: string
}

const keyOf = (openid: string, templateId: string) => JSON.stringify([openid, templateId])

/** Subscribe messages: templates, consents (one consent, one message) and what was sent. */
export class Subscriptions {
  readonly #records: Records
  readonly #clock: Clock
  readonly #templateFile: string | null
  readonly #consents: Table<number>
  readonly #messages: Table<SentMessage>

  /** `templateFile` names the fields of each template; without it every template exists. */
  constructor(records: Records, clock: Clock, templateFile: string | null) {
    this.#records = records
    this.#clock = clock
    this.#templateFile = templateFile
    this.#consents = records.table<number>('consents')
    this.#messages = records.table<SentMessage>('messages')
  }

  /** The fields of a template; null when templates are not declared; undefined when this one is not. */
  #fieldsOf(templateId: string): readonly string[] | null | undefined {
    if (this.#templateFile === null || !existsSync(this.#templateFile)) return null
    const templates: unknown = JSON.parse(readFileSync(this.#templateFile, 'utf8'))
    const fields = isPlainObject(templates) ? templates[templateId] : undefined
    if (Array.isArray(fields)) return fields.map(String)
    return isPlainObject(fields) ? Object.keys(fields) : undefined
  }

  isTemplate(templateId: string): boolean {
    return templateId !== '' && this.#fieldsOf(templateId) !== undefined
  }

  /** A person's yes to further messages of a template; gives how many are left. */
  grant(openid: string, templateId: string, count = 1): Promise<number> {
    const key = keyOf(openid, templateId)
    return this.#records.exclusively(() => {
      const left = (this.#consents.get(key) ?? 0) + count
      this.#consents.putSync(key, left)
      return left
    })
  }

  /** How many messages of each template may still be sent, to everybody or to one person. */
  consents(openid?: string): { openid: string; templateId: string; left: number }[] {
    return [...this.#consents.getRange({})]
      .map(({ key, value }) => {
        const [person = '', templateId = ''] = JSON.parse(key) as string[]
        return { openid: person, templateId, left: value }
      })
      .filter((consent) => openid === undefined || consent.openid === openid)
  }

  messages(openid?: string): SentMessage[] {
    return valuesOf(this.#messages).filter((message) => openid === undefined || message.openid === openid)
  }

  /** `subscribeMessage.send`. */
  async send(request: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { touser, template_id: templateId, page, data } = request
    if (!isOpenid(touser)) throw new OpenApiError(40003, 'invalid openid')
    const fields = typeof templateId === 'string' && templateId !== '' ? this.#fieldsOf(templateId) : undefined
    if (fields === undefined) throw new OpenApiError(40037, 'invalid template_id')
    if (page !== undefined && typeof page !== 'string') throw new OpenApiError(41030, 'invalid page')
    const message: SentMessage = {
      openid: touser,
      templateId: String(templateId),
      page: page ?? null,
      data: readData(data, fields),
      time: new Date(this.#clock.now()).toISOString(),
    }
    await this.#records.exclusively(() => this.#deliver(message))
    return {}
  }

  #deliver(message: SentMessage): void {
    const key = keyOf(message.openid, message.templateId)
    const left = this.#consents.get(key) ?? 0
    if (left < 1) throw new OpenApiError(43101, 'user refuse to accept the msg')
    const [last = '0'] = [...this.#messages.getKeys({ reverse: true, limit: 1 })]
    this.#consents.putSync(key, left - 1)
    this.#messages.putSync(String(Number(last) + 1).padStart(12, '0'), message)
  }
}

/** The fields a template shows, each checked by its kind; what the template does not name is left out. */
function readData(data: unknown, fields: readonly string[] | null): Record<string, { value: string }> {
  const given = isPlainObject(data) ? data : {}
  const wanted = fields ?? Object.keys(given)
  if (wanted.length === 0) throw new OpenApiError(47003, 'argument invalid! data is empty')
  return Object.fromEntries(
    wanted.map((field) => {
      const entry = given[field]
      const raw = isPlainObject(entry) ? entry['value'] : undefined
      const value = typeof raw === 'string' || typeof raw === 'number' ? String(raw) : ''
      if (value === '') throw new OpenApiError(47003, `argument invalid! data.${field}.value is empty`)
      if (!fitsField(field, value)) throw new OpenApiError(47003, `argument invalid! data.${field}.value invalid`)
      return [field, { value }]
    }),
  )
}
