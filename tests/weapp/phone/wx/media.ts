import type { Device } from '../device'
import { Failure } from '../failure'
import { consented } from '../privacy'
import { answered, api, silent } from './api'

/** A picture that a test lets a person choose. */
export interface Photo {
  bytes: Uint8Array
  /** Without the dot; jpg when absent. */
  extension?: string
}

const kept = async (device: Device, name: string, count: number) => {
  await consented(device, name)
  const { photos } = answered(device, name) as { photos: Photo[] }
  if (photos.length > count) throw new Error(`the test gives ${photos.length} photos, and the app takes ${count}`)
  return photos.map(({ bytes, extension = 'jpg' }) => ({ path: device.keep(bytes, extension), size: bytes.length }))
}

const must = (device: Device, path: string): Uint8Array => {
  const bytes = device.files.get(path)
  if (!bytes) throw new Failure(`no such file or directory, open '${path}'`)
  return bytes
}

/** Pictures and documents: chosen by the test, `phone.give('chooseMedia', { photos: [{ bytes }] })`. */
export function media(device: Device) {
  return {
    chooseMedia: api<{ count?: number }>(device, 'chooseMedia', async ({ count = 9 }) => ({
      type: 'image',
      tempFiles: (await kept(device, 'chooseMedia', count)).map(({ path, size }) => ({
        tempFilePath: path,
        size,
        fileType: 'image',
      })),
    })),
    chooseImage: api<{ count?: number }>(device, 'chooseImage', async ({ count = 9 }) => {
      const tempFiles = await kept(device, 'chooseImage', count)
      return { tempFiles, tempFilePaths: tempFiles.map(({ path }) => path) }
    }),
    compressImage: api<{ src: string }>(device, 'compressImage', ({ src }) => {
      must(device, src)
      return { tempFilePath: src }
    }),
    getImageInfo: api<{ src: string }>(device, 'getImageInfo', ({ src }) => {
      must(device, src)
      return { path: src, width: 1080, height: 1440, type: 'jpeg', orientation: 'up' }
    }),
    saveImageToPhotosAlbum: api<{ filePath: string }>(device, 'saveImageToPhotosAlbum', ({ filePath }) => {
      must(device, filePath)
    }),
    openDocument: api<{ filePath: string }>(device, 'openDocument', ({ filePath }) => void must(device, filePath)),
    shareFileMessage: api<{ filePath: string }>(device, 'shareFileMessage', ({ filePath }) => {
      device.needsTap()
      must(device, filePath)
    }),
    ...silent(device, 'previewImage previewMedia'),
  }
}
