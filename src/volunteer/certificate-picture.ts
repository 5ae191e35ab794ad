import type { CertificateView } from '../../cloudfunctions/volunteer/certificate/contract'
import { dateInFull, dateOf } from '../../cloudfunctions/shared/shanghai'
import { qrPath, svgImage } from '../shared/qr-path'
import { minutesWords } from '../shared/shift-words'

/** The number as people read it aloud: in fours. */
export const spelled = (number: string): string => number.replace(/(.{4})(?=.)/g, '$1 ')

const width = 600
const height = 780

/** Names of people may hold what means something in a picture's source. */
const plain = (words: string): string => words.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`)

/** A line in the middle, smaller where it is too long. @param y from above */
function line(words: string, y: number, size: number, more = ''): string {
  const fits = Math.min(size, Math.floor((width - 120) / Math.max(1, Array.from(words).length)))
  return `<text x="${String(width / 2)}" y="${String(y)}" font-size="${String(fits)}" text-anchor="middle" ${more}>${plain(words)}</text>`
}

const frame = (inset: number, thick: number): string =>
  `<rect x="${String(inset)}" y="${String(inset)}" width="${String(width - 2 * inset)}" height="${String(height - 2 * inset)}" rx="12" fill="none" stroke="#b8301f" stroke-width="${String(thick)}"/>`

/** 志愿服务证书 as a picture to keep and to send: light in the dark too, like a paper. */
export function certificatePicture(certificate: CertificateView): string {
  const { number, name, placeName, minutes, corrected = 0, stars, from, until, at } = certificate
  const { path, size } = qrPath(number)
  const scale = 190 / size
  const left = (width - 190) / 2
  const code = stars > 0 ? 478 : 448
  return svgImage(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" font-family="'PingFang SC','Noto Sans CJK SC',sans-serif" fill="#1f2430">`,
      `<rect width="${String(width)}" height="${String(height)}" fill="#fffdf8"/>`,
      frame(18, 4),
      frame(28, 1),
      line('志愿服务证书', 112, 46, 'font-weight="700" fill="#b8301f"'),
      line(name, 190, 40, 'font-weight="700"'),
      line(placeName ?? '', 234, 24, 'fill="#5b6070"'),
      line(`${dateInFull(from)} 到 ${dateInFull(until)}`, 296, 26),
      line('志愿服务', 344, 26),
      line(minutesWords(minutes - corrected), 404, 52, 'font-weight="700" fill="#1d7a4f"'),
      line('★'.repeat(stars), 450, 34, 'fill="#946200"'),
      `<g transform="translate(${String(left)} ${String(code)}) scale(${scale.toFixed(3)})"><path d="${path}" fill="#000"/></g>`,
      line(spelled(number), 694, 28, 'font-weight="700"'),
      line(`${dateInFull(dateOf(new Date(at)))} 开具 · 在烟火邻里「查证书」里核对`, 732, 19, 'fill="#5b6070"'),
      '</svg>',
    ].join(''),
  )
}
