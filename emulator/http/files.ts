import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import fastifyMultipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { checkCloudPath, fileIdOf } from '../files/cloud-path'
import { DEFAULT_MAX_AGE, type Files, noRoom, type Received } from '../files/files'
import type { Cloud } from '../protocol/admin'
import { CloudError, refusals } from '../protocol/errors'
import { isPlainObject } from '../protocol/ejson'

/** A body that came as a form: its one file and its fields. */
interface Form {
  received: Received | null
  type: string | undefined
  fields: Record<string, string>
}

// wx-server-sdk's own numbers for the service's codes.
const NUMBERS: Readonly<Record<string, number>> = {
  INVALID_PARAM: -501007,
  STORAGE_REQUEST_FAIL: -503001,
  STORAGE_EXCEED_AUTHORITY: -503002,
  STORAGE_FILE_NONEXIST: -503003,
}

const bodyOf = (request: FastifyRequest): Readable =>
  request.body instanceof Readable ? request.body : Readable.from([])

async function readForm(request: FastifyRequest, files: Files): Promise<Form> {
  const form: Form = { received: null, type: undefined, fields: {} }
  try {
    // Larger than the limit is cut by the store, which tells it by name.
    for await (const part of request.parts({ limits: { fileSize: Infinity, files: 1, fields: 50 } })) {
      if (part.type === 'file') {
        form.received = await files.receive(part.file)
        form.type = part.mimetype
      } else if (typeof part.value === 'string') form.fields[part.fieldname] = part.value
    }
    return form
  } catch (error) {
    if (form.received) await files.discard(form.received)
    throw error
  }
}

/** Why an upload is refused; an error that is neither the sender's nor the store's is thrown on. */
function refusalOf(error: unknown, request: FastifyRequest): CloudError {
  if (error instanceof CloudError) return error
  const { code = '', message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { message: '' }
  const isForm = code.startsWith('FST_') || /multipart/i.test(message)
  if (isForm) return refusals.badParameter(`the form cannot be read: ${message}`)
  // Nobody is left to read this answer.
  if (!request.raw.complete) return refusals.badParameter('the upload broke off')
  throw error
}

async function readUpload(request: FastifyRequest, files: Files): Promise<Form & { received: Received }> {
  if (!request.isMultipart()) {
    return { received: await files.receive(bodyOf(request)), type: request.headers['content-type'], fields: {} }
  }
  const form = await readForm(request, files)
  if (!form.received) throw refusals.badParameter('the form holds no file')
  return { ...form, received: form.received }
}

/** An object store's way to say no: XML, which the SDK reads. */
function sendStorageError(reply: FastifyReply, error: CloudError): FastifyReply {
  const [, code = 'AccessDenied', message = error.message] = /^\[(\w+)\]: (.*)$/s.exec(error.message) ?? []
  const id = randomUUID()
  const status = code === 'AccessDenied' ? 403 : 400
  return reply
    .code(status)
    .type('application/xml')
    .send(
      `<?xml version='1.0' encoding='utf-8' ?><Error><Code>${code}</Code><Message>${message}</Message>` +
        `<Resource>/cos</Resource><RequestId>${id}</RequestId><TraceId>${id}</TraceId></Error>`,
    )
}

async function refuseForRoom(files: Files, received: Received): Promise<never> {
  await files.discard(received)
  throw noRoom()
}

/** What a function's SDK uploads: PUT in node-sdk 3.x, a form by POST in 2.x, to an address that was signed for it. */
function addFunctionUpload(app: FastifyInstance, { files, faults, clock }: Cloud): void {
  const upload = async (request: FastifyRequest, reply: FastifyReply) => {
    try {
      const { received, type, fields } = await readUpload(request, files)
      if (faults.fillsDisk()) await refuseForRoom(files, received)
      const path = files.signer.verify('put', request.query as Record<string, unknown>, clock.now())
      if (path === null) await files.discard(received)
      if (path === null) throw new CloudError('STORAGE_SIGN_PARAM_INVALID', '[AccessDenied]: Request has expired')
      await files.keep(received, path, 'administrator', type)
      const wanted = Number(fields['success_action_status'] ?? 204)
      return await reply.code(request.method === 'PUT' ? 200 : wanted === 200 || wanted === 201 ? wanted : 204).send()
    } catch (error) {
      return sendStorageError(reply, refusalOf(error, request))
    }
  }
  app.put('/cos', upload)
  app.post('/cos', upload)
}

function addDownload(app: FastifyInstance, files: Files, now: () => number): void {
  app.get('/files/*', async (request, reply) => {
    const path = files.signer.verify('get', request.query as Record<string, unknown>, now())
    if (path === null) return sendStorageError(reply, new CloudError('', '[AccessDenied]: Request has expired'))
    const found = await files.read(path)
    if (!found) return reply.code(404).send({ errCode: -503003, errMsg: 'storage file not exists' })
    const { record, content } = found
    // The service serves files from another host; here a page among them must not act as one of this host's.
    void reply.header('content-security-policy', 'sandbox').header('x-content-type-options', 'nosniff')
    return reply.type(record.type).header('content-length', record.size).send(content)
  })
}

function refuse(reply: FastifyReply, { code, message }: CloudError): FastifyReply {
  const errCode = NUMBERS[code] ?? -503001
  return reply.code(errCode === -503002 ? 403 : 400).send({ errCode, errMsg: message })
}

function readPerson(request: FastifyRequest): string {
  const openid = request.headers['x-openid']
  if (typeof openid === 'string' && openid !== '') return openid
  throw new CloudError('STORAGE_EXCEED_AUTHORITY', 'storage permission denied: the header x-openid says who asks')
}

/** `POST /upload?path=…`: a client's upload, the body itself or a form with one file and, if not in the address, `path`. */
function addClientUpload(app: FastifyInstance, { files, faults }: Cloud): void {
  app.post('/upload', async (request, reply) => {
    try {
      const openid = readPerson(request)
      const query = request.query as Record<string, unknown>
      if (query['path'] !== undefined) checkCloudPath(query['path'])
      const { received, type, fields } = await readUpload(request, files)
      if (faults.fillsDisk()) await refuseForRoom(files, received)
      const path = query['path'] ?? fields['path'] ?? fields['cloudPath']
      const record = await files.keep(received, path, { openid }, type)
      return { fileID: fileIdOf(record.path), statusCode: 200 }
    } catch (error) {
      const refusal = refusalOf(error, request)
      bodyOf(request).resume()
      return refuse(reply, refusal)
    }
  })
}

async function readFileList(request: FastifyRequest): Promise<unknown[]> {
  const chunks: Buffer[] = []
  for await (const chunk of bodyOf(request)) chunks.push(chunk as Buffer)
  let body: unknown
  try {
    body = JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    body = null
  }
  const list = isPlainObject(body) ? body['fileList'] : undefined
  if (!Array.isArray(list) || list.length > 50) throw refusals.badParameter('fileList must be a list of at most 50')
  return list as unknown[]
}

type FileStatus = Record<string, unknown>

/** Answers `{fileList: […]}` as wx.cloud does: one status for each file. */
function addFileList(
  app: FastifyInstance,
  door: string,
  answer: (item: unknown, openid: string) => FileStatus | Promise<FileStatus>,
): void {
  app.post(door, async (request, reply) => {
    try {
      const openid = readPerson(request)
      const fileList: FileStatus[] = []
      for (const item of await readFileList(request)) fileList.push(await answer(item, openid))
      return { fileList }
    } catch (error) {
      if (!(error instanceof CloudError)) throw error
      return refuse(reply, error)
    }
  })
}

const MISSING = { status: -503003, errMsg: 'storage file not exists' }

/** Every door of files. Bodies are streamed to the disk, so this is a context of its own in the server. */
export async function addFileRoutes(app: FastifyInstance, cloud: Cloud): Promise<void> {
  const { files, clock } = cloud
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, body, done) => done(null, body))
  await app.register(fastifyMultipart)
  addFunctionUpload(app, cloud)
  addDownload(app, files, () => clock.now())
  addClientUpload(app, cloud)
  addFileList(app, '/files/urls', (item) => {
    const { fileID, maxAge } = isPlainObject(item) ? item : { fileID: item }
    const found = files.temporaryUrl(fileID, maxAge)
    return found
      ? { fileID, tempFileURL: found.url, maxAge: found.maxAge, status: 0, errMsg: 'ok' }
      : { fileID, tempFileURL: '', maxAge: DEFAULT_MAX_AGE, ...MISSING }
  })
  addFileList(app, '/files/delete', async (fileID, openid) => {
    try {
      return (await files.remove(fileID, { openid })) ? { fileID, status: 0, errMsg: 'ok' } : { fileID, ...MISSING }
    } catch (error) {
      if (!(error instanceof CloudError)) throw error
      return { fileID, status: NUMBERS[error.code] ?? -503001, errMsg: error.message }
    }
  })
  app.get('/_/files', () => ({
    files: files.list().map(({ blob, ...file }) => ({ fileID: fileIdOf(file.path), ...file })),
  }))
}
