import type { Certificate, HoursEntry } from '../documents'
import { starsOf } from '../hours/rules'
import type { CertificateView } from './contract'

/** Minutes of a certificate that were taken back after it was issued. What was earned later and taken back is none of it. */
export const correctedOf = (
  { seq }: Pick<Certificate, 'seq'>,
  back: readonly Pick<HoursEntry, 'seq' | 'minutes' | 'reversesSeq'>[],
): number =>
  back.filter((line) => line.seq > seq && (line.reversesSeq ?? 0) <= seq).reduce((sum, { minutes }) => sum - minutes, 0)

/** Whether a certificate still states what the book says and how its owner is called. */
export const isCurrent = (
  { seq, name, revoked }: Pick<Certificate, 'seq' | 'name' | 'revoked'>,
  book: { seq: number },
  called: string,
): boolean => revoked === undefined && seq === book.seq && name === called

/** A certificate as anybody reads it. @param back lines of its owner that take others back */
export function certificateView(
  certificate: Certificate,
  back: readonly Pick<HoursEntry, 'seq' | 'minutes' | 'reversesSeq'>[],
): CertificateView {
  const { _id: number, name, placeName, minutes, from, until, at, revoked } = certificate
  const corrected = correctedOf(certificate, back)
  return {
    ...{ number, name, minutes, stars: starsOf(minutes - corrected), from, until, at: at.toISOString() },
    ...(placeName === undefined ? {} : { placeName }),
    ...(corrected > 0 ? { corrected } : {}),
    ...(revoked ? { revoked: { at: revoked.at.toISOString(), reason: revoked.reason } } : {}),
  }
}
