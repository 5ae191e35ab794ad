import QRCode from 'qrcode'
import { OpenApiError } from './errors'

// "最大32个可见字符，只支持数字，大小写英文以及部分特殊字符": wxacode.getUnlimited in WeChat's manual.
const SCENE = /^[A-Za-z0-9!#$&'()*+,/:;=?@._~-]{1,32}$/
const DEFAULT_WIDTH = 430

/**
 * `wxacode.getUnlimited`: a PNG of a QR code. Its text is the path that wx.scanCode gives for a mini-program's code:
 * `page?scene=…`, the scene URL-encoded.
 */
export async function drawMiniCode(request: Record<string, unknown>): Promise<Buffer> {
  const { scene, page = '', width = DEFAULT_WIDTH } = request
  if (typeof scene !== 'string' || !SCENE.test(scene)) {
    throw new OpenApiError(40169, 'invalid length for scene, or the data is not json string')
  }
  if (typeof page !== 'string' || page.startsWith('/') || page.includes('?'))
    throw new OpenApiError(41030, 'invalid page')
  if (typeof width !== 'number' || width < 280 || width > 1280) throw new OpenApiError(40097, 'invalid args: width')
  return QRCode.toBuffer(`${page}?scene=${encodeURIComponent(scene)}`, {
    type: 'png',
    width,
    errorCorrectionLevel: 'M',
  })
}
