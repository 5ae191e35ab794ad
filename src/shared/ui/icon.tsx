import { View } from '@tarojs/components'
import './icon.scss'

/** The icons in use, of heroicons (MIT), as in icon.scss. */
export const iconNames = [
  'add',
  'bell',
  'calendar',
  'camera',
  'close',
  'done',
  'go',
  'heart',
  'less',
  'lock',
  'offline',
  'person',
  'phone',
  'place',
  'scan',
  'settings',
  'share',
  'tell',
  'tick',
  'time',
  'warn',
  'whistle',
] as const
export type IconName = (typeof iconNames)[number]

/** A glyph beside words, in their colour and size; a screen reader passes over it. */
export const Icon = ({ name }: { name: IconName }) => <View className={`icon icon-${name}`} aria-hidden="true" />
