import { demo as demoPlaces } from '../../cloudfunctions/member/demo'
import type { Item, Pledge, PledgeFact, Round } from '../../cloudfunctions/pledge/documents'
import { keysOf } from '../../cloudfunctions/pledge/promise/keys'
import { demo as demoPeople, type DemoOptions } from '../../cloudfunctions/shared/demo'
import type { Member, Notice } from '../../cloudfunctions/shared/documents'
import type { Reply } from '../../cloudfunctions/shared/reply'
import { listings } from '../../cloudfunctions/shared/roles'
import { optionsOf, writeDocuments, type Documents } from '../../config/scripts/seed'
import { fridayMorning, type Cloud } from './cloud'

const place = 'wangcheng.yueliangdao.taohuajing'
const wangfulu = 'wangcheng.gaotangling.wangfulu'

/** Two secretaries of the branch, and one of another. */
export const secretaries = ['o-secretary-0001', 'o-secretary-0002', 'o-secretary-0003'] as const

/** The lead of a grid of the branch's community, and one of another's. */
export const leads = ['o-lead-0001', 'o-lead-0002'] as const

const secretary = (_id: string, at: string, also: Member['roles'] = []): Member => {
  const roles: Member['roles'] = [{ role: 'secretary', place: at }, ...also]
  return { _id, roles, listings: listings(roles), name: '支部书记' }
}

const aLead = (_id: string, at: string): Member => {
  const roles: Member['roles'] = [{ role: 'lead', place: at }]
  return { _id, roles, listings: listings(roles), name: '网格长' }
}

/** A public pledge of a weekly patrol since October, nothing shown yet; `given` says what is different. */
export function aPledge(id: string, given: Partial<Pledge> = {}): Pledge {
  const from = '2026-10-05'
  const pledge: Pledge = {
    _id: id.padEnd(12, '0'),
    madeAt: new Date('2026-10-01T09:00:00+08:00'),
    member: 'o-member-0001',
    by: '石**',
    place,
    branch: '桃花井社区党支部',
    list: 'task',
    state: 'public',
    versions: [
      { from, words: '每周五晚把三栋楼道的灯看一遍', whom: '时代倾城二期三栋', rhythm: [{ kind: 'week', weekday: 5 }] },
    ],
    span: { from, until: '2027-01-31' },
    ...{ pauses: [], called: [], facts: [], thanks: 0, thankers: [], steps: [], rev: 0 },
    publishedAt: new Date('2026-10-04T09:00:00+08:00'),
    ...given,
  }
  return { ...pledge, ...keysOf(pledge) }
}

/** A draft that begins in December. */
export function aDraft(id: string, given: Partial<Pledge> = {}): Pledge {
  const span = { from: '2026-12-01', until: '2027-01-31' }
  const { publishedAt: _, newestKey: __, dueKey: ___, lists: ____, grams: _____, ...draft } = aPledge(id, given)
  return { ...draft, state: 'draft', span, versions: draft.versions.map((each) => ({ ...each, from: span.from })) }
}

/** An item of the problem list that nobody took yet. */
export function anItem(id: string, given: Partial<Item> = {}): Item {
  const at = new Date('2026-11-20T09:00:00+08:00')
  const _id = id.padEnd(12, '0')
  const newestKey = `${at.toISOString()}~${_id}`
  return {
    ...{ _id, madeAt: at, made: { by: 'actor-branch', at, key: `item-${id}` }, place, list: 'problem' },
    ...{ words: '三栋楼道的灯老是坏', whom: '时代倾城二期三栋', origin: 'opinion', wants: 1, takers: [] },
    ...{ lists: ['*', 'problem@*', place, `problem@${place}`], newestKey, roomKey: newestKey },
    ...given,
  }
}

/** A round of the branch that is open until Sunday. */
export const aRound = (_id: string, given: Partial<Round> = {}): Round => ({
  ...{ _id, place, branch: '桃花井社区党支部', from: '2026-07-01', until: '2026-10-31' },
  made: { by: 'actor-branch', at: fridayMorning, key: `round-${_id}` },
  closesAt: new Date('2026-11-30T00:00:00+08:00'),
  ...{ voted: [], receipts: [], ballots: [], ...given },
})

/** What was shown on an occurrence's day; `given` says what is different. */
export const aFact = (day: string, given: Partial<PledgeFact> = {}): PledgeFact => ({
  ...{ id: `fact-${day}`, occurrence: `${day}.0`, key: `fact-${day}`, state: 'verified' as const },
  ...{ at: new Date(`${day}T20:00:00+08:00`), words: '灯都亮着', photos: [], ...given },
})

/** What was shown about these days of a pledge. */
export const shownOn = (days: readonly string[]): PledgeFact[] => days.map((day) => aFact(day))

/** Writes people, places and these documents; returns the file for `startCloud({ documents })`. @param given what is different of people */
export function writePledgeWorld(documents: Documents, given: Partial<DemoOptions> = {}): string {
  const options = { ...optionsOf('town', fridayMorning, 1), ...given }
  const { members = [], ...people } = demoPeople(options)
  const [first, second, third] = secretaries
  const more = [
    secretary(first, place, [{ role: 'member', place }]),
    secretary(second, place),
    secretary(third, wangfulu),
    aLead(leads[1], `${wangfulu}.g1`),
  ]
  return writeDocuments({
    ...people,
    ...demoPlaces(options),
    ...documents,
    members: [...members.filter(({ _id }) => _id !== first), ...more],
  })
}

/** The value of an answer that must be yes. */
export function must<T>(answer: Reply<T>): T {
  if (!answer.ok) throw new Error(`${answer.code} ${answer.say}`)
  return answer.value
}

/** What somebody was told. */
export const titlesOf = async (cloud: Cloud, who: string): Promise<string[]> =>
  (await cloud.documents<Notice>('notices')).filter(({ to }) => to === who).map(({ title }) => title)
