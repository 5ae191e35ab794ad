import {
  callPlaces,
  isAtRisk,
  missingIn,
  needsOf,
  whyNotCall,
} from '../../cloudfunctions/volunteer/call-for-help/rules'

const at = (time: string) => new Date(`2026-11-${time}+08:00`)
const place = { until: undefined } as object
const shift = {
  ...{
    opensAt: at('14T00:00:00'),
    startsAt: at('28T09:00:00'),
    closesAt: at('28T09:00:00'),
    endsAt: at('28T11:00:00'),
  },
  roles: [
    { min: 2, holders: [place] },
    { min: 1, holders: [place, place, place] },
  ],
}

test('too many of one role are none of another; a place that was only kept, and lapsed, is nobody’s', () => {
  expect(missingIn(shift.roles, at('27T09:00:00'))).toBe(1)
  expect(missingIn([{ min: 1, holders: [{ until: at('27T09:00:00') }] }], at('27T09:00:00'))).toBe(1)
  expect(missingIn([{ min: 1, holders: [{ until: at('27T09:00:01') }] }], at('27T09:00:00'))).toBe(0)
})

test.each([
  ['26T08:59:59', false, 'TOO_EARLY'],
  ['26T09:00:00', true, null],
  ['28T08:59:59', true, null],
  ['28T09:00:00', false, 'CLOSED'],
  ['28T11:00:00', false, 'CLOSED'],
])('at %s a shift of Saturday at nine that lacks people is at risk: %s', (time, risk, code) => {
  expect(isAtRisk(shift, at(time))).toBe(risk)
  expect(whyNotCall(shift, at(time))?.code ?? null).toBe(code)
})

test('nobody is called to what is cancelled, not open, or has enough; and twice within twelve hours neither', () => {
  const now = at('27T09:00:00')
  expect(isAtRisk({ ...shift, cancelled: '下大雨' }, now)).toBe(false)
  expect(whyNotCall({ ...shift, cancelled: '下大雨' }, now)).toEqual({ code: 'SHIFT_CANCELLED' })
  expect(whyNotCall({ ...shift, opensAt: at('27T10:00:00') }, now)).toEqual({ code: 'NOT_YET' })
  expect(whyNotCall({ ...shift, roles: [{ min: 1, holders: [place] }] }, now)).toEqual({ code: 'ENOUGH' })
  expect(whyNotCall({ ...shift, help: { at: at('26T21:00:01') } }, now)).toEqual({
    code: 'CALLED_LATELY',
    say: '刚喊过人，11月27日 09:00 以后还缺，可以再喊',
  })
  expect(whyNotCall({ ...shift, help: { at: at('26T21:00:00') } }, now)).toBeNull()
})

test('people are called from the community, then from its street; of a wider place, from there', () => {
  expect(callPlaces('wangcheng.yueliangdao.taohuajing.g1')).toEqual([
    'wangcheng.yueliangdao.taohuajing',
    'wangcheng.yueliangdao',
  ])
  expect(callPlaces('wangcheng.yueliangdao')).toEqual(['wangcheng.yueliangdao'])
  expect(callPlaces('wangcheng')).toEqual(['wangcheng'])
})

test('what roles ask for is looked for once each', () => {
  expect(needsOf([{ skill: 'barber' }, { skill: 'barber' }, { skill: 'barber', paper: 'health' }, {}])).toEqual([
    { skill: 'barber', paper: undefined },
    { skill: 'barber', paper: 'health' },
    { skill: undefined, paper: undefined },
  ])
})
