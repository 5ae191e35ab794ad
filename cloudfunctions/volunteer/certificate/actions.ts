import { addOnce, claim, command, find, untilClaimed } from '../../shared/database'
import { members } from '../../shared/documents'
import { codeFrom } from '../../shared/ids'
import { many, maybe, one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { actorOf, keyFor } from '../../shared/seal'
import { action } from '../../shared/serve'
import { shownName } from '../../member/profile/rules'
import { certificates, hoursBook, volunteers, type Certificate } from '../documents'
import { certificate as contract } from './contract'
import { isCurrent } from './rules'
import { certificateView } from './views'

/** As many as anybody looks back at. */
const mostShown = 20
/** More mistakes than one book has. */
const mostBack = 100

/** Lines of a book that take others back. */
const linesBack = (person: string) => ({ person, kind: 'reversal' })
const backOf = (person: string) => many(hoursBook, { match: linesBack(person), sort: { seq: -1 }, limit: mostBack })

const mine = (caller: string) => many(certificates, { match: { person: caller }, sort: { at: -1 }, limit: mostShown })

export const myCertificates = action(contract.myCertificates, {
  load: ({ caller }) => ({ found: mine(caller), back: backOf(caller) }),
  run: ({ loaded: { found, back } }) => ({ items: found.map((each) => certificateView(each, back)) }),
})

const numberOf = (caller: string, key: string): string =>
  codeFrom(Buffer.from(keyFor(`certificate ${caller} ${key}`), 'hex').subarray(0, 12))

export const makeCertificate = action(contract.makeCertificate, {
  load: ({ caller }) => ({
    me: maybe(members, caller),
    volunteer: maybe(volunteers, caller),
    first: many(hoursBook, { match: { person: caller }, sort: { seq: 1 }, limit: 1 }),
    last: many(hoursBook, { match: { person: caller }, sort: { seq: -1 }, limit: 1 }),
    back: backOf(caller),
    found: mine(caller),
  }),
  run: async ({ caller, key, now, loaded: { me, volunteer, first, last, back, found }, refuse }) => {
    const _id = numberOf(caller, key)
    const told = found.find((each) => each._id === _id)
    if (told) return certificateView(told, back)
    const [from, until] = [first[0], last[0]]
    if (!from || !until || until.total <= 0) throw refuse('NO_HOURS')
    const name = shownName(me ?? {})
    const current = found.find((each) => isCurrent(each, until, name))
    if (current) return certificateView(current, back)
    const made: Certificate = {
      ...{ _id, person: caller, name, place: volunteer?.place ?? until.place },
      ...(volunteer ? { placeName: volunteer.placeName } : {}),
      ...{ seq: until.seq, minutes: until.total, from: from.day, until: until.day, at: now },
    }
    if (await addOnce(certificates, made)) return certificateView(made, back)
    const [stands = made] = await find(certificates, { where: { _id }, sort: [], limit: 1 })
    return certificateView(stands, back)
  },
})

const numbered = ({ input }: { input: { number: string } }) => ({
  certificate: one(certificates, input.number, 'NO_SUCH_CERTIFICATE'),
})

/** A certificate with what was taken back of it. */
async function viewNow(certificate: Certificate) {
  const where = linesBack(certificate.person)
  return certificateView(certificate, await find(hoursBook, { where, sort: [['seq', 'desc']], limit: mostBack }))
}

export const checkCertificate = action(contract.checkCertificate, {
  load: numbered,
  run: ({ loaded: { certificate } }) => viewNow(certificate),
})

export const revokeCertificate = action(contract.revokeCertificate, {
  load: numbered,
  run: async ({ input: { reason }, caller, key, now, loaded: { certificate }, refuse }) => {
    if (certificate.person === caller) throw refuse('OWN_CERTIFICATE')
    if (!certificate.revoked) await checkWords(caller, reason, 'forum')
    const done = await untilClaimed(certificates, certificate, async (certificate) => {
      if (certificate.revoked?.key === key) return certificate
      if (certificate.revoked) throw refuse('ALREADY_REVOKED')
      const revoked = { by: actorOf(caller), at: now, key, reason }
      const told = [
        notice({
          ...{ to: certificate.person, kind: 'volunteer', title: '一张志愿证书收回了' },
          words: `${reason}。时长还在您的账上，可以再开一张`,
          ...{ state: '已收回', opens: '/volunteer/certificate', at: now, cause: key },
        }),
      ]
      const change = { revoked: command.set(revoked), ...owed(told) }
      if (!(await claim(certificates, certificate._id, { revoked: command.exists(false) }, change))) return null
      await settle(certificates, certificate._id, told)
      return { ...certificate, revoked }
    })
    if (!done) throw refuse('NO_SUCH_CERTIFICATE')
    return viewNow(done)
  },
})
