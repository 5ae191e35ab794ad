import fc from 'fast-check'
import type * as jsSha256 from 'js-sha256'
import { createHash, createHmac } from 'node:crypto'
import { createRequire } from 'node:module'
import path from 'node:path'
import { hmacHex, sha256Hex } from '../../cloudfunctions/shared/digest'

/** What a phone gets of the same library, which Node would answer with its own. */
const phone = createRequire(__filename)(
  path.join(path.dirname(createRequire(__filename).resolve('js-sha256/package.json')), 'build/sha256.cjs'),
) as typeof jsSha256

test('digests are SHA-256 and HMAC-SHA-256 over UTF-8, here and on a phone', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', maxLength: 100 }), (key, text) => {
      const hash = createHash('sha256').update(text).digest('hex')
      const mac = createHmac('sha256', key).update(text).digest('hex')
      expect([sha256Hex(text), hmacHex(key, text)]).toEqual([hash, mac])
      expect([phone.sha256(text), phone.sha256.hmac(key, text)]).toEqual([hash, mac])
    }),
    { numRuns: 200, seed: 1 },
  )
})
