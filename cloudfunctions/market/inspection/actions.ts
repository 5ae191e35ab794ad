import { claim, command, untilClaimed } from '../../shared/database'
import { members, photos, type Photo } from '../../shared/documents'
import { newId } from '../../shared/ids'
import { many, maybe, one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { folderOf } from '../../shared/photos'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { longDate } from '../../shared/shanghai'
import { nights, type Inspection, type Night } from '../documents'
import { stands } from '../night/rules'
import { takePhoto } from '../photos'
import { inspection as contract, type InspectionView } from './contract'
import { mostSeen, pointsOf, whyNotInspect } from './rules'

type NightOfRound = Pick<Night, '_id' | 'date' | 'marketName'> & { inspected?: Inspection[] }

function view(night: NightOfRound, seen: Inspection, photos: readonly Photo[] = []): InspectionView {
  const { id, stall, name, marks, words, at, answer } = seen
  const photo = photos.find(({ _id, state }) => _id === seen.photo && state === 'fine')
  return {
    id,
    night: night._id,
    date: night.date,
    marketName: night.marketName,
    stall,
    name,
    ...marks,
    points: pointsOf(marks),
    ...(words === undefined ? {} : { words }),
    ...(photo ? { photo: photo.file } : {}),
    at: at.toISOString(),
    ...(answer ? { answer: { words: answer.words, at: answer.at.toISOString() } } : {}),
  }
}

const photosAbout = (night: string) => many(photos, { match: { about: night }, limit: 500 })

export const round = action(contract.round, {
  load: ({ input, caller }) => ({
    night: one(nights, input.night, 'NO_SUCH_NIGHT', { fields: { released: 0 } }),
    me: maybe(members, caller),
    photos: photosAbout(input.night),
  }),
  run: ({ now, loaded: { night, me, photos } }) => ({
    night: night._id,
    name: night.marketName,
    date: night.date,
    ...(me?.uploads === undefined ? {} : { folder: folderOf(me.uploads, 'round') }),
    stalls: night.stalls.flatMap(({ code, row }) => {
      const booking = night.bookings.find((each) => each.stall === code && !each.until && stands(each, now))
      if (!booking) return []
      const { kind, name, sells, vendor, arrived } = booking
      const seen = (night.inspected ?? []).filter((each) => each.stall === code && each.vendor === vendor)
      return [
        {
          stall: code,
          row,
          kind,
          name,
          sells,
          here: arrived !== undefined,
          seen: seen.map((each) => view(night, each, photos)),
        },
      ]
    }),
  }),
})

export const inspect = action(contract.inspect, {
  load: ({ input, caller }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT'), me: maybe(members, caller) }),
  run: async ({ input, caller, key, now, loaded: { night, me }, refuse }) => {
    const { stall, hygiene, fire, noise, footprint, words, file } = input
    const marks = { hygiene, fire, noise, footprint }
    const by = actorOf(caller)
    const find = ({ bookings, inspected = [] }: Night) => ({
      told: inspected.find((each) => each.key === key && each.by === by),
      booking: bookings.find((each) => each.stall === stall && stands(each, now)),
      seen: inspected.filter((each) => each.stall === stall).length,
    })
    const { told } = find(night)
    if (told) return view(night, told)
    const judge = (night: Night) => {
      const { booking, seen } = find(night)
      const why = whyNotInspect(night, { booking, seen, marks, words, openid: caller }, now)
      if (why || !booking) throw refuse(why ?? 'NOBODY_HERE')
      return booking
    }
    judge(night)
    if (words !== undefined) await checkWords(caller, words, 'comment')
    const sent = file === undefined ? undefined : { file, owner: caller, me, use: 'round' as const, about: night._id }
    const photo = sent && (await takePhoto(sent, refuse, now))._id
    const made = await untilClaimed(nights, night, async (night) => {
      const { told } = find(night)
      if (told) return view(night, told)
      const { vendor, shop, name } = judge(night)
      const seen: Inspection = {
        id: newId(),
        stall,
        vendor,
        shop,
        name,
        marks,
        ...(words === undefined ? {} : { words }),
        ...(photo === undefined ? {} : { photo }),
        at: now,
        by,
        key,
      }
      return (await claimInspection(night, seen)) ? view(night, seen) : null
    })
    if (!made) throw refuse('SEEN_ENOUGH')
    return made
  },
})

/** Of the whole night, at most as if each stall were seen as often as it may be. */
const mostKept = mostSeen * 200

/** Decided by one write: this vendor is at the stall, and this tap was not answered before. Who has points is told. */
async function claimInspection(night: Night, seen: Inspection): Promise<boolean> {
  const points = pointsOf(seen.marks)
  const told = points === 0 ? [] : [tell(night, seen, points)]
  const done = await claim(
    nights,
    night._id,
    {
      cancelled: command.exists(false),
      bookings: command.elemMatch({ stall: seen.stall, vendor: seen.vendor, arrived: command.exists(true) }),
      inspected: command.not(command.elemMatch({ key: seen.key, by: seen.by })),
    },
    { inspected: command.push({ each: [seen], slice: -mostKept }), rev: command.inc(1), ...owed(told) },
  )
  if (done) await settle(nights, night._id, told)
  return done
}

const tell = (night: Night, seen: Inspection, points: number) =>
  notice({
    to: seen.vendor,
    kind: 'market',
    title: `${longDate(night.date)} ${seen.stall} 的巡查`,
    words: `扣 ${String(points)} 分${seen.words === undefined ? '' : `：${seen.words}`}。看一看，可以回应一句`,
    opens: '/market/my-record',
    at: seen.at,
    cause: seen.id,
    state: '巡查结果',
  })

/** Nights that a vendor's record shows. */
const nightsShown = 30

export const myInspections = action(contract.myInspections, {
  load: ({ caller }) => ({
    nights: many(nights, {
      match: { 'inspected.vendor': caller },
      sort: { _id: -1 },
      limit: nightsShown,
      fields: { date: 1, marketName: 1, inspected: 1 },
    }),
  }),
  run: ({ caller, loaded }) => {
    const items = loaded.nights.flatMap((night) => mine(night, caller).map((seen) => view(night, seen)))
    return { items, points: items.reduce((sum, { points }) => sum + points, 0) }
  },
})

const mine = ({ inspected = [] }: NightOfRound, vendor: string): Inspection[] =>
  inspected.filter((each) => each.vendor === vendor).reverse()

export const myInspectionsOf = action(contract.myInspectionsOf, {
  load: ({ input }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT'), photos: photosAbout(input.night) }),
  run: ({ caller, loaded: { night, photos } }) => ({
    items: mine(night, caller).map((seen) => view(night, seen, photos)),
  }),
})

export const answerInspection = action(contract.answerInspection, {
  load: ({ input }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT') }),
  run: async ({ input: { inspection: id, words }, caller, key, now, loaded: { night }, refuse }) => {
    const judge = ({ inspected = [] }: Night) => {
      const index = inspected.findIndex((each) => each.id === id && each.vendor === caller)
      const seen = inspected[index]
      if (!seen) throw refuse('NO_SUCH_INSPECTION')
      if (seen.answer && seen.answer.key !== key) throw refuse('ALREADY_ANSWERED')
      return { index, seen }
    }
    const first = judge(night).seen
    if (first.answer) return view(night, first)
    await checkWords(caller, words, 'comment')
    const answered = await untilClaimed(nights, night, async (night) => {
      const { index, seen } = judge(night)
      if (seen.answer) return view(night, seen)
      const answer = { words, at: now, key }
      const place = `inspected.${String(index)}`
      const done = await claim(
        nights,
        night._id,
        { [`${place}.id`]: id, [`${place}.answer`]: command.exists(false) },
        { [`${place}.answer`]: command.set(answer), rev: command.inc(1) },
      )
      return done ? view(night, { ...seen, answer }) : null
    })
    if (!answered) throw refuse('NO_SUCH_INSPECTION')
    return answered
  },
})
