import { LocalCloud } from './support/local-cloud'

/* Where a library's expressions and MongoDB's differ: what MongoDB's manual and its server's messages say. */

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({ collections: { one: {} } })
  await cloud.run(async ({ db }) => {
    const day = new Date('2021-01-02T20:00:00.000Z')
    await db.collection('one').add({ data: { i: 7, l: [3, 1, 2], nothing: null, text: 'Hällo', o: { a: 1 }, day } })
  })
})
afterAll(() => cloud.stop())

async function evaluate(expression: string): Promise<unknown> {
  const code = `async ({ db, _, $, failure }) => (${expression})`
  const { body, status } = await cloud.call('script', { code })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}

async function valueOf(expression: string): Promise<unknown> {
  const list = await evaluate(
    `(await db.collection('one').aggregate().project({ _id: 0, v: ${expression} }).end()).list`,
  )
  return (list as { v?: unknown }[])[0]?.v
}

test.each<[string, unknown]>([
  // Text
  ['$.substr(["abcdef", 2, -1])', 'cdef'],
  ['$.substrBytes(["abc", 1, 100])', 'bc'],
  ['$.substr(["abc", 9, 1])', ''],
  ['$.substr(["$day", 0, 10])', '2021-01-02'],
  ['$.substr([12345, 0, 3])', '123'],
  ['$.substrCP(["中文字", 1, 9])', '文字'],
  ['$.strcasecmp(["$missing", "a"])', -1],
  ['$.toUpper("é$")', 'é$'],
  ['$.toLower("$i")', '7'],
  ['$.indexOfCP(["abcabc", "c", 3, 5])', -1],
  ['$.split(["$missing", ","])', null],
  // Numbers
  ['$.mod(["$missing", 2])', null],
  ['$.mod([-7, 3])', -1],
  ['$.add("$i")', 7],
  ['$.subtract([new Date(1000), 1])', '1970-01-01T00:00:00.999Z'],
  ['$.log([8, 2])', 3],
  // Lists, objects, conditions
  ['$.arrayToObject([[["k", [1, 2]]]])', { k: [1, 2] }],
  ['$.indexOfArray(["$l", 9, 1])', -1],
  ['$.indexOfArray(["$l", 2, 1])', 2],
  ['$.zip({ inputs: [[], [1]] })', []],
  [
    '$.zip({ inputs: [[null], [1, 2]], useLongestLength: true, defaults: ["x", "y"] })',
    [
      [null, 1],
      ['x', 2],
    ],
  ],
  ['$.slice(["$missing", 1])', null],
  ['$.slice(["$l", -9, 2])', [3, 1]],
  ['$.setUnion([[1], "$missing"])', null],
  [
    '$.setUnion([[{ a: 1, b: 2 }], [{ b: 2, a: 1 }]])',
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
  ],
  ['$.in([{ a: 1, b: 2 }, [{ b: 2, a: 1 }]])', false],
  ['$.mergeObjects("$o")', { a: 1 }],
  ['$.not([""])', false],
  [
    '$.map({ input: [1, 2], in: $.reduce({ input: [10, 20], initialValue: 0, in: $.add(["$$value", "$$this"]) }) })',
    [30, 30],
  ],
  // What is an accumulator too
  ['$.sum("$i")', 7],
  ['$.sum("$missing")', 0],
  ['$.sum(["$i", "$l", 3])', 10],
  ['$.avg("$text")', null],
  ['$.max("$l")', 3],
  ['$.min(["$i", "$nothing"])', 7],
  ['$.stdDevSamp([[5]])', null],
  // Dates
  ['$.hour({ date: "$day", timezone: "Asia/Shanghai" })', 4],
  ['$.hour({ date: "$day", timezone: "UTC" })', 20],
  ['$.hour({ date: "$day", timezone: "America/New_York" })', 15],
  ['$.minute({ date: "$day", timezone: "-00:30" })', 30],
  ['$.hour({ date: "$day", timezone: "$missing" })', null],
  ['$.dateToString({ date: "$day", format: "%Y-%m-%d %H", timezone: "Asia/Shanghai" })', '2021-01-03 04'],
  ['$.dateToString({ date: "$day", format: "100%% %G-%V %U %w %u", timezone: "+08" })', '100% 2020-53 01 1 7'],
  ['$.dateToString({ date: "$day", format: "%z %Z", timezone: "-05:30" })', '-0530 -330'],
  ['$.dateToString({ date: "$day", format: "%H", timezone: "$missing" })', null],
  ['$.dateFromParts({ year: 2021, month: 2, day: 30 })', '2021-03-02T00:00:00.000Z'],
  ['$.dateFromParts({ year: 2021, month: 14 })', '2022-02-01T00:00:00.000Z'],
  ['$.dateFromParts({ year: 2021, hour: 8, timezone: "Asia/Shanghai" })', '2021-01-01T00:00:00.000Z'],
  ['$.dateFromParts({ isoWeekYear: 2021, isoWeek: 1, isoDayOfWeek: 2 })', '2021-01-05T00:00:00.000Z'],
  ['$.dateFromParts({ year: 2021, month: "$missing" })', null],
  ['$.dateFromString({ dateString: "2018-03-03T12:00:00+0800" })', '2018-03-03T04:00:00.000Z'],
  ['$.dateFromString({ dateString: "2018-03-03 12:30", timezone: "Asia/Shanghai" })', '2018-03-03T04:30:00.000Z'],
  ['$.dateFromString({ dateString: "3/2/2018 %", format: "%d/%m/%Y %%" })', '2018-02-03T00:00:00.000Z'],
  ['$.dateFromString({ dateString: "2018-02-30", onError: "no day" })', 'no day'],
  ['$.dateFromString({ dateString: "$missing", onNull: 0 })', 0],
])('%s', async (expression, value) => {
  expect(await valueOf(expression)).toEqual(value)
})

test.each<[string, string]>([
  ['$.size("$missing")', 'The argument to $size must be an array, but was of type: missing'],
  ['$.substrBytes(["$text", 2, 1])', 'starting index is a UTF-8 continuation byte'],
  ['$.substrCP(["abc", 0, -1])', 'length must be a nonnegative integer'],
  ['$.split(["abc", ""])', '$split requires a non-empty separator'],
  ['$.strLenCP("$missing")', '$strLenCP requires a string argument, found: missing'],
  ['$.mod([5, 0])', "can't $mod by zero"],
  ['$.ln(0)', "$ln's argument must be a positive number, but is 0"],
  ['$.subtract(["$i", "$day"])', 'cant $subtract a date from a int'],
  ['$.mergeObjects(["$o", 5])', '$mergeObjects requires object inputs, but input 5 is of type int'],
  ['$.switch({ branches: [{ case: false, then: 1 }] })', 'could not find a matching branch'],
  ['$.divide([1, 2, 3])', 'Expression $divide takes exactly 2 arguments. 3 were passed in.'],
  ['$.year("2021")', "can't convert from BSON type string to Date"],
  ['$.hour({ date: "$day", timezone: "Mars/Base" })', 'unrecognized time zone identifier: "Mars/Base"'],
  ['$.dateToString({ date: "$day", format: "%q" })', "Invalid format character '%q' in format string"],
  ['$.dateFromString({ dateString: "tomorrow" })', "Error parsing date string 'tomorrow'"],
  ['$.dateFromString({ dateString: "2018-03-03T12:00:00Z", timezone: "+08" })', 'together with a timezone argument'],
  ['$.dateFromParts({ month: 2 })', "requires either 'year' or 'isoWeekYear' to be present"],
])('%s is refused', async (expression, message) => {
  const code = `await failure(db.collection('one').aggregate().project({ v: ${expression} }).end())`
  expect(await evaluate(code)).toMatchObject({ errMsg: expect.stringContaining(`[FailedOperation] `) as string })
  expect(await evaluate(code)).toMatchObject({ errMsg: expect.stringContaining(message) as string })
})
