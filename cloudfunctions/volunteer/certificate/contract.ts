import * as v from 'valibot'
import { contract, fields, Instant } from '../../shared/contract'
import { line } from '../../shared/text'

/** The number of a certificate is its code: nobody guesses it, and it can be read aloud. */
export const CertificateNumber = v.pipe(v.string(), v.regex(/^[2-9A-HJ-NP-Z]{12}$/), v.title('证书编号'))

/** 志愿服务证书 What anybody reads who has its number. */
export const CertificateView = v.object({
  number: v.string(),
  /** As its owner shows their name. */
  name: v.string(),
  /** The community they registered at. */
  placeName: v.optional(v.string()),
  minutes: v.number(),
  stars: v.number(),
  /** The days of the first and of the last service that it counts. */
  from: v.string(),
  until: v.string(),
  at: Instant,
  /** Minutes of it that were taken back since. */
  corrected: v.optional(v.number()),
  revoked: v.optional(v.object({ at: Instant, reason: v.string() })),
})
export type CertificateView = v.InferOutput<typeof CertificateView>

const noSuchCertificate = '没有这张证书，核对一下编号；0、1、I、O 不会出现'

export const certificate = contract('volunteer', {
  /** Those of the caller, the latest first. */
  myCertificates: {
    by: 'volunteer',
    input: fields({}),
    output: v.object({ items: v.array(CertificateView) }),
    refusals: {},
  },
  /** States what the caller's book comes to now. Where nothing was added since the last one, that is told. */
  makeCertificate: {
    by: 'volunteer',
    changes: true,
    limit: { times: 10, minutes: 24 * 60 },
    input: fields({}),
    output: CertificateView,
    refusals: { NO_HOURS: '还没有志愿时长，去一次活动就能开证书了' },
  },
  /** Whether a certificate is genuine, and what it states. */
  checkCertificate: {
    by: 'anyone',
    input: fields({ number: CertificateNumber }),
    output: CertificateView,
    refusals: { NO_SUCH_CERTIFICATE: noSuchCertificate },
  },
  /** Takes a certificate back for everybody to see; the hours stay in the book. */
  revokeCertificate: {
    by: 'staff',
    at: 'certificate',
    changes: true,
    input: fields({ number: CertificateNumber, reason: line('原因', { min: 2, max: 60 }) }),
    output: CertificateView,
    refusals: {
      NO_SUCH_CERTIFICATE: noSuchCertificate,
      OWN_CERTIFICATE: '自己的证书请另一位同事来定',
      ALREADY_REVOKED: '这张证书已经收回了，刷新再看',
    },
  },
})
