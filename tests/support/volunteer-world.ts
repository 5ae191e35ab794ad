import { demo as demoPlaces } from '../../cloudfunctions/member/demo'
import { demo as demoPeople, type DemoOptions } from '../../cloudfunctions/shared/demo'
import { apart, idAt, listsOf } from '../../cloudfunctions/volunteer/shift/rules'
import type { Member } from '../../cloudfunctions/shared/documents'
import type { Paper } from '../../cloudfunctions/volunteer/profile/documents'
import { canOf } from '../../cloudfunctions/volunteer/profile/rules'
import type { Activity, Shift, ShiftRole, Team, Volunteer } from '../../cloudfunctions/volunteer/documents'
import { optionsOf, writeDocuments, type Documents } from '../../config/scripts/seed'
import { fridayMorning, type Cloud } from './cloud'

const hourMs = 60 * 60_000

/** A shift of one role with eight places, tomorrow morning from nine to eleven; `given` says what is different. */
export function aShift(name: string, given: Partial<Shift> = {}, roles: Partial<ShiftRole>[] = [{}]): Shift {
  const { startsAt = new Date('2026-11-28T09:00:00+08:00') } = given
  const { endsAt = new Date(+startsAt + 2 * hourMs) } = given
  const _id = `${idAt(startsAt)}-${name.padEnd(6, '0').slice(0, 6)}`
  const place = 'wangcheng.yueliangdao.taohuajing'
  const where = { name: '桃花井社区服务中心', latitude: 28.2762, longitude: 112.9215 }
  const shift: Shift = {
    _id,
    activity: 'activity01',
    title: '周末清洁日',
    words: '一起把楼前屋后扫干净',
    category: 'clean',
    organiser: '桃花井社区',
    place,
    where,
    startsAt,
    endsAt,
    opensAt: new Date(+startsAt - 14 * 24 * hourMs),
    closesAt: startsAt,
    outBy: new Date(+startsAt - 3 * hourMs),
    roles: roles.map((role) => ({ name: '', min: 2, max: 8, holders: [], ...role })),
    applied: [],
    waiting: [],
    left: [],
    people: [],
    busy: [_id],
    lists: listsOf(place, 'clean'),
    near: { type: 'Point', coordinates: apart(where, _id) },
    due: startsAt,
    follows: 0,
    rev: 0,
    ...given,
  }
  return shift
}

/** A draft of an activity with nothing planned; `given` says what is different. */
export const anActivity = (given: Partial<Activity> = {}): Activity => ({
  _id: 'activity01',
  title: '周末清洁日',
  words: '一起把楼前屋后扫干净',
  category: 'clean',
  place: 'wangcheng.yueliangdao.taohuajing',
  places: ['wangcheng.yueliangdao.taohuajing', 'wangcheng.yueliangdao', 'wangcheng'],
  organiser: '桃花井社区',
  where: { name: '桃花井社区服务中心', latitude: 28.2762, longitude: 112.9215 },
  roles: [{ name: '', min: 2, max: 8 }],
  approval: false,
  opensDaysBefore: 14,
  outHours: 3,
  times: [],
  madeAt: fridayMorning,
  steps: [],
  rev: 0,
  ...given,
})

/** A health certificate that waits to be looked at; its number is sealed under no key. */
export const aPaper = (id: string): Paper => ({
  id,
  kind: 'health',
  number: { key: 'none', text: '' },
  last: '0011',
  until: '2027-06-30',
  photo: `photos/of-nobody/${id}.jpg`,
  file: `cloud://env.bucket/photos/of-nobody/${id}.jpg`,
  at: fridayMorning,
})

/** Somebody registered at the demo's community a month ago; `given` says what is different. */
export const aVolunteer = (openid: string, given: Partial<Volunteer> = {}): Volunteer => ({
  _id: openid,
  id: openid.slice(-4).padStart(10, '2').replace(/[01]/g, '3'),
  name: '志愿者',
  place: 'wangcheng.yueliangdao.taohuajing',
  placeName: '桃花井社区',
  skills: [],
  papers: [],
  offered: [],
  can: canOf('wangcheng.yueliangdao.taohuajing', given.skills ?? []),
  joinedAt: new Date('2026-10-27T10:00:00+08:00'),
  rev: 1,
  steps: [],
  ...given,
})

/** A team of the first demo volunteer, whoever has `code` may join it. */
export const aTeam = (id: string, code: string): Team => {
  const first = 'o-volunteer-0001'
  const member = { id: '00000000-0000-4000-8000-000000000003', person: first, name: '志愿者', at: fridayMorning }
  return {
    ...{ _id: id, name: '银发义剪队', code, people: [first], left: [], madeAt: fridayMorning, rev: 0 },
    members: [{ ...member, key: 'team-0001' }],
  }
}

/** Writes people, places, these documents and more people; returns the file for `startCloud({ documents })`. */
export function writeVolunteerWorld(
  documents: Documents,
  more: readonly Member[] = [],
  sizes: Partial<DemoOptions> = {},
): string {
  const options = { ...optionsOf('town', fridayMorning, 1), ...sizes }
  const { members = [], ...people } = demoPeople(options)
  return writeDocuments({ ...people, ...demoPlaces(options), ...documents, members: [...members, ...more] })
}

/** Makes a member staff of Taohuajing besides what they are. */
export async function makeStaff(cloud: Cloud, who: string): Promise<void> {
  const member = (await cloud.documents<Member>('members')).find(({ _id }) => _id === who)
  if (!member) throw new Error(`${who} is no member`)
  const roles: Member['roles'] = [...member.roles, { role: 'staff', place: 'wangcheng.yueliangdao.taohuajing' }]
  const more: Member = { ...member, roles }
  await cloud.put('members', more)
}
