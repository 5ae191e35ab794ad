/** A name as long as they get, which the pictures show beside the demo data: of somebody who is there already. */
export const longName = { id: 'o-vendor-0079', name: '月亮岛街道桃花井社区东门口老李家糖油粑粑' }

/** Who owes for a stall. */
export const owing = { who: 'o-vendor-0006', at: { night: '2026-11-27-taohuajing', stall: 'A10' } } as const

/** A night that does not take place, and why. */
export const cancelled = {
  night: '2026-12-04-taohuajing',
  why: 'wind',
  words: '气象台发了黄色预警，棚子站不住',
} as const

/** Volunteers who left their phone: one who looks at themselves, two of a roster. */
export const withPhone = ['o-volunteer-0001', 'o-volunteer-0008', 'o-volunteer-0012']
