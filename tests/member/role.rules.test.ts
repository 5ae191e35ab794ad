import { rolesAfter } from '../../cloudfunctions/shared/roles'
import { held, whyNotGrant, whyNotLeave, whyNotRevoke } from '../../cloudfunctions/member/role/rules'
import { whyNotAdd } from '../../cloudfunctions/member/region/rules'
import { placesAbove, regionKind } from '../../cloudfunctions/shared/region'
import { listings } from '../../cloudfunctions/shared/roles'

const community = 'wangcheng.yueliangdao.taohuajing'
const vendor = { role: 'vendor', place: community } as const
const facts = { roles: [], retired: false, self: false }

test.each([
  ['to somebody new', facts, null],
  ['at a place that is no longer in use', { ...facts, retired: true }, 'PLACE_RETIRED'],
  ['to oneself', { ...facts, self: true }, 'NOT_YOURSELF'],
  ['to somebody who has it', { ...facts, roles: [vendor] }, 'ALREADY_HOLDS'],
  ['to somebody who has it above', { ...facts, roles: [{ ...vendor, place: 'wangcheng' }] }, null],
  ['to somebody who has another', { ...facts, roles: [{ ...vendor, role: 'lead' as const }] }, null],
])('a role given %s: %s', (_, each, expected) => {
  expect(whyNotGrant(vendor, each)).toBe(expected)
})

test('only a role that is there can be taken, and the last admin of a district stays', () => {
  expect(whyNotRevoke(vendor, [vendor])).toBeNull()
  expect(whyNotRevoke(vendor, [{ ...vendor, place: 'wangcheng' }])).toBe('DOES_NOT_HOLD')
  expect(whyNotLeave(['a'], 'a')).toBe('LAST_ADMIN')
  expect(whyNotLeave(['a', 'b'], 'a')).toBeNull()
  expect(whyNotLeave(['a'], 'b')).toBeNull()
})

test('roles after a change: given once, taken whole, all others untouched', () => {
  const lead = { role: 'lead', place: `${community}.g1` } as const
  expect(rolesAfter([lead], { ...vendor, change: 'granted' })).toEqual([lead, vendor])
  expect(rolesAfter([vendor, lead], { ...vendor, change: 'granted' })).toEqual([lead, vendor])
  expect(rolesAfter([vendor, lead], { ...vendor, change: 'revoked' })).toEqual([lead])
  expect(held([vendor, lead], 'lead', community)).toEqual([lead])
  expect(held([vendor, lead], 'lead', `${community}.g2`)).toEqual([])
})

test('a role stands in the lists of its place and of each place above, once', () => {
  expect(listings([vendor, { role: 'vendor', place: 'wangcheng.yueliangdao' }])).toEqual([
    'vendor@wangcheng',
    'vendor@wangcheng.yueliangdao',
    'vendor@wangcheng.yueliangdao.taohuajing',
  ])
  expect(listings([])).toEqual([])
})

test('a place knows what it is and what it lies in', () => {
  expect(placesAbove('a.b.c')).toEqual(['a.b', 'a'])
  expect(placesAbove('a')).toEqual([])
  expect(['a', 'a.b', 'a.b.c', 'a.b.c.d', 'a.b.c.d.e', 'a.b.c.d.e.f'].map(regionKind)).toEqual([
    'district',
    'street',
    'community',
    'grid',
    'unit',
    undefined,
  ])
})

test.each([
  ['a new name', { place: 'a.b', retired: false, slugs: ['x'] }, null],
  ['a name in use', { place: 'a.b', retired: false, slugs: ['y'] }, 'SLUG_TAKEN'],
  ['below a unit', { place: 'a.b.c.d.e', retired: false, slugs: [] }, 'TOO_DEEP'],
  ['below a place that is no longer in use', { place: 'a.b', retired: true, slugs: [] }, 'PLACE_RETIRED'],
])('a place of %s: %s', (_, under, expected) => {
  expect(whyNotAdd(under, 'y')).toBe(expected)
})
