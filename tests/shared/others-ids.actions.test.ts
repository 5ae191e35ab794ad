import { booking } from '../../cloudfunctions/market/booking/contract'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { role } from '../../cloudfunctions/member/role/contract'
import { roles } from '../../cloudfunctions/shared/contract'
import { demoPlace } from '../../cloudfunctions/shared/demo'
import type { Notice } from '../../cloudfunctions/shared/documents'
import { actionRows, goodInput, type ActionRow, type GoodValues } from '../support/attack'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { anOpenRound } from '../support/draw-world'
import { everyone, holderOf } from '../support/everyone'
import { attackedDocuments, attackedShift, goodValues } from '../support/good-values'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { wechatOf } from '../support/wechat'

/*
 * Everything of one person's that has an id is offered to every action by somebody else who may ask it. What is stored
 * of that person must not change by it, and nothing of theirs comes back.
 */

const victim = people.hot
const rows = actionRows()

let cloud: Cloud
/** Fields that take an id, with the victim's. */
let theirs: Record<string, unknown>

/** The stored lines that speak of the victim, but for the count of their own tries. */
const linesOfVictim = async () =>
  (await cloud.everything()).split('\n').filter((line) => line.includes(victim) && !line.includes('"limits"'))

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning, everyone()) })
  const entry = {
    vendor: victim,
    shop: 'shop000004',
    name: '巷口炸串',
    sells: '炸串',
    kinds: ['hot' as const],
    choices: ['A02'],
    at: fridayMorning,
    taps: [],
  }
  const joined = { ...anOpenRound(nightIds.tonight), entries: [entry] }
  await cloud.put('market_draws', joined)
  await cloud.put('market_draws', anOpenRound(nightIds.cancelled))
  const holder = { id: 'holder-0001', person: victim, name: '炸串摊主', at: fridayMorning, key: 'shift-00001' }
  const filled = attackedShift.roles.map((each) => ({ ...each, holders: [holder] }))
  for (const [collection, document] of Object.entries(attackedDocuments)) await cloud.put(collection, document)
  await cloud.put('volunteer_shifts', { ...attackedShift, ...{ roles: filled, people: [victim], applied: [] } })
  const wechat = wechatOf(cloud)
  const me = await cloud.call(victim, profile.me, {})
  const code = await cloud.call(victim, profile.myCode, {}, 'code-00001')
  const booked = await cloud.call(victim, booking.bookStall, { night: nightIds.tonight, stall: 'A01' }, 'book-00001')
  if (!me.ok || !code.ok || !booked.ok) throw new Error('the victim could not settle in')
  const file = await wechat.upload(victim, `photos/${me.value.folder}/a-picture-of-mine.jpg`)
  const lead = { place: demoPlace, role: 'lead', person: code.value.code } as const
  await cloud.call('o-staff-0001', role.appoint, lead, 'lead-00001')
  const list = await cloud.call('o-staff-0001', role.listHolders, { place: demoPlace, role: 'lead' })
  const [notice] = (await cloud.documents<Notice>('notices')).filter(({ to }) => to === victim)
  if (!list.ok || !notice) throw new Error('the victim has no notice or stands in no list')
  theirs = {
    night: nightIds.tonight,
    notice: notice._id,
    which: 'one',
    'listShops.which': 'waiting',
    shop: 'shop000004',
    // An operator may suspend any vendor of theirs: that is no attack.
    'suspendShop.shop': 'shopOfNobody1',
    report: `20261126T130000000Z-${'0'.repeat(20)}`,
    file,
    // A token that names somebody to one reader alone.
    holder: list.value.items[0]?.holder,
    code: 'a-code-of-somebody-else',
    stall: 'A01',
    swap: 'book-00001',
    round: `${nightIds.tonight}-1`,
    pair: 'shop000004',
  }
})
afterAll(() => cloud.stop())

/** Good values for what is no id of the victim's. */
const others: GoodValues = {
  ...goodValues,
  role: 'lead',
  // An operator's power over a night is no power over whom it concerns: that is what schedule.actions.test.ts is about.
  'cancelNight.night': nightIds.withRepair,
  'changeTimes.night': nightIds.withRepair,
  'closeStall.night': nightIds.withRepair,
  'reopenStall.night': nightIds.withRepair,
  'takeLayout.night': nightIds.withRepair,
  'warnNight.night': nightIds.withRepair,
  // Nor is the power to place somebody: that is what placing.actions.test.ts is about.
  'placeVendor.night': nightIds.cancelled,
  // Nor is the power over a night's money: that is what fees.actions.test.ts is about.
  'takeCash.night': nightIds.withRepair,
  'waiveFee.night': nightIds.withRepair,
  'refundFee.night': nightIds.withRepair,
  // Whoever signs up changes the shift, and nobody else in it: that is what sign-up.actions.test.ts is about.
  'signUp.shift': '2026-11-28T0900-nobody',
  // Nor is the power to cancel a shift: that is what activity.actions.test.ts is about.
  'cancelShift.shift': '2026-11-28T0900-nobody',
  // Nor is the power to call others to it: that is what saturday.actions.test.ts is about.
  'callForHelp.shift': '2026-11-28T0900-nobody',
  // To make a round void is the auditor's right, whoever takes part.
  'voidDraw.round': `${nightIds.cancelled}-1`,
}

const attackerFor = ({ by }: ActionRow): string => {
  const wanted = roles.find((each) => each === by)
  return wanted ? holderOf(wanted, 'here') : 'o-attacker'
}

/** What is the victim's, as the attack before left it: one looks at all that exists once for each. */
let known: Awaited<ReturnType<typeof linesOfVictim>> | undefined

test.each(rows.map((row) => [`${row.function}.${row.action}`, row] as const))(
  '%s with somebody else’s ids leaves what is theirs as it was',
  async (_title, row) => {
    const before = (known ??= await linesOfVictim())
    expect(before.length).toBeGreaterThan(3)
    const input = goodInput(row, { ...others, ...theirs })
    const answer = await cloud.send(row.function, attackerFor(row), { action: row.action, input, key: 'others-0001' })
    expect(answer).not.toMatchObject({ code: 'INTERNAL' })
    expect(JSON.stringify(answer)).not.toContain(victim)
    known = await linesOfVictim()
    expect(known).toEqual(before)
  },
)
