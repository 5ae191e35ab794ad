import type { Certificate } from '../documents'
import { starsOf } from '../hours/rules'
import type { CertificateView } from './contract'
import { correctedOf, type LineBack } from './rules'

/** A certificate as anybody reads it. @param back lines of its owner that take others back */
export function certificateView(certificate: Certificate, back: readonly LineBack[]): CertificateView {
  const { _id: number, name, placeName, minutes, from, until, at, revoked } = certificate
  const corrected = correctedOf(certificate, back)
  return {
    ...{ number, name, minutes, stars: starsOf(minutes - corrected), from, until, at: at.toISOString() },
    ...(placeName === undefined ? {} : { placeName }),
    ...(corrected > 0 ? { corrected } : {}),
    ...(revoked ? { revoked: { at: revoked.at.toISOString(), reason: revoked.reason } } : {}),
  }
}
