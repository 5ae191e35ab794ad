import { View } from '@tarojs/components'
import { CloudImage } from './cloud-image'
import './avatar.scss'

interface Props {
  /** The name shown, whose first character stands where there is no picture. */
  name: string
  /** A cloud's file id. */
  src?: string | undefined
  size?: 'small' | 'large'
}

const tones = ['lantern', 'leaf', 'amber', 'indigo'] as const
const toneOf = (name: string) =>
  tones[Array.from(name).reduce((sum, char) => sum + char.charCodeAt(0), 0) % 4] ?? 'leaf'

/** Somebody's picture, or the first character of their name; the name itself stands beside it. */
export const Avatar = ({ name, src, size = 'small' }: Props) => (
  <View className={`avatar avatar-${size} avatar-${toneOf(name)}`} aria-hidden="true">
    {src === undefined ? (Array.from(name)[0] ?? '') : <CloudImage name="avatar-image" src={src} label="" />}
  </View>
)
