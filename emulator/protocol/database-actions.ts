import type { Database } from '../database/database'
import type { Reader } from '../database/find'
import { compileProjection } from '../database/projection'
import { parseUpdate } from '../database/update'
import { isPlainObject, stringifyEjson } from './ejson'
import { asWriteErrors, refusals } from './errors'
import { type AdminRequest, parseDocument, parseText, readCount, readDocument, readSort, readString } from './requests'

/** What every action is given. */
export interface ActionContext {
  database: Database
  /** The emulated time, in milliseconds. */
  now: number
  /** `function.action` of the caller, for the log of queries without an index. */
  caller: string
}

type Answer = Record<string, unknown>
type Action = (request: AdminRequest, context: ActionContext) => Answer | Promise<Answer>

const DEFAULT_ROWS = 100
const MAX_ROWS = 1000

function readerOf(request: AdminRequest, { database, caller }: ActionContext): Reader {
  const id = request['transactionId']
  return { caller, transaction: typeof id === 'string' && id !== '' ? database.transactions.use(id) : undefined }
}

/** Who reads, once what was sent before is there, also where nobody waits for that write: as on the service. */
async function readerAfterWrites(request: AdminRequest, context: ActionContext): Promise<Reader> {
  const reader = readerOf(request, context)
  if (!reader.transaction) await context.database.store.writing
  return reader
}

/** Updates and removals by condition must say which documents: the service refuses them without a query. */
function requiredFilter(request: AdminRequest, now: number): Record<string, unknown> {
  const filter = readDocument(request, 'query', now)
  if (!filter) throw refusals.badParameter('query is required')
  return filter
}

/** The service answers ObjectIds as plain strings; most documents hold none and leave as they are stored. */
function answerText(text: string): string {
  if (!text.includes('{"$oid":')) return text
  return text.replace(/\{"\$oid":("[0-9a-f]{24}")\}/g, '$1')
}

const getDocument: Action = async (request, context) => {
  const name = readString(request, 'collectionName')
  const reader = await readerAfterWrites(request, context)
  const limit = Math.min(readCount(request, 'limit', DEFAULT_ROWS) || DEFAULT_ROWS, MAX_ROWS)
  const skip = readCount(request, 'offset', 0)
  const filter = readDocument(request, 'query', context.now) ?? {}
  const projection = readDocument(request, 'projection', context.now) ?? {}
  const project = Object.keys(projection).length > 0 ? compileProjection(projection, filter) : null
  const rows = context.database.finder.find(
    {
      collection: context.database.store.collections.get(name),
      filter,
      sort: readSort(request, context.now),
      skip,
      limit,
    },
    reader,
  )
  const list = rows.map(({ text, document }) => answerText(project ? stringifyEjson(project(document)) : text))
  return { data: { list }, limit, offset: skip }
}

const insertDocument: Action = async (request, context) => {
  const data = request['data']
  if (!Array.isArray(data)) throw refusals.badParameter('data must be a list of documents')
  const documents = data.map((text) => parseDocument(text, 'data', context.now))
  const name = readString(request, 'collectionName')
  const ids = await context.database.insert(name, documents, readerOf(request, context))
  return { data: { insertedIds: ids.map(plainId), inserted: ids.length } }
}

/** An id as JSON carries it in an answer. */
function plainId(id: unknown): unknown {
  return typeof id === 'string' || typeof id === 'number' ? id : String(id)
}

const modifyDocument: Action = async (request, context) => {
  const filter = requiredFilter(request, context.now)
  const data = readDocument(request, 'data', context.now) ?? {}
  const options = { multi: request['multi'] === true, upsert: request['upsert'] === true }
  const name = readString(request, 'collectionName')
  try {
    const modification = request['merge'] === true ? { operators: parseUpdate(data) } : { replacement: data }
    const result = await context.database.modify(name, filter, modification, options, readerOf(request, context))
    const upserted = result.upsertedId === null ? null : plainId(result.upsertedId)
    return { data: { updated: result.updated, upsert_id: upserted } }
  } catch (error) {
    throw asWriteErrors(error)
  }
}

const modifyAndReturnDoc: Action = async (request, context) => {
  const modification = { operators: parseUpdate(readDocument(request, 'data', context.now) ?? {}) }
  const filter = readDocument(request, 'query', context.now) ?? {}
  const name = readString(request, 'collectionName')
  const options = { multi: false, upsert: false }
  const result = await context.database.modify(name, filter, modification, options, readerOf(request, context))
  return { data: { updated: result.matched, doc: result.after && answerText(result.after.text) } }
}

const removeDocument: Action = async (request, context) => {
  const filter = requiredFilter(request, context.now)
  const name = readString(request, 'collectionName')
  const multi = request['multi'] === true
  return { data: { deleted: await context.database.remove(name, filter, multi, readerOf(request, context)) } }
}

const calculateDocument: Action = async (request, context) => {
  const filter = readDocument(request, 'query', context.now) ?? {}
  const name = readString(request, 'collectionName')
  return { data: { total: context.database.count(name, filter, await readerAfterWrites(request, context)) } }
}

/** `$$NOW` is the emulated time; mingo would take the machine's. */
function withNow(value: unknown, now: Date): unknown {
  if (value === '$$NOW') return now
  if (Array.isArray(value)) return value.map((item) => withNow(item, now))
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNow(item, now)]))
}

const aggregateDocuments: Action = async (request, context) => {
  const { stages } = request
  if (!Array.isArray(stages)) throw refusals.badParameter('stages must be a list')
  const pipeline = stages.map((stage: unknown) => {
    const { stageKey, stageValue } = isPlainObject(stage) ? stage : {}
    if (typeof stageKey !== 'string' || typeof stageValue !== 'string') {
      throw refusals.badParameter('a stage needs stageKey and stageValue')
    }
    return { [stageKey]: withNow(parseText(stageValue, stageKey, context.now), new Date(context.now)) }
  })
  const name = readString(request, 'collectionName')
  const rows = context.database.aggregation.run(name, pipeline, await readerAfterWrites(request, context))
  return { data: { list: rows.map((row) => answerText(stringifyEjson(row))) } }
}

/** All database actions the SDK sends, by their names on the wire. */
export const databaseActions: Readonly<Record<string, Action>> = {
  'database.getDocument': getDocument,
  'database.insertDocument': insertDocument,
  'database.modifyDocument': modifyDocument,
  'database.modifyAndReturnDoc': modifyAndReturnDoc,
  'database.removeDocument': removeDocument,
  'database.calculateDocument': calculateDocument,
  'database.aggregateDocuments': aggregateDocuments,
  'database.addCollection': async (request, { database }) => {
    await database.store.collections.create(readString(request, 'collectionName'))
    return {}
  },
  'database.startTransaction': (_request, { database }) => ({ transactionId: database.transactions.begin().id }),
  'database.commitTransaction': async (request, { database }) => {
    await database.commitTransaction(readString(request, 'transactionId'))
    return {}
  },
  'database.abortTransaction': (request, { database }) => {
    database.abortTransaction(readString(request, 'transactionId'))
    return {}
  },
}
