/** A name as long as they get, which the pictures show beside the demo data: of somebody who is there already. */
export const longName = { id: 'o-vendor-0079', name: '月亮岛街道桃花井社区东门口老李家糖油粑粑' }
