import { createHash, createHmac } from 'node:crypto'
import { addOnce, claim, command, find } from './database'
import { photos, type Member, type Photo } from './documents'
import { notice, owed, settle } from './notify'
import { askAboutPicture, type Scene } from './open-api'
import { deleteFiles, pathOf, temporaryUrl } from './storage'

/** What a domain does with its photos: what a refusal is called, and what happens when one is fine. */
export interface PhotoUse {
  scene: Scene
  refusedTitle: string
  /** The page where another one can be sent. */
  opens: string
  /** Of photos about something: what that is called, before the title, and what the page is told of it. */
  named?: (about: string) => { words: string; query: string }
  /** Makes the photo visible; may be called again for the same one. */
  accept: (photo: Photo) => Promise<void>
}
export type PhotoUses = Readonly<Record<string, PhotoUse>>

const minuteMs = 60_000
/** "异步检测结果在 30 分钟内会推送": security.mediaCheckAsync in WeChat's manual. */
const answerMs = 30 * minuteMs
const timesAsked = 3

/**
 * The folder that a person uploads to for one use. Each use has its own, so that nobody who sees two photos can tell by
 * their addresses that one person took them.
 * @param uploads the person's secret
 */
export const folderOf = (uploads: string, use: string): string =>
  createHmac('sha256', uploads).update(use).digest('base64url').replace(/[-_]/g, '0').slice(0, 24)

const name = /^[A-Za-z0-9_-]{8,64}\.(jpg|png|webp)$/

/** The path of a file that was uploaded to this folder; null for any other file. */
export function pathIn(folder: string, file: string): string | null {
  const path = pathOf(file)
  const start = `photos/${folder}/`
  return path !== null && path.startsWith(start) && name.test(path.slice(start.length)) ? path : null
}

/**
 * Takes a photo in and has WeChat look at it; until the answer it is `checking` and nobody else's to see. A photo that
 * was taken in before is left as it stands.
 * @returns null when there is no such file
 */
export async function receivePhoto(
  photo: { owner: string; file: string; path: string; use: string; about?: string },
  uses: PhotoUses,
  now: Date,
): Promise<Photo | null> {
  const { owner, file, path, use, about } = photo
  const url = await temporaryUrl(file)
  if (url === null) return null
  const wanted: Photo = {
    _id: path,
    owner,
    file,
    use,
    ...(about === undefined ? {} : { about }),
    state: 'checking',
    asked: 1,
    askedAt: now,
    at: now,
    due: later(now, answerMs),
  }
  if (!(await addOnce(photos, wanted))) {
    const [there] = await find(photos, { where: { _id: path }, sort: [], limit: 1 })
    return there ?? null
  }
  await ask(wanted, url, uses, now)
  return wanted
}

/** How a domain takes in photos for its uses. */
export const photoTaker =
  <U extends PhotoUses>(uses: U) =>
  /**
   * Takes in a photo that its sender uploaded for this use.
   * @param photo.about the id of the thing it is shown with, if it is one
   */
  async (
    photo: { file: string; owner: string; me: Member | undefined; use: keyof U & string; about?: string },
    refuse: (code: 'NOT_YOUR_FILE' | 'FILE_MISSING') => Error,
    now: Date,
  ): Promise<Photo> => {
    const { me, ...sent } = photo
    const path = me?.uploads === undefined ? null : pathIn(folderOf(me.uploads, sent.use), sent.file)
    if (path === null) throw refuse('NOT_YOUR_FILE')
    const received = await receivePhoto({ ...sent, path }, uses, now)
    if (!received) throw refuse('FILE_MISSING')
    return received
  }

/** How a domain takes in several photos about one thing. */
export const photosTaker = <U extends PhotoUses>(uses: U) => {
  const take = photoTaker(uses)
  /** Returns their paths. @throws Refusal also where one was sent for something else before */
  return async (
    files: readonly string[],
    photo: { owner: string; me: Member | undefined; use: keyof U & string; about: string },
    refuse: (code: 'NOT_YOUR_FILE' | 'FILE_MISSING' | 'PHOTO_USED') => Error,
    now: Date,
  ): Promise<string[]> => {
    const paths: string[] = []
    for (const file of files) {
      const { _id, about } = await take({ file, ...photo }, refuse, now)
      if (about !== photo.about) throw refuse('PHOTO_USED')
      paths.push(_id)
    }
    return paths
  }
}

/** How these photos stand, by their paths; no request where there are none. */
export async function photosOf(paths: readonly string[]): Promise<Map<string, Photo>> {
  if (paths.length === 0) return new Map()
  const found = await find(photos, { where: { _id: command.in(paths) }, sort: [], limit: Math.min(paths.length, 1000) })
  return new Map(found.map((photo) => [photo._id, photo]))
}

const later = (now: Date, ms: number): Date => new Date(+now + ms)

/** Asks WeChat and keeps the trace; when it did not take the question, the timer soon asks again. */
async function ask({ _id, owner, use }: Photo, url: string, uses: PhotoUses, now: Date): Promise<void> {
  const trace = await askAboutPicture(owner, url, uses[use]?.scene ?? 'social')
  await claim(photos, _id, { state: 'checking' }, trace === null ? { due: later(now, minuteMs) } : { trace })
}

interface Answer {
  trace: string
  /** Undefined when WeChat could not look at the photo. */
  fine: boolean | undefined
}

/** Reads WeChat's message `wxa_media_check`, of which nothing but the trace id proves anything. */
function readAnswer(event: Readonly<Record<string, unknown>>): Answer | null {
  const { trace_id: trace, errcode, result } = event
  if (typeof trace !== 'string' || trace.length < 8 || trace.length > 128) return null
  const suggest = typeof result === 'object' && result !== null && 'suggest' in result ? result.suggest : undefined
  return { trace, fine: errcode === 0 && typeof suggest === 'string' ? suggest === 'pass' : undefined }
}

/** Takes WeChat's answer about a photo. One that no photo waits for, or that comes again, does nothing. */
export async function takeAnswer(event: Readonly<Record<string, unknown>>, uses: PhotoUses, now: Date): Promise<void> {
  const answer = readAnswer(event)
  if (!answer) return
  const [photo] = await find(photos, { where: { trace: answer.trace }, sort: [], limit: 1 })
  if (!photo) return
  if (answer.fine === undefined) {
    await claim(photos, photo._id, { state: 'checking', trace: answer.trace }, { due: later(now, minuteMs) })
    return
  }
  await decide(photo, answer.fine ? null : '照片不适合公开，换一张再试', uses, now)
}

/** Settles a photo by ONE write, unless it is settled or asked about anew, and then does what follows from it. */
async function decide(photo: Photo, whyRefused: string | null, uses: PhotoUses, now: Date): Promise<void> {
  const { _id, owner, use, about, trace } = photo
  const named = about === undefined ? undefined : uses[use]?.named?.(about)
  const told =
    whyRefused === null
      ? []
      : [
          notice({
            to: owner,
            kind: 'photo',
            title: [named?.words, uses[use]?.refusedTitle ?? '照片没有通过'].filter(Boolean).join(' '),
            words: whyRefused,
            ...(uses[use] ? { opens: `${uses[use].opens}${named?.query ?? ''}` } : {}),
            at: now,
            cause: causeOf(_id),
          }),
        ]
  const state = whyRefused === null ? 'fine' : 'refused'
  const still = { state: 'checking', trace: trace ?? command.exists(false) }
  const change = { state, due: now, trace: command.remove(), ...owed(told) }
  if (await claim(photos, _id, still, change)) await finish({ ...photo, state, owed: told }, uses)
}

const causeOf = (path: string): string => createHash('sha256').update(path).digest('hex')

/** What follows from a photo's state; runs again after a crash, or when its notice could not be delivered. */
async function finish(photo: Photo, uses: PhotoUses): Promise<void> {
  if (photo.state === 'fine') await uses[photo.use]?.accept(photo)
  else await deleteFiles([photo.file])
  await settle(photos, photo._id, photo.owed ?? [])
  await claim(photos, photo._id, { 'owed.0': command.exists(false) }, { due: command.remove() })
}

const photosPerRun = 50

/** Asks again about photos without an answer, gives up after three times, and ends what a crash left half done. */
export async function tendPhotos(uses: PhotoUses, now: Date): Promise<{ photos: number }> {
  const due = await find(photos, { where: { due: command.lte(now) }, sort: [['due', 'asc']], limit: photosPerRun })
  for (const photo of due) {
    if (photo.state !== 'checking') await finish(photo, uses)
    else if (photo.asked >= timesAsked) await decide(photo, '没能核对这张照片，请重新传一张', uses, now)
    else await askAgain(photo, uses, now)
  }
  return { photos: due.length }
}

/** Counts the question before it is asked, so that a crash cannot ask for ever. */
async function askAgain(photo: Photo, uses: PhotoUses, now: Date): Promise<void> {
  const { _id, asked, file } = photo
  const change = { asked: command.inc(1), askedAt: now, due: later(now, answerMs), trace: command.remove() }
  if (!(await claim(photos, _id, { state: 'checking', asked }, change))) return
  const url = await temporaryUrl(file)
  if (url !== null) await ask(photo, url, uses, now)
}
