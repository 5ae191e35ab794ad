import type { Ask, Capability, Output } from '../../cloudfunctions/shared/contract'
import { commonRefusals, type Reply } from '../../cloudfunctions/shared/reply'
import { newFileName, newTapKey } from './device'
import { isOnline } from './online'
import type { Request } from './request'
import { inspectFile, send, sendFile } from './transport'

/** An expected no, with words for the person who reads it. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly say: string,
  ) {
    super(`${code}: ${say}`)
  }

  /** True where the same question may well be answered later, so that it says nothing about what was known before. */
  get passing(): boolean {
    return ['NO_ANSWER', 'INTERNAL', 'TOO_MANY'].includes(this.code)
  }

  /** True where what was asked about is not there, or not any more. */
  get gone(): boolean {
    return this.code.startsWith('NO_SUCH_')
  }
}

/** Whatever else goes wrong on the way is told like a fault of the cloud. */
export const asRefused = (error: unknown): Refused =>
  error instanceof Refused ? error : new Refused('INTERNAL', commonRefusals.INTERNAL)

const patienceMs = 6000
const waitsBeforeRetryMs = [400, 1200]

/** Of what is only looked at, and of a page that has nothing to show yet. */
export const noNetwork = '网络不通，连上以后再试试'

const noAnswer = (changes: boolean) =>
  new Refused('NO_ANSWER', changes ? '网络不通，没等到回音。再点一次，不会办重' : noNetwork)

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const inTime = <T>(answer: Promise<T>): Promise<T> =>
  Promise.race([
    answer,
    pause(patienceMs).then((): never => {
      throw new Error('timed out')
    }),
  ])

const isReply = (answer: unknown): answer is Reply =>
  typeof answer === 'object' &&
  answer !== null &&
  'ok' in answer &&
  (answer.ok === true ? 'value' in answer : 'code' in answer && 'say' in answer)

/** The answer to a request, sent again when the network fails, unless it is known to be away; null when none came. */
async function ask(request: Request): Promise<Reply | null> {
  for (const wait of [0, ...waitsBeforeRetryMs]) {
    if (wait > 0 && !isOnline()) return null
    if (wait > 0) await pause(wait)
    const answer = await inTime(send(request)).catch(() => null)
    if (isReply(answer)) return answer
  }
  return null
}

/** The tap whose outcome nobody knows: when the same thing is asked again, it goes out under the same key. */
let unanswered: { what: string; key: string } | undefined

/**
 * Asks the cloud for one thing: its value, or a `Refused`. What changes something carries one key per tap; a tap that
 * repeats one without a certain answer carries that one's key, so that it is done once.
 */
export async function call<C extends Capability>(capability: C, input: Ask<C>): Promise<Output<C>> {
  const { domain, name, changes } = capability
  const request: Request = { domain, action: name, input }
  if (changes) {
    const what = JSON.stringify([domain, name, input])
    const key = unanswered?.what === what ? unanswered.key : newTapKey()
    unanswered = { what, key }
    request.key = key
  }
  const reply = await ask(request)
  const certain = reply !== null && (reply.ok || reply.code !== 'INTERNAL')
  if (certain && unanswered?.key === request.key) unanswered = undefined
  return valueOf(reply, changes === true)
}

function valueOf(reply: Reply | null, changes: boolean): unknown {
  if (!reply) throw noAnswer(changes)
  if (!reply.ok) throw new Refused(reply.code, reply.say)
  return reply.value
}

/** Sends what has waited for the network, under the key it was given then: what the cloud answers, or a `Refused`. */
export const callAgain = async (request: Required<Request>): Promise<unknown> => valueOf(await ask(request), true)

/** Kinds of photos by their usual endings and MIME types, and how we name them. */
const photoEndings: Record<string, string> = {
  jpg: 'jpg',
  jpeg: 'jpg',
  png: 'png',
  webp: 'webp',
}
const maxPhotoBytes = 10 * 1024 * 1024

/**
 * Puts a photo of this phone into a folder that the cloud named, as `photos/<folder>/<random>.<jpg|png|webp>`, and gives
 * its file id. `onProgress` hears percent. A `Refused` says what to do; where it is `passing`, the same photo may be
 * sent again.
 */
export async function upload(
  filePath: string,
  folder: string,
  onProgress: (percent: number) => void = () => undefined,
): Promise<string> {
  const { type, bytes } = await inspectFile(filePath)
  const ending = photoEndings[type]
  if (ending === undefined) throw new Refused('NOT_A_PHOTO', '这种文件传不了，换一张 JPG、PNG 或 WebP 的照片')
  if (bytes > maxPhotoBytes) throw new Refused('PHOTO_TOO_LARGE', '这张照片超过 10 MB，换一张小一点的')
  const path = `photos/${folder}/${newFileName()}.${ending}`
  return sendFile(filePath, path, onProgress).catch((): never => {
    throw new Refused('NO_ANSWER', '照片没传上去，网络好了再点一次')
  })
}
