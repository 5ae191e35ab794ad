/** As much of wx-server-sdk's shape as the tests call; its own types leave the database out. */

type Row = Record<string, unknown> & { _id: string }

interface Failure {
  errCode: number
  code?: string
  errMsg: string
}

interface Stats<Name extends string> {
  stats: Record<Name, number>
}

interface Query {
  where: (filter: object) => Query
  orderBy: (path: string, order: 'asc' | 'desc') => Query
  limit: (count: number) => Query
  skip: (count: number) => Query
  field: (projection: object) => Query
  get: () => Promise<{ data: Row[] }>
  count: () => Promise<{ total: number }>
  update: (options: { data: object }) => Promise<Stats<'updated'>>
  remove: () => Promise<Stats<'removed'>>
}

interface Doc {
  get: () => Promise<{ data: Row }>
  field: (projection: object) => Doc
  set: (options: { data: object }) => Promise<Stats<'updated' | 'created'>>
  update: (options: { data: object }) => Promise<Stats<'updated'>>
  remove: () => Promise<Stats<'removed'>>
}

type Stage =
  | 'match'
  | 'sort'
  | 'skip'
  | 'limit'
  | 'project'
  | 'group'
  | 'unwind'
  | 'addFields'
  | 'count'
  | 'replaceRoot'
  | 'lookup'
  | 'sample'
  | 'geoNear'
  | 'sortByCount'
  | 'bucket'

type Pipeline = Record<Stage, (value: unknown) => Pipeline> & {
  end: () => Promise<{ list: Row[] }>
  done: () => object[]
}

interface Collection extends Query {
  add: (options: { data: object | object[] }) => Promise<{ _id: string }>
  doc: (id: string | number) => Doc
  aggregate: () => Pipeline
}

interface Transaction {
  collection: (name: string) => Pick<Collection, 'add' | 'doc' | 'where'>
  commit: () => Promise<unknown>
  rollback: (reason?: unknown) => Promise<unknown>
}

type Operator = (...values: unknown[]) => Condition

/** A command or a condition on one field, which `and` and `or` continue. */
type Condition = Record<'and' | 'or' | 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq' | 'in' | 'nin', Operator>

type Command =
  | ('eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin' | 'all' | 'size' | 'exists' | 'elemMatch' | 'mod')
  | ('and' | 'or' | 'nor' | 'not' | 'expr' | 'geoNear')
  | ('set' | 'remove' | 'inc' | 'mul' | 'min' | 'max' | 'rename' | 'bit')
  | ('push' | 'pop' | 'shift' | 'unshift' | 'addToSet' | 'pull' | 'pullAll')

type Expression = 'eq' | 'and' | 'gte' | 'sum' | 'avg' | 'push' | 'first' | 'size' | 'concat' | 'multiply'

interface FileStatus {
  fileID: string
  status: number
  errMsg: string
  tempFileURL: string
  maxAge: number
}

type Api<T = Record<string, unknown>> = (request: object) => Promise<T & { errCode: number; errMsg: string }>

export interface Sdk {
  cloud: {
    getWXContext: () => Record<string, string | undefined>
    callFunction: (options: { name: string; data?: object }) => Promise<{ result: unknown }>
    uploadFile: (options: { cloudPath: string; fileContent: unknown }) => Promise<{ fileID: string }>
    downloadFile: (options: { fileID: string }) => Promise<{ fileContent: Buffer; statusCode: number }>
    getTempFileURL: (options: { fileList: (string | object)[] }) => Promise<{ fileList: FileStatus[] }>
    deleteFile: (options: { fileList: string[] }) => Promise<{ fileList: FileStatus[] }>
    openapi: {
      subscribeMessage: { send: Api }
      security: { msgSecCheck: Api; mediaCheckAsync: Api }
      wxacode: { getUnlimited: Api<{ buffer: Buffer; contentType: string }> }
      phonenumber: { getPhoneNumber: Api<{ phoneInfo: { phoneNumber: string; countryCode: string } }> }
      customerServiceMessage: { send: Api }
    }
    callOpenAPI: (options: { api: string; data: object }) => Promise<{ result: unknown }>
    getOpenData: (options: { list: string[] }) => Promise<{ list: Record<string, unknown>[] }>
    cloudPay: Record<'unifiedOrder' | 'queryOrder' | 'closeOrder' | 'refund' | 'queryRefund', Api> & { other: Api }
  }
  db: {
    collection: (name: string) => Collection
    createCollection: (name: string) => Promise<unknown>
    serverDate: (options?: { offset: number }) => object
    RegExp: (options: { regexp: string; options?: string }) => object
    Geo: { Point: (longitude: number, latitude: number) => object }
    startTransaction: () => Promise<Transaction>
    runTransaction: <T>(work: (transaction: Transaction) => Promise<T>, retries?: number) => Promise<T>
  }
  _: Record<Command, Operator>
  $: Record<Expression, Operator> & { pipeline: () => Pipeline }
  /** The error a promise rejects with; null when it does not. */
  failure: (promise: Promise<unknown>) => Promise<Failure | null>
  event: Record<string, unknown>
  context: Record<string, unknown>
}
