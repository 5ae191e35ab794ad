import { Image, View } from '@tarojs/components'
import { useMemo } from 'react'
import { pictureOf, role } from '../aria'
import { qrPath, svgImage } from '../qr-path'
import './qr.scss'

/** A code as a picture of one path. */
function picture(text: string): string {
  const { path, size } = qrPath(text)
  const box = `viewBox="0 0 ${String(size)} ${String(size)}" shape-rendering="crispEdges"`
  const ground = `<path fill="#fff" d="M0 0h${String(size)}v${String(size)}H0z"/>`
  return svgImage(`<svg xmlns="http://www.w3.org/2000/svg" ${box}>${ground}<path d="${path}"/></svg>`)
}

interface Props {
  text: string
  /** What it is for, as `签到码`. */
  label: string
  /** Whether a long press may keep it as a picture. */
  keep?: boolean
}

/** A QR code, dark on light in the dark too, or scanners would not find it. */
export function Qr({ text, label, keep = false }: Props) {
  const src = useMemo(() => picture(text), [text])
  return (
    <View className="qr" {...role('img')} aria-label={label}>
      <Image className="qr-image" src={src} showMenuByLongpress={keep} {...pictureOf('')} />
    </View>
  )
}
