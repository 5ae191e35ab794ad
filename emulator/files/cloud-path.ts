import { ENVIRONMENT_ID } from '../functions/environment'
import { refusals } from '../protocol/errors'

/** The bucket in every file id. */
const BUCKET = 'local-bucket'
const PREFIX = `cloud://${ENVIRONMENT_ID}.${BUCKET}/`
// The service's rule for names (its manual, "storage management").
const MAX_PATH_BYTES = 850

function hasControlCharacter(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f')
}

/** Gives a path a file may be stored under, or refuses it: the service's rules for names, and no way out of a folder. */
export function checkCloudPath(path: unknown): string {
  if (typeof path !== 'string' || path === '') throw refusals.badParameter('cloudPath must not be empty')
  if (path.startsWith('/') || path.includes('//')) {
    throw refusals.badParameter('cloudPath must not begin with / or contain //')
  }
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    throw refusals.badParameter(`cloudPath must not be longer than ${MAX_PATH_BYTES} bytes`)
  }
  if (hasControlCharacter(path)) throw refusals.badParameter('cloudPath must not contain control characters')
  if (path.split(/[/\\]/).some((part) => part === '.' || part === '..')) {
    throw refusals.badParameter('cloudPath must not contain . or .. as a folder')
  }
  return path
}

/** `cloud://ENV.BUCKET/path`. */
export function fileIdOf(path: string): string {
  return PREFIX + path
}

/** The path in a file id of this environment; null for any other text. */
export function pathOf(fileId: unknown): string | null {
  return typeof fileId === 'string' && fileId.startsWith(PREFIX) ? fileId.slice(PREFIX.length) : null
}
