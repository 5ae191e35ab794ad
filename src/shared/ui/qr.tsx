import { Image, View } from '@tarojs/components'
import { useMemo } from 'react'
import { encode } from 'uqr'
import { pictureOf, role } from '../aria'
import './qr.scss'

/** Light modules around a code, so that scanners find its edge. */
const quiet = 4

/** The dark parts of a row as strokes from left to right, one module high. */
function strokes(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0, length = 0; x < row.length; x += length || 1) {
    for (length = 0; row[x + length];) length += 1
    if (length > 0) path += `M${String(x)} ${String(y)}h${String(length)}v1h-${String(length)}z`
  }
  return path
}

/** A code as a picture of one path. */
function picture(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: quiet })
  const box = `viewBox="0 0 ${String(size)} ${String(size)}" shape-rendering="crispEdges"`
  const ground = `<path fill="#fff" d="M0 0h${String(size)}v${String(size)}H0z"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${box}>${ground}<path d="${data.map(strokes).join('')}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
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
