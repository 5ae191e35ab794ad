import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { addOnce, claim, command, find, untilClaimed } from '../../shared/database'
import { members, photos, type Photo } from '../../shared/documents'
import { many, maybe, one } from '../../shared/load'
import { idFrom, notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { folderOf } from '../../shared/photos'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { signedIn } from '../../shared/signed-in'
import { markets, nights, stallReports, vendors, type StallReport } from '../documents'
import { stands } from '../night/rules'
import { takePhoto } from '../photos'
import { report as contract, ReportId, type Report } from './contract'
import { reportTable, whyNotComplain } from './rules'

/** @param fine paths of photos that WeChat let pass */
const view = (each: StallReport, fine: ReadonlySet<string>): Report => ({
  report: each._id,
  night: each.night,
  date: each.date,
  stall: each.stall,
  kind: each.kind,
  words: each.words,
  files: (each.photos ?? []).filter(({ path }) => fine.has(path)).map(({ file }) => file),
  state: each.state,
  ...(each.answer ? { answer: each.answer.words } : {}),
  at: each.at.toISOString(),
})

const passed = (found: readonly Photo[]): Set<string> =>
  new Set(found.filter(({ state }) => state === 'fine').map(({ _id }) => _id))

/** Which photos of these complaints passed; one request, none where there are no photos. */
async function passedOf(reports: readonly StallReport[]): Promise<Set<string>> {
  const paths = reports.flatMap(({ photos = [] }) => photos.map(({ path }) => path))
  if (paths.length === 0) return new Set()
  return passed(await find(photos, { where: { _id: command.in(paths) }, sort: [], limit: paths.length }))
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 20)

export const complain = action(contract.complain, {
  load: ({ input, caller }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: { released: 0 } }),
    me: maybe(members, caller),
    before: many(stallReports, { match: { openid: caller }, sort: { _id: -1 }, limit: 20 }),
  }),
  run: async ({ input, caller, key, now, loaded: { night, me, before }, refuse }) => {
    const tap = hash(JSON.stringify([caller, key]))
    const told = before.find((each) => each.tap === tap)
    if (told) return view(told, new Set())
    const { stall, kind, words, files } = input
    const booked = night.bookings.find((each) => each.stall === stall && stands(each, now))
    const why = whyNotComplain(night, booked?.vendor, caller, now)
    if (why || !booked) throw refuse(why ?? 'NOBODY_THERE')
    await checkWords(caller, words, 'comment')
    const taken: { path: string; file: string }[] = []
    for (const file of files) {
      const { _id: path } = await takePhoto({ file, owner: caller, me, use: 'report' }, refuse, now)
      taken.push({ path, file })
    }
    const { _id: id, market, place, date } = night
    const made: StallReport = {
      _id: `${idFrom(now)}-${tap}`,
      ...{ tap, openid: caller, market, place, night: id, date, stall, shop: booked.shop, kind, words },
      ...(taken.length > 0 ? { photos: taken } : {}),
      state: 'open',
      at: now,
    }
    await addOnce(stallReports, made)
    return view(made, new Set())
  },
})

const mineShown = 20

export const myReports = action(contract.myReports, {
  load: ({ caller }) => ({
    me: maybe(members, caller),
    mine: many(stallReports, { match: { openid: caller }, sort: { _id: -1 }, limit: mineShown }),
  }),
  run: async ({ caller, now, loaded: { me, mine } }) => {
    const { uploads } = await signedIn(caller, me, now)
    const fine = await passedOf(mine)
    return { items: mine.map((each) => view(each, fine)), folder: folderOf(uploads, 'report') }
  },
})

const reportsPerPage = 20

const Position = v.strictObject({ after: ReportId })

export const listReports = action(contract.listReports, {
  load: ({ input: { market, state, cursor } }) => ({
    market: one(markets, market, 'NO_SUCH_MARKET', { fields: { place: 1 } }),
    found: many(stallReports, {
      match: {
        market,
        state,
        ...(cursor === undefined ? {} : { _id: { $gt: readCursor(Position, cursor).after } }),
      },
      sort: { _id: 1 },
      limit: reportsPerPage + 1,
    }),
  }),
  run: async ({ loaded: { found } }) => {
    const page = found.slice(0, reportsPerPage)
    const fine = await passedOf(page)
    const last = page.at(-1)
    const more = found.length > reportsPerPage && last
    return {
      items: page.map((each) => view(each, fine)),
      ...(more ? { cursor: writeCursor({ after: last._id }) } : {}),
    }
  },
})

export const answerReport = action(contract.answerReport, {
  load: ({ input, caller }) => ({
    report: one(stallReports, input.report, 'NO_SUCH_REPORT'),
    mine: maybe(vendors, caller, { fields: { shop: 1 } }),
  }),
  run: async ({ input, caller, key, now, loaded: { report, mine }, refuse }) => {
    const answer = { words: input.answer, by: actorOf(caller), at: now, key }
    const told = [answerNotice(report, answer)]
    if (report.answer?.key !== key) await checkWords(caller, input.answer, 'comment')
    const answered = await untilClaimed(stallReports, report, async (report) => {
      if (report.answer?.key === key) return report
      const after = reportTable[report.state].answer
      if (!after) throw refuse('ALREADY_DECIDED')
      if (report.openid === caller || report.shop === mine?.shop) throw refuse('NOT_YOURSELF')
      const change = { state: after, answer: command.set(answer), ...owed(told) }
      if (!(await claim(stallReports, report._id, { state: report.state }, change))) return null
      await settle(stallReports, report._id, told)
      return { ...report, state: after, answer }
    })
    if (!answered) throw refuse('ALREADY_DECIDED')
    return view(answered, await passedOf([answered]))
  },
})

const answerNotice = ({ openid, stall }: StallReport, { words, at, key }: { words: string; at: Date; key: string }) =>
  notice({
    to: openid,
    kind: 'market',
    title: `您反映的 ${stall} 有答复了`,
    words,
    opens: '/market/my-reports',
    at,
    cause: key,
    state: '已答复',
  })
