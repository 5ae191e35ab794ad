import { canOf, waitsOf, whyNotApprove, whyNotEnroll, withPaper } from '../../cloudfunctions/volunteer/profile/rules'

test.each([
  ['wangcheng', undefined, 'PLACE_TOO_WIDE'],
  ['wangcheng.yueliangdao', undefined, 'PLACE_TOO_WIDE'],
  ['wangcheng.yueliangdao.taohuajing', undefined, null],
  ['wangcheng.yueliangdao.taohuajing.g1', undefined, null],
  ['wangcheng.yueliangdao.taohuajing.g1.u1', undefined, null],
  ['wangcheng.yueliangdao.taohuajing', {}, 'PLACE_RETIRED'],
])('a volunteer of %s, retired %j: %s', (place, retired, why) => {
  expect(whyNotEnroll({ place, ...(retired ? { retired } : {}) })).toBe(why)
})

test('who can do something is found at their place and at all above it', () => {
  expect(canOf('a.b', ['barber']).sort()).toEqual(['any@a', 'any@a.b', 'barber@a', 'barber@a.b'])
})

test('of each kind one paper stands: the one that came last', () => {
  const first = { kind: 'health' as const, id: 1 }
  const other = { kind: 'firstAid' as const, id: 2 }
  expect(withPaper([first, other], { kind: 'health', id: 3 })).toEqual([other, { kind: 'health', id: 3 }])
})

test('staff are waited for since the oldest paper that nobody decided about, at the place and above', () => {
  const [early, late] = [new Date('2026-11-01T00:00:00Z'), new Date('2026-11-02T00:00:00Z')]
  expect(waitsOf('a.b', [])).toBeNull()
  expect(waitsOf('a.b', [{ at: early, refused: '看不清' }])).toBeNull()
  expect(waitsOf('a.b', [{ at: late }, { at: early }])).toEqual({ waitsAt: ['a.b', 'a'], waitsSince: early })
})

test.each([
  ['2026-11-27', 'fine', null],
  ['2026-11-26', 'fine', 'PAPER_EXPIRED'],
  ['2026-11-27', 'checking', 'PHOTO_NOT_CHECKED'],
  ['2026-11-27', 'refused', 'PHOTO_NOT_CHECKED'],
  ['2026-11-27', undefined, 'PHOTO_NOT_CHECKED'],
] as const)('a paper until %s whose photo is %s, approved on 2026-11-27: %s', (until, photo, why) => {
  expect(whyNotApprove({ until }, photo, '2026-11-27')).toBe(why)
})
