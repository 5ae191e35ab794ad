import { randomBytes } from 'node:crypto'
import { seal, unseal } from '../../cloudfunctions/shared/seal'

const phone = '13800138000'
const newKey = () => randomBytes(32).toString('base64')

beforeEach(() => {
  process.env['SEAL_KEY'] = newKey()
  delete process.env['SEAL_KEY_OLD']
})

test('a sealed text opens for its owner and for nobody else', () => {
  const sealed = seal(phone, 'o-lin')
  expect(unseal(sealed, 'o-lin')).toBe(phone)
  expect(unseal(sealed, 'o-mei')).toBeNull()
  expect(JSON.stringify(sealed)).not.toContain(phone)
  expect(Buffer.from(sealed.text, 'base64url').toString('latin1')).not.toContain(phone)
})

test('the same text is sealed differently each time', () => {
  expect(seal(phone, 'o-lin').text).not.toBe(seal(phone, 'o-lin').text)
})

test('one changed bit anywhere, a cut end, or nothing at all does not open', () => {
  const { key, text } = seal(phone, 'o-lin')
  const bytes = Buffer.from(text, 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(unseal({ key, text: changed.toString('base64url') }, 'o-lin')).toBeNull()
  }
  for (const cut of ['', 'x', text.slice(0, 20), text.slice(0, -2)])
    expect(unseal({ key, text: cut }, 'o-lin')).toBeNull()
})

test('after a new key the old texts still open, as long as the old key is named', () => {
  const sealed = seal(phone, 'o-lin')
  const old = process.env['SEAL_KEY']
  process.env['SEAL_KEY'] = newKey()
  expect(unseal(sealed, 'o-lin')).toBeNull()
  process.env['SEAL_KEY_OLD'] = `${newKey()},${old ?? ''}`
  expect(unseal(sealed, 'o-lin')).toBe(phone)
  expect(seal(phone, 'o-lin').key).not.toBe(sealed.key)
})

test.each([undefined, '', 'short', randomBytes(16).toString('base64')])(
  'without a good key (%s) nothing is sealed',
  (key) => {
    if (key === undefined) delete process.env['SEAL_KEY']
    else process.env['SEAL_KEY'] = key
    expect(() => seal(phone, 'o-lin')).toThrow('SEAL_KEY')
    expect(unseal({ key: '01234567', text: 'A'.repeat(60) }, 'o-lin')).toBeNull()
  },
)
