import { taohuajing } from '../../cloudfunctions/market/demo'
import type { Night } from '../../cloudfunctions/market/documents'
import { nightsOf } from '../../cloudfunctions/market/night/plan'
import { lastWarning, whyNotWarn } from '../../cloudfunctions/market/warning/rules'

const night = { ...nightsOf(taohuajing, '2026-11-27', 1)[0] } as Night
const at = (time: string) => new Date(`2026-11-${time}:00+08:00`)
const rain = '今晚有雨，照常出摊'
const said = (time: string, reason = rain) => ({ what: 'warned', reason, at: at(time) })

test.each<[string, object, number, string, string | null]>([
  ['before booking opens', {}, 1, '20T09:59', null],
  ['while it is booked', {}, 1, '27T12:00', null],
  ['while it runs', {}, 1, '28T01:59', null],
  ['when it ended', {}, 1, '28T02:00', 'NIGHT_ENDED'],
  ['when it is cancelled', { cancelled: '有大雨' }, 1, '27T12:00', 'NIGHT_CANCELLED'],
  ['when nobody booked', {}, 0, '27T12:00', 'NOBODY_TO_WARN'],
  ['again within half an hour', { changes: [said('27T11:31')] }, 1, '27T12:00', 'SAID_ALREADY'],
  ['again after half an hour', { changes: [said('27T11:30')] }, 1, '27T12:00', null],
  ['after other words', { changes: [said('27T11:59', '今晚风大')] }, 1, '27T12:00', null],
  ['after the same words were a reason', { changes: [{ ...said('27T11:59'), what: 'closed' }] }, 1, '27T12:00', null],
])('those who have a stall are warned or not: %s', (_, more, concerned, time, why) => {
  expect(whyNotWarn({ ...night, ...more }, rain, concerned, at(time))).toBe(why)
})

test('the desk shows what was said last, and nothing where nothing was', () => {
  expect(lastWarning({})).toBeUndefined()
  const changes = [said('27T11:00'), said('27T12:00', '今晚风大'), { ...said('27T13:00'), what: 'closed' }]
  expect(lastWarning({ changes })).toEqual({ words: '今晚风大', at: at('27T12:00') })
})
