import { encode } from 'uqr'

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

/** The dark parts of a QR code as one SVG path, a unit for each module. */
export function qrPath(text: string): { path: string; size: number } {
  const { data, size } = encode(text, { ecc: 'M', border: quiet })
  return { path: data.map(strokes).join(''), size }
}

/** An SVG as the source of an image. */
export const svgImage = (svg: string): string => `data:image/svg+xml,${encodeURIComponent(svg)}`
