import { members, type Member } from '../../shared/documents'
import { newCode, newId } from '../../shared/ids'
import { many, maybe, one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { folderOf, photosOf } from '../../shared/photos'
import { action } from '../../shared/serve'
import { addDays, dateOf, weekdayOf, type CalendarDate } from '../../shared/shanghai'
import { pledges, type Pledge, type PledgeFact } from '../documents'
import { takePhotos } from '../photos'
import { isRunning } from '../promise/rules'
import { changePledge, stepOf, wasDone } from '../promise/saving'
import { beads, keptInRow } from '../rhythm/rules'
import { evidence as contract } from './contract'
import { canBeLookedAt, inWeek, oldestToShow, whyNotShow } from './rules'
import { codeOf, evidenceView, plainEvidence, saidIn } from './views'

const pledgeOf = ({ input }: { input: { pledge: string } }) => ({
  pledge: one(pledges, input.pledge, 'NO_SUCH_PLEDGE'),
})

const codeSigns = 8

/** @throws Refusal when a photo was shown for another time before */
function mustBeNew(paths: readonly string[], { facts }: Pledge, occurrence: string, refuse: () => Error): void {
  const others = facts.filter((fact) => fact.occurrence !== occurrence).flatMap(({ photos }) => photos)
  if (paths.some((path) => others.includes(path))) throw refuse()
}

export const showPledge = action(contract.showPledge, {
  load: ({ input, caller }) => ({ ...pledgeOf({ input }), me: maybe(members, caller, { fields: { uploads: 1 } }) }),
  run: async ({ input, caller, key, now, loaded: { pledge, me }, refuse }) => {
    const { words, where, files = [] } = input
    const today = dateOf(now)
    if (pledge.member !== caller) throw refuse('NOT_YOURS')
    // Settled before others can be quicker: a time that another phone shows meanwhile is not followed by the next one.
    const occurrence = input.occurrence ?? oldestToShow(pledge, today)
    const mayShow = (pledge: Pledge): string => {
      if (!isRunning(pledge.state)) throw refuse('NOT_RUNNING')
      if (occurrence === undefined) throw refuse('NOTHING_DUE')
      const why = whyNotShow(pledge, occurrence, today)
      if (why) throw refuse(why)
      return occurrence
    }
    let photos: string[] = []
    if (!wasDone(pledge, key)) {
      mayShow(pledge)
      if (!canBeLookedAt(files, where)) throw refuse('NOTHING_SHOWN')
      await checkWords(caller, [words, where ?? ''].join('\n'), 'forum')
      photos = await takePhotos(files, { owner: caller, me, use: 'pledge', about: pledge._id }, refuse, now)
    }
    const step = stepOf('show', caller, key, now)
    const after = await changePledge(
      pledge,
      step,
      (pledge) => {
        const occurrence = mayShow(pledge)
        mustBeNew(photos, pledge, occurrence, () => refuse('PHOTO_USED'))
        const fact: PledgeFact = {
          ...{ id: newId(), occurrence, at: now, key, state: 'shown', words, photos },
          ...(where === undefined ? {} : { where }),
          code: newCode(codeSigns),
        }
        return { set: { facts: [...pledge.facts, fact] } }
      },
      () => refuse('PLEDGE_CHANGED'),
    )
    const shown = after.facts.find((fact) => fact.key === key)
    if (!shown) throw refuse('ALREADY_SHOWN')
    const known = await photosOf(shown.photos)
    return { ...evidenceView(shown, known), ...codeOf(shown), inRow: keptInRow(after, today) }
  },
})

/** Where this member's photos of pledges are uploaded to, once they have a folder. */
const folderFor = (me: Member | undefined): { folder?: string } =>
  me?.uploads === undefined ? {} : { folder: folderOf(me.uploads, 'pledge') }

export const myEvidence = action(contract.myEvidence, {
  load: ({ input, caller }) => ({ ...pledgeOf({ input }), me: maybe(members, caller, { fields: { uploads: 1 } }) }),
  run: async ({ caller, loaded: { pledge, me }, refuse }) => {
    if (pledge.member !== caller) throw refuse('NOT_YOURS')
    const known = await photosOf(pledge.facts.flatMap(({ photos }) => photos))
    return {
      ...folderFor(me),
      items: pledge.facts.map((fact) => ({ ...evidenceView(fact, known), ...codeOf(fact) })).reverse(),
    }
  },
})

/** More than anybody has running: five a year, of two years. */
const mostRunning = 30

const weekOf = (pledge: Pledge, monday: CalendarDate, today: CalendarDate) =>
  beads(pledge, today)
    .filter((bead) => inWeek(bead, monday))
    .map((bead) => {
      const shown = pledge.facts.filter(({ occurrence }) => occurrence === bead.id).at(-1)
      return {
        pledge: pledge._id,
        ...saidIn(pledge, today),
        bead,
        canShow: whyNotShow(pledge, bead.id, today) === null,
        ...(shown ? { evidence: { ...plainEvidence(shown), ...codeOf(shown) } } : {}),
        inRow: keptInRow(pledge, today),
      }
    })

export const myWeek = action(contract.myWeek, {
  load: ({ caller }) => ({
    me: maybe(members, caller, { fields: { uploads: 1 } }),
    running: many(pledges, {
      match: { member: caller, state: 'public' },
      sort: { madeAt: -1 },
      limit: mostRunning,
    }),
  }),
  run: ({ now, loaded: { me, running } }) => {
    const today = dateOf(now)
    const monday = addDays(today, 1 - weekdayOf(today))
    const items = running.flatMap((pledge) => weekOf(pledge, monday, today))
    return {
      ...{ today, monday, sunday: addDays(monday, 6) },
      ...folderFor(me),
      items: items.sort((one, other) => (one.bead.due < other.bead.due ? -1 : one.bead.due > other.bead.due ? 1 : 0)),
    }
  },
})
