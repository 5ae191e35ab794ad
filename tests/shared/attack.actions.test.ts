import type { Capability } from '../../cloudfunctions/shared/contract'
import { capabilities } from '../../config/scripts/contract'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { nightIds, people, writeMarketWorld } from '../support/market-world'

let cloud: Cloud

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning) })
})
afterAll(() => cloud.stop())

/** A good value for each field of each input; a new field needs one here. */
const good: Record<string, unknown> = {
  night: nightIds.tonight,
  stall: 'A01',
  cursor: 'eyJhZnRlciI6IjIwMjYtMTEtMjctdGFvaHVhamluZyJ9',
  notice: '20261127T020000000Z-0123456789abcdef0123',
  which: 'upTo',
  kind: 'market',
  muted: true,
  kinds: ['market'],
  name: '阿梅',
  fullName: '王梅',
  shownAs: 'nickname',
  file: 'cloud://env.bucket/uploads/me.png',
  code: 'phone-code-0001',
  under: 'wangcheng',
  place: 'wangcheng',
  slug: 'xincun',
  order: 1,
  role: 'vendor',
  person: 'ABCDEFGH',
  holder: 'h'.repeat(48),
  reason: '搬走了',
}

const hostile: unknown[] = [
  { $ne: '' },
  { $gt: '' },
  { $where: 'sleep(1000)' },
  { 'a.b': 1 },
  ['A01'],
  [{ $ne: '' }],
  0,
  -1,
  Number.MAX_SAFE_INTEGER,
  true,
  null,
  '',
  ' ',
  '$where',
  'a.b',
  '长'.repeat(10_000),
  '🔥'.repeat(10_000),
  '\u0000',
  '../../etc/passwd',
  '2026-11-27-taohuajing\n',
]

/** Fields of free words, where these are nothing but odd words: they are kept as they stand and judged by WeChat. */
const freeWords = ['name', 'reason']
const oddWords = ['$where', 'a.b', '../../etc/passwd', '2026-11-27-taohuajing\n']
const hostileTo = (field: string) =>
  freeWords.includes(field) ? hostile.filter((value) => !oddWords.includes(value as string)) : hostile

const fieldsOf = ({ name, input }: Capability): string[] => {
  const fields = 'entries' in input ? Object.keys(input.entries as object) : []
  for (const field of fields) if (!(field in good)) throw new Error(`attack test: no good value for ${name}.${field}`)
  return fields
}

const goodInput = (capability: Capability) =>
  Object.fromEntries(fieldsOf(capability).map((field) => [field, good[field]]))

/** Every hostile input of one action, each wrong in one place. */
const inputsAgainst = (capability: Capability): unknown[] => [
  ...fieldsOf(capability).flatMap((field) =>
    hostileTo(field)
      .filter((value) => typeof value !== 'boolean' || typeof good[field] !== 'boolean')
      .map((value) => ({ ...goodInput(capability), [field]: value })),
  ),
  ...['$ne', '$where', 'a.b', 'vendor', 'openid', 'constructor', 'toString'].map((key) => ({
    ...goodInput(capability),
    [key]: 1,
  })),
  JSON.parse(`{"__proto__": {"night": "${nightIds.tonight}"}}`),
  'A01',
  [],
  [goodInput(capability)],
  7,
  true,
]

const callers = [people.hot, people.resident, 'o-operator-0001', undefined]

/** The lines of all that is stored, but for the counts of tries: what is well formed and refused is one. */
const stored = async () =>
  (await cloud.everything()).split('\n').filter((line) => !line.startsWith('{"collection":"limits"'))

/** Lines that are in one list only, so that a failure shows what changed and not all that did not. */
function differences(before: readonly string[], after: readonly string[]): string[] {
  const [were, are] = [new Set(before), new Set(after)]
  return [...before.filter((line) => !are.has(line)), ...after.filter((line) => !were.has(line))]
}

async function expectNothingHappens(domain: string, bodies: unknown[]): Promise<void> {
  const before = await stored()
  for (const who of callers) {
    const answers = await Promise.all(bodies.map(async (body) => [body, await cloud.send(domain, who, body)] as const))
    for (const [body, answer] of answers) {
      const what = `${String(who)} ${JSON.stringify(body).slice(0, 200)} → ${JSON.stringify(answer).slice(0, 200)}`
      expect([what, answer.ok]).toEqual([what, false])
      if (!answer.ok) expect([what, answer.code]).toEqual([what, expect.stringMatching(/^(?!INTERNAL)[A-Z_]+$/)])
      if (!answer.ok) expect(answer.say).toMatch(/[\u4e00-\u9fff]/)
    }
  }
  expect(differences(before, await stored())).toEqual([])
}

test('every input of every action is attacked: always a refusal, never a bug, nothing changed', async () => {
  const all = await capabilities()
  expect(all.length).toBeGreaterThanOrEqual(5)
  for (const capability of all) {
    const bodies = inputsAgainst(capability).map((input) => ({ action: capability.name, input, key: 'attack-0001' }))
    await expectNothingHappens(capability.domain, bodies)
  }
})

test('the envelope is attacked: action and key', async () => {
  const input = { night: nightIds.tonight, stall: 'A01' }
  const actions = [...hostile, 'constructor', 'toString', '__proto__', 'hasOwnProperty', 'timer', undefined]
  await expectNothingHappens('market', [
    ...actions.map((action) => ({ action, input })),
    ...hostile.map((key) => ({ action: 'bookStall', input, key })),
    {},
    { input },
    { Type: 'Timer', TriggerName: 'plan-nights', Time: '2026-11-27T00:00:00Z', Message: '' },
  ])
})

test('whom a request says that it comes from does not count', async () => {
  const input = { night: nightIds.tonight, stall: 'A01' }
  const userInfo = { openId: people.hot, appId: 'wx' }
  const body = { action: 'bookStall', input, userInfo, openid: people.hot, OPENID: people.hot, SOURCE: 'wx_trigger' }
  expect(await cloud.send('market', people.resident, body)).toMatchObject({ ok: false, code: 'NOT_ALLOWED' })
})
