import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({ collections: { one: {} } })
  await cloud.run(async ({ db }) => {
    const day = new Date('2021-01-03T04:05:06.789Z')
    await db.collection('one').add({ data: { i: 7, l: [3, 1, 2], text: 'Hällo', o: { a: 1, b: 2 }, day } })
  })
})
afterAll(() => cloud.stop())

async function evaluate(expression: string): Promise<unknown> {
  const { body, status } = await cloud.call('script', { code: `async ({ db, _, $, failure }) => (${expression})` })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}

test.each<[string, string, unknown]>([
  ['the first Sunday begins week 1, days before are in week 0', '$.week(new Date("2021-01-02T12:00:00Z"))', 0],
  ['a year that begins on Sunday has no week 0', '$.week(new Date("2023-01-01T00:00:00Z"))', 1],
  ['the last week', '$.week(new Date("2022-12-31T00:00:00Z"))', 52],
  ['weeks in a zone', '$.week({ date: new Date("2021-01-02T20:00:00Z"), timezone: "+08:00" })', 1],
  ['the ISO year may be the next one', '$.isoWeekYear(new Date("2018-12-31T00:00:00Z"))', 2019],
  ['the ISO year in the middle', '$.isoWeekYear(new Date("2021-06-01T00:00:00Z"))', 2021],
  ['the week of nothing is null', '$.week("$missing")', null],
  ['the year of nothing is null', '$.year("$missing")', null],
  ['a sum over nothing is null', '$.add(["$missing", 1])', null],
  ['text in between nothing is null', '$.concat(["a", "$missing"])', null],
  ['the size of a list of nothing', '$.size([[]])', 0],
  ['a condition takes zero as false, text as true', '[$.cond([0, 1, 2]), $.cond(["", 1, 2])]', [2, 1]],
  ['a date minus a date is milliseconds', '$.subtract(["$day", new Date("2021-01-03T04:05:06.000Z")])', 789],
  ['a date plus milliseconds is a date', '$.add(["$day", 211])', '2021-01-03T04:05:07.000Z'],
  ['halves are cut', '$.trunc([2.567, 2])', 2.56],
  ['the lower case of nothing is empty', '$.toLower("$missing")', ''],
  ['the element beyond the end is missing', '$.ifNull([$.arrayElemAt(["$l", 9]), "none"])', 'none'],
  ['objects differ by the order of their keys', '$.eq(["$o", { b: 2, a: 1 }])', false],
])('%s', async (_name, expression, value) => {
  const list = await evaluate(
    `(await db.collection('one').aggregate().project({ _id: 0, v: ${expression} }).end()).list`,
  )
  expect((list as { v: unknown }[])[0]?.v).toEqual(value)
})

test.each<[string, string]>([
  ['division by zero', '$.divide(["$i", 0])'],
  ['adding text', '$.add(["$text", 1])'],
  ['the size of no list', '$.size("$i")'],
  ['text of a number', '$.concat(["a", "$i"])'],
  ['a root of less than nothing', '$.sqrt(-1)'],
  ['an element of no list', '$.arrayElemAt(["$i", 0])'],
  ['an unknown operator', '({ $nonsense: 1 })'],
])('an expression MongoDB refuses is refused: %s', async (_name, expression) => {
  const code = `await failure(db.collection('one').aggregate().project({ v: ${expression} }).end())`
  expect(await evaluate(code)).toMatchObject({ errMsg: expect.stringContaining('[FailedOperation]') as string })
})
