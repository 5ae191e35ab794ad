import { covers } from '../../cloudfunctions/shared/region'
import { holds } from '../../cloudfunctions/shared/roles'

test.each([
  ['wangcheng', 'wangcheng', true],
  ['wangcheng', 'wangcheng.yueliangdao.taohuajing', true],
  ['wangcheng.yueliangdao', 'wangcheng.yueliangdao.taohuajing', true],
  ['wangcheng.yueliangdao.taohuajing', 'wangcheng.yueliangdao', false],
  ['wangcheng.yueliang', 'wangcheng.yueliangdao', false],
  ['wangcheng.yueliangdao', 'wangcheng.wangfulu', false],
])('a role at %s holds at %s: %s', (granted, place, expected) => {
  expect(covers(granted, place)).toBe(expected)
})

test('a role holds where it was granted and below, and no other role with it', () => {
  const grants = [{ role: 'vendor', place: 'wangcheng.yueliangdao' } as const]
  expect(holds(grants, 'vendor', 'wangcheng.yueliangdao.taohuajing')).toBe(true)
  expect(holds(grants, 'vendor', 'wangcheng.gaotangling')).toBe(false)
  expect(holds(grants, 'operator', 'wangcheng.yueliangdao')).toBe(false)
  expect(holds(grants, 'vendor')).toBe(true)
  expect(holds([], 'vendor')).toBe(false)
})
