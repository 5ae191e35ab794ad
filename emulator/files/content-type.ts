import path from 'node:path'
import { CloudError } from '../protocol/errors'

const TYPES: Readonly<Record<string, string>> = {
  '.bmp': 'image/bmp',
  '.csv': 'text/csv',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.json': 'application/json',
  '.m4a': 'audio/mp4',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.wav': 'audio/wav',
  '.webp': 'image/webp',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.zip': 'application/zip',
}

const UNKNOWN = 'application/octet-stream'

/** A file's type: by the ending of its name; a name without a known one has the type its upload declares. */
export function contentTypeOf(cloudPath: string, declared?: string): string {
  const own = declared?.split(';')[0]?.trim().toLowerCase()
  return TYPES[path.extname(cloudPath).toLowerCase()] ?? (own === undefined || own === '' ? UNKNOWN : own)
}

/** Refuses a type that is not in the list, such as `image/*` or `application/pdf`; null allows all. */
export function checkContentType(type: string, allowed: readonly string[] | null): void {
  const fits = allowed?.some((wanted) =>
    wanted.endsWith('/*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted,
  )
  if (fits === false) throw new CloudError('STORAGE_REQUEST_FAIL', `[InvalidContentType]: ${type} is not allowed here`)
}
