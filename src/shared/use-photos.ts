import { useState } from 'react'
import { choosePhotos } from './choose-photos'
import { asRefused, upload } from './cloud'

/** A photo in a form, on its way or there. */
export interface Photo {
  /** Where it lies on the phone, which is also its name here; for one that was there before, its file id. */
  src: string
  /** `checking`: it is in the cloud, and waits for WeChat's answer. `refused`: it cannot be used. */
  state: 'sending' | 'failed' | 'checking' | 'refused' | 'ready'
  percent: number
  /** Its file id, once it is in the cloud. */
  file?: string
  /** Why it failed or is refused. */
  say?: string
}

/**
 * Photos of a form, sent into `folder` as they are chosen. `files` are the ids of those that have arrived; `busy` while
 * one is on its way.
 */
export function usePhotos(folder: string, already: Photo[] = []) {
  const [photos, setPhotos] = useState(already)
  const [refusal, setRefusal] = useState<string>()
  const tell = (src: string, news: Partial<Photo>) =>
    setPhotos((now) => now.map((photo) => (photo.src === src ? { ...photo, ...news } : photo)))

  const send = async (src: string) => {
    tell(src, { state: 'sending', percent: 0 })
    try {
      const file = await upload(src, folder, (percent) => tell(src, { percent }))
      tell(src, { state: 'ready', file })
    } catch (error) {
      const { passing, say } = asRefused(error)
      tell(src, { state: passing ? 'failed' : 'refused', say })
    }
  }
  const add = async (room: number) => {
    setRefusal(undefined)
    const chosen = await choosePhotos(room).catch((error: unknown) => setRefusal(asRefused(error).say))
    if (!chosen) return
    setPhotos((now) => [...now, ...chosen.map((src): Photo => ({ src, state: 'sending', percent: 0 }))])
    // One after the other: a weak network carries one photo better than three halves.
    for (const src of chosen) await send(src)
  }
  const remove = (src: string) => setPhotos((now) => now.filter((photo) => photo.src !== src))
  return {
    photos,
    refusal,
    add: (room: number) => void add(room),
    retry: (src: string) => void send(src),
    remove,
    files: photos.map(({ file }) => file).filter((file): file is string => file !== undefined),
    busy: photos.some(({ state }) => state === 'sending'),
  }
}
