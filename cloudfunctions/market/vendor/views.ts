import type { Photo } from '../../shared/documents'
import { unseal } from '../../shared/seal'
import { addDays, dateOf, type CalendarDate } from '../../shared/shanghai'
import type { Booking, Night, Paper, Papers, ShopStep, Vendor } from '../documents'
import { pointsOf } from '../inspection/rules'
import { stands } from '../night/rules'
import { approval } from '../approval/contract'
import { whyNotThen } from '../report/rules'
import { paperKinds, type MyShop, type PaperView } from './contract'
import { decisions, eventOf, recordDays, whyNotApprove, type ShopEvent } from './rules'

type PhotoStates = ReadonlyMap<string, Photo['state']>

const photoStates = (photos: readonly Photo[]): PhotoStates => new Map(photos.map(({ _id, state }) => [_id, state]))

function papersOf(papers: Papers = {}, accepted: boolean, states: PhotoStates, number: (paper: Paper) => string) {
  return paperKinds.flatMap((kind): PaperView[] => {
    const paper = papers[kind]
    if (!paper) return []
    const photo = states.get(paper.photo) ?? (accepted ? 'fine' : 'checking')
    return [{ paper: kind, number: number(paper), until: paper.until, file: paper.file, photo, accepted }]
  })
}

const entries = ({ shop, market, marketName, name, sells, kinds, state }: Vendor) => ({
  shop,
  market: { id: market, name: marketName },
  name,
  sells,
  kinds,
  state,
})

const told: readonly ShopEvent[] = ['ask', 'doubt', 'suspend', 'reinstate']
const answered: readonly ShopEvent[] = ['approve', 'renew', 'reinstate', 'submit']

/** What the vendor has to know of the last decision, until they acted on it or it is done. */
function sayOf(steps: readonly ShopStep[]): string | undefined {
  const last = steps.filter(({ event }) => told.includes(event) || answered.includes(event)).at(-1)
  return last && last.event !== 'reinstate' ? last.say : undefined
}

/** A profile as its vendor sees it. */
export function myShop(mine: Vendor, photos: readonly Photo[]): MyShop {
  const states = photoStates(photos)
  const ending = ({ last }: Paper) => `尾号 ${last}`
  const say = sayOf(mine.steps)
  return {
    ...entries(mine),
    papers: [...papersOf(mine.papers, true, states, ending), ...papersOf(mine.offered, false, states, ending)],
    ...(say === undefined ? {} : { say }),
  }
}

const stepWords: Record<ShopEvent, string> = {
  submit: '摊主提交',
  edit: '摊主改了摊名或卖的东西',
  paper: '摊主传了证照',
  approve: '通过',
  ask: '请补资料',
  renew: '新证照通过',
  doubt: '新证照没通过',
  suspend: '暂停',
  reinstate: '恢复',
}

const stepsShown = 20

/** Whether WeChat let the photos of all papers pass that wait to be approved. */
export const offeredFine = ({ offered = {} }: Vendor, photos: readonly Photo[]): boolean => {
  const states = photoStates(photos)
  return paperKinds.every((kind) => offered[kind] === undefined || states.get(offered[kind].photo) === 'fine')
}

/** A profile as whoever decides on it sees it. */
export function shopForDesk(vendor: Vendor, photos: readonly Photo[], stood: number, now: Date) {
  const states = photoStates(photos)
  const number = (paper: Paper) => unseal(paper.number, vendor._id) ?? `尾号 ${paper.last}`
  const can = decisions.filter((each) => eventOf(each, vendor) !== null)
  const why = can.includes('approve') ? whyNotApprove(vendor, offeredFine(vendor, photos), dateOf(now)) : null
  return {
    ...entries(vendor),
    papers: [...papersOf(vendor.papers, true, states, number), ...papersOf(vendor.offered, false, states, number)],
    rev: vendor.rev,
    can,
    ...(why ? { whyNotApprove: { code: why, say: approval.approveShop.refusals[why] } } : {}),
    steps: vendor.steps
      .slice(-stepsShown)
      .reverse()
      .map(({ event, at, say }) => ({
        words: stepWords[event],
        at: at.toISOString(),
        ...(say === undefined ? {} : { say }),
      })),
    stood,
  }
}

const ofShop = (list: string, shop: string) => ({
  $filter: { input: { $ifNull: [`$${list}`, []] }, as: 'each', cond: { $eq: ['$$each.shop', { $literal: shop }] } },
})

/** What a vendor's nights are read by: the bookings of others never travel. */
export const nightsOfShop = (shop: string) => ({
  match: { 'bookings.shop': shop },
  sort: { _id: -1 } as const,
  // More than the days that a record counts and those that are planned ahead.
  limit: 100,
  fields: {
    date: 1,
    marketName: 1,
    startsAt: 1,
    endsAt: 1,
    cancelled: 1,
    bookings: ofShop('bookings', shop),
    inspected: ofShop('inspected', shop),
  },
})

type NightOfShop = Pick<
  Night,
  '_id' | 'date' | 'marketName' | 'startsAt' | 'endsAt' | 'cancelled' | 'bookings' | 'inspected'
>

const standing = ({ bookings, cancelled }: NightOfShop, now: Date): Booking[] =>
  cancelled === undefined ? bookings.filter((each) => each.until === undefined && stands(each, now)) : []

const stallWords = (booked: readonly Booking[]): string => booked.map(({ stall }) => stall).join('、')

/** The first date that a record counts. */
export const recordFrom = (now: Date): CalendarDate => addDays(dateOf(now), -recordDays)

/** What rounds saw within the days that a record counts: how often, and how often nothing was wanting. */
export function inspectedAt(
  nights: readonly Pick<NightOfShop, '_id' | 'date' | 'inspected'>[],
  now: Date,
): { times: number; fine: number } {
  const first = recordFrom(now)
  const each = [...new Map(nights.map((night) => [night._id, night])).values()]
  const seen = each.filter(({ date }) => date >= first).flatMap(({ inspected = [] }) => inspected)
  return { times: seen.length, fine: seen.filter(({ marks }) => pointsOf(marks) === 0).length }
}

/** How many of these nights are over and somebody was seen at their stall, within the days that a record counts. */
export function stoodAt(nights: readonly NightOfShop[], now: Date): number {
  const first = recordFrom(now)
  const wasThere = (night: NightOfShop) => standing(night, now).some(({ arrived }) => arrived)
  return nights.filter((night) => night.date >= first && night.endsAt <= now && wasThere(night)).length
}

const nextShown = 4

/** Where they stand next, the soonest first. @param nights the latest first */
export const nextOf = (nights: readonly NightOfShop[], now: Date) =>
  [...nights]
    .reverse()
    .flatMap((night) => {
      const booked = night.endsAt > now ? standing(night, now) : []
      if (booked.length === 0) return []
      const { _id, marketName, date, startsAt, endsAt } = night
      const when = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
      return [{ night: _id, name: marketName, date, stall: stallWords(booked), ...when }]
    })
    .slice(0, nextShown)

const latelyShown = 3

/** Where they stood lately, the latest first: as long as somebody may complain of it. @param nights the latest first */
export const latelyOf = (nights: readonly NightOfShop[], now: Date) =>
  nights
    .flatMap((night) => {
      const booked = whyNotThen(night, now) === null ? standing(night, now) : []
      return booked.map(({ stall }) => ({ night: night._id, date: night.date, stall }))
    })
    .slice(0, latelyShown)
