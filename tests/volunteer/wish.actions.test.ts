import { privacy } from '../../cloudfunctions/member/privacy/contract'
import { demoOpenid } from '../../cloudfunctions/shared/demo'
import type { Notice } from '../../cloudfunctions/shared/documents'
import type { HoursEntry, Wish } from '../../cloudfunctions/volunteer/documents'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import { wish, wishSteps } from '../../cloudfunctions/volunteer/wish/contract'
import { calledAtMost, claimMs, unclaimedMs } from '../../cloudfunctions/volunteer/wish/rules'
import { wishDesk } from '../../cloudfunctions/volunteer/wish-desk/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { must } from '../support/pledge-world'
import { aVolunteer, writeVolunteerWorld } from '../support/volunteer-world'
import { until, wechatOf } from '../support/wechat'
import { aWish, claimedBy } from '../support/wish-world'

const community = 'wangcheng.yueliangdao.taohuajing'
const [old, other] = ['o-resident-0001', 'o-resident-0002']
const [mei, lin, barber] = [demoOpenid('volunteer', 1), demoOpenid('volunteer', 2), demoOpenid('volunteer', 3)]
const [staff, lead] = ['o-staff-0001', 'o-lead-0001']
/** Staff who is a volunteer too. */
const both = 'o-both-0001'

const documents = {
  skilled: aWish('skilled', { skill: 'barber', place: `${community}.g1`, places: [`${community}.g1`, community, '*'] }),
  ofBoth: aWish('ofboth', claimedBy(both, true)),
  leaving: aWish('leaving', claimedBy('o-leaver-0001')),
  ofLeaver: aWish('ofleaver', { asker: 'o-leaver-0001', ...claimedBy(lin, true) }),
}
/** More than a page of them, made before all others. */
const many = Array.from({ length: 45 }, (_, index) =>
  aWish(`many${String(index).padStart(4, '0')}`, {
    madeAt: new Date(+fridayMorning - (index + 1) * 60_000),
    place: 'wangcheng.gaotangling.wangfulu',
    places: ['wangcheng.gaotangling.wangfulu', 'wangcheng.gaotangling', 'wangcheng', '*'],
    calledAt: fridayMorning,
  }),
)

let cloud: Cloud
beforeAll(async () => {
  const roles = (['staff', 'volunteer'] as const).map((role) => ({ role, place: community }))
  const registered = Array.from({ length: 30 }, (_, index) =>
    aVolunteer(demoOpenid('volunteer', index + 10), { id: `CALLED${String(2222 + index)}` }),
  )
  cloud = await startCloud({
    documents: writeVolunteerWorld(
      {
        volunteer_wishes: [...Object.values(documents), ...many],
        volunteers: [...registered, aVolunteer(barber, { skills: ['barber'] })],
      },
      [
        { _id: both, roles, uploads: 'uploads-both', name: '两头跑' },
        { _id: 'o-leaver-0001', roles, uploads: 'uploads-left' },
      ],
    ),
  })
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.setClock(fridayMorning))

const asked = {
  ...{ community, kind: 'help' as const, category: 'errand' as const, words: '想请人去医院代取一次药' },
  ...{ address: '二期三栋 1204', suits: '上午都在家', phone: '13800138000' },
}
const stored = async (id: string): Promise<Wish> => {
  const found = (await cloud.documents<Wish>('volunteer_wishes')).find(({ _id }) => _id === id)
  if (!found) throw new Error(`${id} is gone`)
  return found
}
const told = async (who: string) =>
  (await cloud.documents<Notice>('notices')).filter(({ to }) => to === who).map(({ title }) => title)
const hoursOf = async (who: string) =>
  (await cloud.documents<HoursEntry>('volunteer_hours')).filter(({ person }) => person === who)
const later = (ms: number) => cloud.setClock(new Date(+fridayMorning + ms))

/** Asks, and staff let it pass; returns its id. */
async function posted(given: Partial<typeof asked> = {}, who = old): Promise<string> {
  const { id } = must(await cloud.call(who, wish.askWish, { ...asked, ...given }))
  must(await cloud.call(staff, wishDesk.passWish, { wish: id, seen: 0 }))
  return id
}

test('from posting to thanks: checked before anybody reads it, claimed, done with a photo, thanked; hours count once', async () => {
  const { id } = must(await cloud.call(old, wish.askWish, asked, 'tap-ask-0001'))
  expect(must(await cloud.call(old, wish.askWish, asked, 'tap-ask-0001')).id).toBe(id)
  expect(await cloud.call(mei, wish.oneWish, { wish: id })).toMatchObject({ code: 'NO_SUCH_WISH' })
  expect(await cloud.call(mei, wish.claimWish, { wish: id })).toMatchObject({ code: 'NOT_OPEN' })
  const toCheck = must(await cloud.call(staff, wishDesk.listDeskWishes, { place: community, which: 'check' })).items
  expect(toCheck.map((each) => each.id)).toEqual([id])
  // Neither lists nor the page of a stranger say where or who.
  expect(JSON.stringify(toCheck)).not.toMatch(/1204|13800138000/)
  expect(must(await cloud.call(staff, wishDesk.openWish, { wish: id })).contact).toEqual({
    address: '二期三栋 1204',
    phone: '13800138000',
  })

  must(await cloud.call(staff, wishDesk.returnWish, { wish: id, hint: '哪家医院，写上就好派' }))
  expect(must(await cloud.call(old, wish.oneWish, { wish: id })).inside).toMatchObject({
    mine: 'asker',
    state: 'returned',
    say: '哪家医院，写上就好派',
    contact: { phone: '尾号 8000' },
  })
  const { community: _, phone: __, ...more } = { ...asked, words: '想请人去区人民医院代取一次药' }
  expect(await cloud.call(other, wish.mendWish, { wish: id, ...more })).toMatchObject({ code: 'NO_SUCH_WISH' })
  must(await cloud.call(old, wish.mendWish, { wish: id, ...more }))
  // What staff saw before it was mended is not what they let pass.
  expect(await cloud.call(staff, wishDesk.passWish, { wish: id, seen: 0 })).toMatchObject({ code: 'WISH_CHANGED' })
  must(await cloud.call(staff, wishDesk.passWish, { wish: id, seen: 2 }))

  for (const who of [undefined, other, lin]) {
    const seen = must(await cloud.call(who, wish.oneWish, { wish: id }))
    expect(seen).toMatchObject({ wish: { state: 'shown', words: more.words } })
    expect(JSON.stringify(seen)).not.toMatch(/1204|8000|timeline/)
  }
  await cloud.resetStats()
  const claimed = must(await cloud.call(mei, wish.claimWish, { wish: id }, 'tap-claim-001'))
  // The count of tries, a read, a write, and the asker's notice: for whom, itself, and to be quit of it.
  expect((await cloud.stats())['volunteer']?.['claimWish']?.requests).toBeLessThanOrEqual(6)
  expect(claimed).toMatchObject({ mine: 'claimer', contact: { address: '二期三栋 1204', phone: '13800138000' } })
  expect(await cloud.call(lin, wish.claimWish, { wish: id })).toMatchObject({ code: 'WISH_TAKEN' })
  expect(JSON.stringify(must(await cloud.call(lin, wish.oneWish, { wish: id })))).not.toMatch(/1204|8000/)

  must(await cloud.call(mei, profile.myVolunteer, {}))
  const { folder = '' } = must(await cloud.call(mei, wish.oneWish, { wish: id }))
  const file = await wechatOf(cloud).upload(mei, `photos/${folder}/medicine-0001.jpg`)
  const finish = { wish: id, words: '取好了，送到门口', minutes: 60, files: [file] }
  expect(await cloud.call(mei, wish.finishWish, { ...finish, minutes: 135 })).toMatchObject({ code: 'TOO_LONG' })
  expect(await cloud.call(lin, wish.finishWish, finish)).toMatchObject({ code: 'NOT_YOUR_CLAIM' })
  expect(must(await cloud.call(mei, wish.finishWish, finish, 'tap-done-0001')).done).toMatchObject({ checking: 1 })
  must(await cloud.call(mei, wish.finishWish, finish, 'tap-done-0001'))
  expect(await hoursOf(mei)).toEqual([])
  await until(async () => {
    const { inside } = must(await cloud.call(old, wish.oneWish, { wish: id }))
    return inside?.done?.photos[0] === file
  })

  const thanks = { wish: id, grade: 'good' as const, words: '跑得真快，谢谢' }
  expect(await cloud.call(mei, wish.thankWish, thanks)).toMatchObject({ code: 'OWN_CLAIM' })
  expect(await cloud.call(other, wish.thankWish, thanks)).toMatchObject({ code: 'NOT_YOURS' })
  const graded = must(await cloud.call(old, wish.thankWish, thanks, 'tap-thank-001'))
  must(await cloud.call(old, wish.thankWish, thanks, 'tap-thank-001'))
  expect(await cloud.call(old, wish.thankWish, thanks)).toMatchObject({ code: 'NOT_THEN' })
  expect(graded.timeline.filter(({ at }) => at).map(({ step }) => step)).toEqual([...wishSteps])
  expect(await hoursOf(mei)).toMatchObject([{ minutes: 60, kind: 'wish', title: '帮忙：跑腿', day: '2026-11-27' }])
  expect(await stored(id)).not.toHaveProperty('contact')
  expect((await stored(id)).unposted).toBeUndefined()
  expect(await told(mei)).toEqual(['有人谢谢您'])
  expect((await told(old)).sort()).toEqual(
    ['您的心愿办好了', '您的心愿派出去了', '您的心愿还差一点', '有人接您的心愿了'].sort(),
  )
  const mine = must(await cloud.call(mei, wish.myWishes, { which: 'claimed' })).items
  expect(mine.map(({ id, state }) => [id, state])).toEqual([[id, 'thanked']])
})

test('a lead asks for somebody else, whom only those concerned read of; nobody outside may, and no staff lets their own pass', async () => {
  const forHer = { ...asked, whom: '三栋的奶奶' }
  expect(await cloud.call(old, wish.askWishFor, forHer)).toMatchObject({ code: 'NOT_ALLOWED' })
  expect(
    await cloud.call(lead, wish.askWishFor, { ...forHer, community: 'wangcheng.gaotangling.wangfulu' }),
  ).toMatchObject({ code: 'NOT_ALLOWED' })
  const { id } = must(await cloud.call(lead, wish.askWishFor, forHer))
  must(await cloud.call(staff, wishDesk.passWish, { wish: id, seen: 0 }))
  expect(JSON.stringify(must(await cloud.call(mei, wish.oneWish, { wish: id })))).not.toContain('奶奶')
  expect(must(await cloud.call(mei, wish.claimWish, { wish: id })).contact?.whom).toBe('三栋的奶奶')
  const own = must(await cloud.call(staff, wish.askWishFor, forHer))
  expect(await cloud.call(staff, wishDesk.passWish, { wish: own.id, seen: 0 })).toMatchObject({ code: 'OWN_WISH' })
  must(await cloud.call(both, wishDesk.declineWish, { wish: own.id, reason: '已经有人去过了' }))
  expect(await cloud.call(both, wishDesk.passWish, { wish: own.id, seen: 1 })).toMatchObject({ code: 'NOT_THEN' })
})

test.each([
  ['a number among the words', { words: '打 13800138000 找我取药' }, 'WORDS_TELL'],
  ['no such place', { community: 'wangcheng.nowhere.atall' }, 'NO_SUCH_PLACE'],
  ['a street', { community: 'wangcheng.yueliangdao' }, 'PLACE_TOO_WIDE'],
  ['a number that is none', { phone: '12345' }, 'BAD_INPUT'],
])('%s is refused before it is kept', async (_title, given, code) => {
  expect(await cloud.call('o-resident-0003', wish.askWish, { ...asked, ...given })).toMatchObject({ code })
})

test('given back with a reason, denied, lapsed, withdrawn: each frees it or ends it, and says so', async () => {
  const id = await posted()
  must(await cloud.call(mei, wish.claimWish, { wish: id }, 'tap-mine-0001'))
  expect(await cloud.call(mei, profile.resign, {})).toMatchObject({ code: 'WISH_CLAIMED' })
  expect(await cloud.call(lin, wish.giveBackWish, { wish: id, reason: '替他退' })).toMatchObject({
    code: 'NOT_YOUR_CLAIM',
  })
  must(await cloud.call(mei, wish.giveBackWish, { wish: id, reason: '孩子病了' }))
  must(await cloud.call(lin, wish.claimWish, { wish: id }))
  // A late repeat of the first tap reads no address any more.
  expect(await cloud.call(mei, wish.claimWish, { wish: id }, 'tap-mine-0001')).toMatchObject({ code: 'WISH_TAKEN' })
  const finish = { wish: id, words: '取好了', minutes: 30 }
  must(await cloud.call(lin, wish.finishWish, finish))
  const deny = { wish: id, reason: '药拿错了一盒' }
  expect(await cloud.call(lin, wish.denyWish, deny)).toMatchObject({ code: 'NOT_YOURS' })
  expect(must(await cloud.call(old, wish.denyWish, deny))).toMatchObject({ state: 'claimed', say: '药拿错了一盒' })
  expect(await hoursOf(lin)).toEqual([])

  await later(claimMs + 60_000)
  expect(await cloud.call(lin, wish.finishWish, finish)).toMatchObject({ code: 'NOT_YOUR_CLAIM' })
  expect(must(await cloud.call(lin, wish.oneWish, { wish: id }))).toMatchObject({ wish: { state: 'shown' } })
  // Nobody's at that instant, before the timer came.
  must(await cloud.call(mei, wish.claimWish, { wish: id }))
  must(await cloud.call(old, wish.withdrawWish, { wish: id }))
  expect((await told(mei)).slice(-1)).toEqual(['对方不需要了'])
  expect(await cloud.call(mei, wish.oneWish, { wish: id })).toMatchObject({ code: 'NO_SUCH_WISH' })

  await cloud.setClock(fridayMorning)
  const lapsing = await posted({}, other)
  must(await cloud.call(lin, wish.claimWish, { wish: lapsing }))
  await later(claimMs + 60_000)
  await cloud.tick('volunteer')
  expect(await stored(lapsing)).toMatchObject({ state: 'shown' })
  expect(await stored(lapsing)).not.toHaveProperty('claim')
  expect([await told(lin), await told(other)].flat()).toEqual(
    expect.arrayContaining(['接的心愿到期了', '您的心愿重新等人接']),
  )
})

test('whoever did it neither grades nor confirms it by any path, staff or not; a second one does, once', async () => {
  const { _id: id } = documents.ofBoth
  for (const [what, input] of [
    [wish.thankWish, { wish: id, grade: 'good', words: '我真行' }],
    [wishDesk.confirmWish, { wish: id }],
  ] as const)
    expect(await cloud.call(both, what, input as never)).toMatchObject({ code: 'OWN_CLAIM' })
  expect(await cloud.call(both, wish.denyWish, { wish: id, reason: '再来一次' })).toMatchObject({ code: 'NOT_YOURS' })
  expect(await cloud.call(both, wish.askWishFor, { ...asked, whom: '我自己' })).toMatchObject({ ok: true })
  const own = (await cloud.documents<Wish>('volunteer_wishes')).find(({ asker }) => asker === both)?._id ?? ''
  must(await cloud.call(staff, wishDesk.passWish, { wish: own, seen: 0 }))
  expect(await cloud.call(both, wish.claimWish, { wish: own })).toMatchObject({ code: 'OWN_WISH' })
  must(await cloud.call(staff, wishDesk.confirmWish, { wish: id }))
  expect(await hoursOf(both)).toMatchObject([{ minutes: 60 }])
  must(await cloud.call(old, wish.thankWish, { wish: id, grade: 'fine', words: '谢谢' }))
  expect(await hoursOf(both)).toHaveLength(1)
})

test('a wish for a barber is a barber’s; unclaimed for days it calls, once, those who can, and staff see it', async () => {
  const { _id: id } = documents.skilled
  expect(must(await cloud.call(mei, wish.oneWish, { wish: id })).whyNot).toMatchObject({ code: 'SKILL_MISSING' })
  const common = await posted({}, 'o-resident-0004')
  await later(unclaimedMs + 60_000)
  await cloud.tick('volunteer')
  expect(await told(barber)).toContain('邻居的心愿等人接')
  const called = (await cloud.documents<Notice>('notices')).filter(({ opens = '' }) => opens.includes(common))
  expect(called.filter(({ title }) => title === '邻居的心愿等人接')).toHaveLength(calledAtMost)
  const before = (await cloud.documents<Notice>('notices')).length
  await later(unclaimedMs * 2)
  await cloud.tick('volunteer')
  expect(await cloud.documents<Notice>('notices')).toHaveLength(before)
  const late = must(await cloud.call(staff, wishDesk.listDeskWishes, { place: community, which: 'unclaimed' })).items
  expect(late.map((each) => each.id)).toEqual(expect.arrayContaining([id, common]))
  expect(must(await cloud.call(barber, wish.claimWish, { wish: id }))).toMatchObject({ mine: 'claimer' })
  const done = must(await cloud.call(staff, wishDesk.listDeskWishes, { place: community, which: 'unanswered' })).items
  expect(done.map((each) => each.id)).toContain(documents.ofLeaver._id)
})

test('pages go on without a gap, one request each, small enough; no query lacks an index', async () => {
  const read = async (open?: true) => {
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const input = { community: 'wangcheng.gaotangling', ...(open ? { open } : {}), ...(cursor ? { cursor } : {}) }
      const page = must(await cloud.call(undefined, wish.listWishes, input))
      expect(JSON.stringify(page).length).toBeLessThan(10_000)
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.cursor
    } while (cursor !== undefined)
    return ids
  }
  await cloud.resetStats()
  const newest = many.map(({ _id }) => _id)
  expect(await read()).toEqual(newest)
  expect(await read(true)).toEqual([...newest].reverse())
  expect((await cloud.stats())['volunteer']?.['listWishes']).toMatchObject({ calls: 6, requests: 6 })
  expect(await cloud.unservedQueries()).toEqual([])
})

test('who leaves takes their own with them: what they claimed is free, what was done for them names them no more', async () => {
  const leaver = 'o-leaver-0001'
  const { id } = must(await cloud.call(leaver, wish.askWish, asked))
  const kept: unknown[] = []
  let cursor: string | undefined
  do {
    const part = must(await cloud.call(leaver, privacy.exportMine, cursor === undefined ? {} : { cursor }))
    kept.push(part)
    cursor = part.cursor
  } while (cursor !== undefined)
  expect(JSON.stringify(kept)).toMatch(/二期三栋 1204.*接的心愿/)
  must(await cloud.call(leaver, privacy.leave, { sure: '注销' }))
  for (const minutes of [1, 2, 3, 4]) {
    await later(minutes * 61_000)
    await cloud.tick('member')
  }
  expect(JSON.stringify(await cloud.documents('volunteer_wishes'))).not.toContain(leaver)
  expect((await cloud.documents<Wish>('volunteer_wishes')).some(({ _id }) => _id === id)).toBe(false)
  expect(await stored(documents.leaving._id)).toMatchObject({ state: 'shown' })
  expect(await stored(documents.ofLeaver._id)).toMatchObject({ state: 'done', askerName: '已注销用户' })
})
