import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OpenApi } from '../open-api/open-api'
import { isOpenid } from '../open-api/errors'
import { readObject } from './call'

const bad = (reply: FastifyReply, errMsg: string) => reply.code(400).send({ errMsg })

function personOf(request: FastifyRequest): string | null {
  const openid = request.headers['x-openid']
  return isOpenid(openid) ? openid : null
}

function queryOf(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : undefined
}

const isTextList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '')

/** What the phone does: a yes to messages, and the code of the phone-number button. */
function addPhoneRoutes(app: FastifyInstance, { subscriptions, phones }: OpenApi): void {
  app.post('/consent', async (request, reply) => {
    const openid = personOf(request)
    const { templateId, tmplIds = [templateId] } = readObject(request.body) ?? {}
    if (openid === null) return bad(reply, 'the header x-openid says who agrees')
    if (!isTextList(tmplIds) || tmplIds.length === 0) return bad(reply, 'templateId or tmplIds must name templates')
    // wx.requestSubscribeMessage fails as a whole with 20001 when a template does not exist.
    const unknown = tmplIds.find((id) => !subscriptions.isTemplate(id))
    if (unknown !== undefined) return reply.code(400).send({ errCode: 20001, errMsg: `no template ${unknown}` })
    for (const id of tmplIds) await subscriptions.grant(openid, id)
    return { ...Object.fromEntries(tmplIds.map((id) => [id, 'accept'])), errMsg: 'requestSubscribeMessage:ok' }
  })

  app.post('/phone-code', async (request, reply) => {
    const openid = personOf(request)
    if (openid === null) return bad(reply, 'the header x-openid says whose number it is')
    return { code: phones.issueCode(openid), errMsg: 'getPhoneNumber:ok' }
  })
}

/** What tests and tools see and steer of messages and checks. */
function addMessageControls(app: FastifyInstance, { subscriptions, security }: OpenApi): void {
  app.get('/_/messages', (request) => subscriptions.messages(queryOf(request, 'openid')))
  app.get('/_/consents', (request) => subscriptions.consents(queryOf(request, 'openid')))
  app.post('/_/consents', async (request, reply) => {
    const { openid, templateId, count = 1 } = readObject(request.body) ?? {}
    if (!isOpenid(openid)) return bad(reply, 'openid must name a person')
    if (typeof templateId !== 'string' || templateId === '') return bad(reply, 'templateId must name a template')
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1) return bad(reply, 'count must be 1 or more')
    return { openid, templateId, left: await subscriptions.grant(openid, templateId, count) }
  })
  app.get('/_/risky-words', () => ({ words: security.words }))
  app.post('/_/risky-words', async (request, reply) => {
    const { words } = readObject(request.body) ?? {}
    if (!isTextList(words)) return bad(reply, 'words must be a list of texts')
    security.setWords(words)
    return { words }
  })
}

/** What tests and tools see and steer of payments. */
function addPaymentControls(app: FastifyInstance, { payments, pushes }: OpenApi): void {
  app.get('/_/pay', () => ({ ...payments.list(), waiting: pushes.list() }))
  app.post('/_/pay', async (request, reply) => {
    const { outTradeNo, package: prepay, result = 'SUCCESS' } = readObject(request.body) ?? {}
    const number = outTradeNo ?? prepay
    if (typeof number !== 'string')
      return bad(reply, 'outTradeNo (or package, as wx.requestPayment has it) is required')
    if (result !== 'SUCCESS' && result !== 'FAIL') return bad(reply, 'result must be SUCCESS or FAIL')
    const done = await payments.complete(number, result)
    if (!done) return reply.code(404).send({ errMsg: `there is no order ${number}` })
    return { outTradeNo: done.order.outTradeNo, tradeState: done.order.state, delivered: done.delivered }
  })
}

/** Every door of messages, checks and payments. */
export function addOpenApiRoutes(app: FastifyInstance, openApi: OpenApi): void {
  addPhoneRoutes(app, openApi)
  addMessageControls(app, openApi)
  addPaymentControls(app, openApi)
}
