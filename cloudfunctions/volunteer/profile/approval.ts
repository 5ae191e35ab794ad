import * as v from 'valibot'
import { readCursor, writeCursor } from '../../shared/cursor'
import { command, find, untilClaimed } from '../../shared/database'
import { photos, regions, type Photo } from '../../shared/documents'
import { many, one, oneLike } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkOnce } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateInFull, dateOf } from '../../shared/shanghai'
import { volunteers, type Volunteer } from '../documents'
import { paperWords } from '../shift/contract'
import { profile as contract } from './contract'
import type { Paper, VolunteerStep } from './documents'
import { whyNotApprove, withPaper } from './rules'
import { wasDone, writeStep } from './saving'
import { deskView } from './views'

const perPage = 20

const Position = v.strictObject({
  since: v.pipe(v.string(), v.isoTimestamp()),
  after: v.pipe(v.string(), v.maxLength(10)),
})

/** The part of a list that comes after a position: by since when they wait, equal ones by their id. */
function after(cursor: string | undefined) {
  if (cursor === undefined) return {}
  const { since: text, after } = readCursor(Position, cursor)
  const since = new Date(text)
  return { $or: [{ waitsSince: { $gt: since } }, { waitsSince: since, id: { $gt: after } }] }
}

export const listPapers = action(contract.listPapers, {
  load: ({ input: { place, cursor } }) => ({
    region: one(regions, place, 'NO_SUCH_PLACE', { fields: { place: 1 } }),
    found: many(volunteers, {
      match: { waitsAt: place, ...after(cursor) },
      sort: { waitsSince: 1, id: 1 },
      limit: perPage + 1,
      fields: { id: 1, name: 1, placeName: 1, waitsSince: 1, 'offered.kind': 1, 'offered.refused': 1 },
    }),
  }),
  run: ({ now, loaded: { found } }) => {
    const shown = found.slice(0, perPage)
    const items = shown.map(({ id, name, placeName, offered, waitsSince = now }) => ({
      volunteer: id,
      name,
      community: placeName,
      kinds: offered.filter(({ refused }) => refused === undefined).map(({ kind }) => kind),
      since: waitsSince.toISOString(),
    }))
    const last = found.length > perPage ? items.at(-1) : undefined
    return { items, ...(last ? { cursor: writeCursor({ since: last.since, after: last.volunteer }) } : {}) }
  },
})

const volunteerAsked = ({ input }: { input: { volunteer: string } }) => ({
  volunteer: oneLike(volunteers, { id: input.volunteer }, 'NO_SUCH_VOLUNTEER'),
})

/** The photos of papers; none are read where there are none. */
async function photosOf({ papers, offered }: Volunteer): Promise<Photo[]> {
  const paths = [...papers, ...offered].map(({ photo }) => photo)
  if (paths.length === 0) return []
  return find(photos, { where: { _id: command.in(paths) }, sort: [], limit: paths.length })
}

export const openPapers = action(contract.openPapers, {
  load: volunteerAsked,
  run: async ({ loaded: { volunteer } }) => deskView(volunteer, await photosOf(volunteer)),
})

const toldOf = ({ _id: to }: Volunteer, { kind, until }: Paper, { event, say, key: cause, at }: VolunteerStep) =>
  notice({
    ...{ to, kind: 'volunteer', at, cause, opens: '/volunteer/enroll' },
    ...(event === 'approved'
      ? {
          title: `${paperWords[kind]}通过了`,
          words: `${dateInFull(until)}以前，要这张证件的岗位都能报了`,
          state: '已通过',
        }
      : { title: `${paperWords[kind]}没有通过`, words: say ?? '', state: '待补充' }),
  })

interface Deed {
  paper: string
  step: VolunteerStep
  /** Has WeChat judge the words that the volunteer will read. */
  judge?: () => Promise<void>
  caller: string
  photos: readonly Photo[]
  /** What becomes of it; throws when it may not. */
  decide: (volunteer: Volunteer, paper: Paper) => Partial<Volunteer>
}

/** Decides about the paper that was seen by ONE write, which owes its volunteer a notice. */
async function decide(
  volunteer: Volunteer,
  { paper: id, step, caller, photos, decide, judge }: Deed,
  refuse: (code: 'NOT_YOURSELF' | 'PAPER_CHANGED') => Error,
) {
  const decided = await untilClaimed(volunteers, volunteer, async (volunteer) => {
    if (wasDone(volunteer, step.key)) return volunteer
    if (volunteer._id === caller) throw refuse('NOT_YOURSELF')
    const paper = volunteer.offered.find((each) => each.id === id && each.refused === undefined)
    if (!paper) throw refuse('PAPER_CHANGED')
    await judge?.()
    const told = [toldOf(volunteer, paper, step)]
    const after = await writeStep(volunteer, step, decide(volunteer, paper), owed(told))
    if (after) await settle(volunteers, volunteer._id, told)
    return after
  })
  if (!decided) throw refuse('PAPER_CHANGED')
  return deskView(decided, photos)
}

export const approvePaper = action(contract.approvePaper, {
  load: volunteerAsked,
  run: async ({ input, caller, key, now, loaded: { volunteer }, refuse }) => {
    const taken = await photosOf(volunteer)
    const step: VolunteerStep = { key, event: 'approved', by: actorOf(caller), at: now }
    const approve = ({ papers, offered }: Volunteer, paper: Paper) => {
      const photo = taken.find(({ _id }) => _id === paper.photo)
      const why = whyNotApprove(paper, photo?.state, dateOf(now))
      if (why) throw refuse(why)
      return { papers: withPaper(papers, paper), offered: offered.filter(({ id }) => id !== paper.id) }
    }
    return decide(volunteer, { paper: input.paper, step, caller, photos: taken, decide: approve }, refuse)
  },
})

export const refusePaper = action(contract.refusePaper, {
  load: volunteerAsked,
  run: async ({ input: { paper, reason }, caller, key, now, loaded: { volunteer }, refuse }) => {
    const step: VolunteerStep = { key, event: 'refused', by: actorOf(caller), at: now, say: reason }
    const send = ({ offered }: Volunteer, { id }: Paper) => ({
      offered: offered.map((each) => (each.id === id ? { ...each, refused: reason } : each)),
    })
    const judge = checkOnce(caller, reason, 'comment')
    return decide(volunteer, { paper, step, caller, judge, photos: await photosOf(volunteer), decide: send }, refuse)
  },
})
