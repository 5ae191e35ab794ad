import type { Device } from '../device'
import { trouble } from '../trouble'
import { cloud, payment } from './cloud'
import { dialogs } from './dialogs'
import { files, userData } from './files'
import { media } from './media'
import { navigation } from './navigation'
import { person } from './person'
import { query } from './query'
import { storage } from './storage'
import { system } from './system'

/** Names that programs look for without needing them. */
const looked = /^(webpackJsonp|__.*|toJSON|then|constructor|hasOwnProperty|propertyIsEnumerable|toString|valueOf)$/

/**
 * The object `wx`. Its keys are what this phone can do, and enumerable, because Taro wraps what it finds by them; a
 * name that is missing is trouble.
 */
export function wxOf(device: Device): object {
  const wx: Record<string, unknown> = {
    ...storage(device),
    ...system(device),
    ...navigation(device),
    ...dialogs(device),
    ...media(device),
    ...files(device),
    ...person(device),
    ...query(device),
    ...payment(device),
    cloud: cloud(device),
    env: { USER_DATA_PATH: userData },
  }
  return new Proxy(wx, {
    get(target, name) {
      if (typeof name === 'string' && !(name in target) && !looked.test(name))
        trouble('wx', `wx.${name} is not on this phone`)
      return target[name as string]
    },
  })
}
