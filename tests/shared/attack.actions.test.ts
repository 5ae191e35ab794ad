import Ajv from 'ajv'
import path from 'node:path'
import { builtFunctions } from '../../config/scripts/build-functions'
import { roles } from '../../cloudfunctions/shared/contract'
import type { Reply } from '../../cloudfunctions/shared/reply'
import { actionRows, badInputs, goodInput, type ActionRow } from '../support/attack'
import { fridayMorning, startCloud, type Cloud } from '../support/cloud'
import { anOpenRound } from '../support/draw-world'
import { everyone, holderOf } from '../support/everyone'
import { attackedDocuments, attackedShift, goodValues } from '../support/good-values'
import { runHere, type FunctionHere } from '../support/in-process'
import { nightIds, people, writeMarketWorld } from '../support/market-world'
import { stopClock } from '../support/stop-clock'
import { unfit } from '../support/unfit'
import { wechatOf } from '../support/wechat'

let cloud: Cloud
const functions = new Map<string, FunctionHere>()

beforeAll(async () => {
  cloud = await startCloud({ documents: writeMarketWorld(fridayMorning, everyone()) })
  stopClock(fridayMorning)
  const load = runHere(cloud.url)
  for (const domain of domains) functions.set(domain, await load(path.join(builtFunctions, domain, 'index.js')))
  await cloud.put('market_draws', anOpenRound(nightIds.tonight))
  for (const [collection, document] of Object.entries(attackedDocuments)) await cloud.put(collection, document)
  await cloud.put('volunteer_shifts', attackedShift)
})
afterAll(() => cloud.stop())

const rows = actionRows()
const domains = new Set(rows.map((row) => row.function))
const title = ({ function: domain, action }: ActionRow) => `${domain}.${action}`
const cases = rows.map((row) => [title(row), row] as const)

const ajv = new Ajv({ strict: false, validateFormats: false })

/** Whether a field takes a value after all: then it is no bad input. */
const isFine = ({ input }: ActionRow, field: string, value: unknown): boolean =>
  ajv.validate(input.properties?.[field] ?? {}, value)

/** Everybody who may not ask this, whatever they ask; with the code of the refusal that they are owed. */
function strangersTo({ by, also, below, place }: ActionRow): [who: string | undefined, code: string][] {
  if (by === 'anyone') return []
  const nobody: [undefined, string] = [undefined, 'NOT_SIGNED_IN']
  if (by === 'resident') return [nobody]
  const others = roles
    .filter((role) => role !== by && ![...also, ...below].includes(role))
    .map((role) => holderOf(role, 'here'))
  const away = place === null ? [] : roles.map((role) => holderOf(role, 'away'))
  return [nobody, ...[people.resident, ...others, ...away].map((who): [string, string] => [who, 'NOT_ALLOWED'])]
}

/** Somebody who may ask this. */
function holderFor({ by }: ActionRow): string | undefined {
  if (by === 'anyone') return people.resident
  const role = roles.find((each) => each === by)
  return role ? holderOf(role, 'here') : people.resident
}

/** Asks the built function in this process: there are thousands of attacks, and most end before the database. */
async function send(row: ActionRow, who: string | undefined, input: unknown, key = 'attack-0001') {
  const answer = functions.get(row.function)?.send(who, { action: row.action, input, ...(row.changes ? { key } : {}) })
  if (!answer) throw new Error(`${row.function} is not loaded`)
  return answer
}

/** All that is stored, but for the count of tries, which is there to grow. */
const stored = async () =>
  (await cloud.everything())
    .split('\n')
    .filter((line) => !line.startsWith('{"collection":"limits"'))
    .join('\n')

/** What no answer may carry: an openid, whether one's own or another's, or a phone number. */
const leak = /\bo-(?:here|away|vendor|resident|staff|admin|operator|volunteer|member|lead)-\w+|\b1[3-9]\d{9}\b/

/** What was stored before the attacks, each document in a line: all that exists is read once, not after each attack. */
let before: string[]
beforeAll(async () => void (before = (await stored()).split('\n')))

async function expectUnchanged(): Promise<void> {
  const after = (await stored()).split('\n')
  const [was, is] = [new Set(before), new Set(after)]
  expect(after.filter((line) => !was.has(line))).toEqual([])
  expect(before.filter((line) => !is.has(line))).toEqual([])
}

/** Everything that is wrong about the answer to what must be refused. */
function wrongOf(answer: Reply): string[] {
  if (answer.ok) return ['it was done']
  return [
    ...(/^(?!INTERNAL)[A-Z_]+$/.test(answer.code) ? [] : ['the code is none of a refusal']),
    ...(/[\u4e00-\u9fff]/.test(answer.say) ? [] : ['it says nothing']),
  ]
}

test('there is something to attack', () => expect(rows.length).toBeGreaterThan(20))

/** Goes on from action to action, so that in the end each kind of stranger has tried each kind of hostile input. */
let turn = 0

test.each(cases)('%s: whoever has no right to it is told so, whatever they send', async (_title, row) => {
  const hostile = badInputs(row, goodValues, isFine)
  const attacks = strangersTo(row).map(async ([who, code]) => {
    const input = hostile[turn++ % hostile.length]
    expect([who, await send(row, who, goodInput(row, goodValues))]).toEqual([
      who,
      { ok: false, code, say: expect.stringMatching(/[\u4e00-\u9fff]/) as string },
    ])
    expect([who, input, wrongOf(await send(row, who, input))]).toEqual([who, input, []])
  })
  await Promise.all(attacks)
})

test('no stranger has changed anything', expectUnchanged)

test.each(cases)('%s: hostile input is refused in words, never a bug', async (_title, row) => {
  const inputs = badInputs(row, goodValues, isFine)
  // Whoever may ask this sends all of it; others each a part, since they are refused before or after for who they are.
  const few = (most: number) => inputs.filter((_, index) => index % most === 0)
  const senders = [[holderFor(row), inputs] as const, [people.hot, few(6)] as const, [undefined, few(6)] as const]
  for (const [who, sent] of senders) {
    const answers = await Promise.all(sent.map(async (input) => [input, await send(row, who, input)] as const))
    const wrongs = answers.flatMap(([input, answer]) =>
      wrongOf(answer).map((wrong) => [
        wrong,
        `${String(who)} ${JSON.stringify(input).slice(0, 200)} → ${JSON.stringify(answer).slice(0, 200)}`,
      ]),
    )
    expect(wrongs).toEqual([])
  }
})

test('no hostile input has changed anything', expectUnchanged)

/** Fields of an action that take words of one's own. */
const wordy = (row: ActionRow): string[] =>
  Object.entries(row.input.properties ?? {}).flatMap(([field, schema]) =>
    !('enum' in (schema as object)) && ajv.validate(schema as object, unfit) ? [field] : [],
  )

/** Where words that this world does not get as far as are shown to be judged, or why they need not be. */
const judgedElsewhere: Record<string, string> = {
  'member.revokeRole reason': 'role.actions.test.ts',
  'member.dismiss reason': 'role.actions.test.ts',
  'pledge.handPledge reason': 'handing.actions.test.ts',
  'pledge.writePledge words': 'a draft, as draftPledge',
  'pledge.writePledge whom': 'a draft, as draftPledge',
  'pledge.showPledge words': 'evidence.actions.test.ts',
  'pledge.showPledge where': 'evidence.actions.test.ts',
  'volunteer.putPaper number': 'sealed, for whoever checks papers',
  'volunteer.addHours reason': 'hours.actions.test.ts',
  'volunteer.signUp role': 'the name of a role that there is',
  'volunteer.markHere reason': 'attendance.actions.test.ts',
  'volunteer.markLeft reason': 'attendance.actions.test.ts',
  'volunteer.markMissed reason': 'attendance.actions.test.ts',
  'volunteer.appealMissed words': 'standing.actions.test.ts',
  'volunteer.ruleMissed reason': 'standing.actions.test.ts',
  'volunteer.signUpTeam role': 'the name of a role that there is',
  'volunteer.signOut why': 'sign-up.actions.test.ts',
  'volunteer.mendWish words': 'crash.actions.test.ts',
  'volunteer.mendWish address': 'crash.actions.test.ts',
  'volunteer.mendWish suits': 'crash.actions.test.ts',
  'volunteer.giveBackWish reason': 'crash.actions.test.ts',
  'volunteer.finishWish words': 'crash.actions.test.ts',
  'volunteer.thankWish words': 'crash.actions.test.ts',
  'volunteer.denyWish reason': 'crash.actions.test.ts',
}
/** A draft is read by its writer alone: by what its words are handed on, and judged then; by what it goes away. */
const drafts: Record<string, { on: string; away: string; as: string }> = {
  'pledge.draftPledge': { on: 'submitPledge', away: 'dropPledge', as: 'pledge' },
}

/** Whether such words were refused by name; a date is no words. */
const isRefused = (answer: Reply): boolean => !answer.ok && ['WORDS_NOT_FIT', 'BAD_INPUT'].includes(answer.code)

/** Writes unfit words into one field; returns what came of it, for a draft when it is handed on. */
async function sayUnfit(row: ActionRow, field: string): Promise<Reply> {
  const [who, key] = [holderFor(row), `unfit-${field}`]
  const said = await send(row, who, { ...goodInput(row, goodValues), [field]: unfit }, key)
  const draft = drafts[title(row)]
  if (!draft || !said.ok) return said
  const input = { [draft.as]: (said.value as { id: string }).id }
  const handedOn = await send({ ...row, action: draft.on }, who, input, `${key}-on`)
  await send({ ...row, action: draft.away }, who, input, `${key}-away`)
  return handedOn
}

test('words that WeChat finds unfit are kept nowhere, whichever field they are written into', async () => {
  await wechatOf(cloud).setRiskyWords([unfit])
  // WeChat judges the words of those alone who were here within two hours.
  for (const who of new Set(rows.map(holderFor))) await cloud.send('member', who, { action: 'me', input: {} })
  const kept: unknown[] = []
  // Those of the market are tried where each of its actions gets to its end: crash.actions.test.ts.
  for (const row of rows.filter((row) => row.changes && row.function !== 'market'))
    for (const field of wordy(row)) {
      const name = `${title(row)} ${field}`
      const answer = await sayUnfit(row, field)
      if (!(name in judgedElsewhere) && !isRefused(answer)) kept.push([name, answer])
    }
  expect(kept).toEqual([])
  expect(await stored()).not.toContain(unfit)
})

test.each(cases)('%s: strange but possible input is no bug, and no answer names anybody', async (_title, row) => {
  const strange = ['$where', 'a.b', '../../etc/passwd', '👨‍👩‍👧‍👦', 'ＡＢＣ']
  const fields = Object.keys(row.input.properties ?? {})
  const inputs = fields.flatMap((field) =>
    strange
      .filter((value) => isFine(row, field, value))
      .map((value) => ({ ...goodInput(row, goodValues), [field]: value })),
  )
  for (const input of [goodInput(row, goodValues), ...inputs]) {
    // Whoever leaves is gone afterwards: that is somebody of their own.
    const who = row.action === 'leave' ? 'o-leaver' : holderFor(row)
    const answer = await send(row, who, input, `strange-${String(inputs.indexOf(input) + 1).padStart(4, '0')}`)
    expect([input, answer]).not.toEqual([input, expect.objectContaining({ code: 'INTERNAL' })])
    expect(JSON.stringify(answer)).not.toMatch(leak)
  }
})

test('the envelope is attacked: action and key', async () => {
  const before = await stored()
  const input = { night: nightIds.tonight, stall: 'A01' }
  const names = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'timer', 'push', '', null, 7, { $ne: 1 }, []]
  const keys = ['', 'short', 'a b c d e f g', '长'.repeat(20), 7, null, { $ne: 1 }, ['tap-0001'], 'k'.repeat(65)]
  const bodies: unknown[] = [
    ...[...names, undefined].map((action) => ({ action, input })),
    ...keys.map((key) => ({ action: 'bookStall', input, key })),
    {},
    { input },
    { Type: 'Timer', TriggerName: 'plan-nights', Time: '2026-11-27T00:00:00Z', Message: '' },
    { MsgType: 'event', Event: 'wxa_media_check', trace_id: 'trace-0001', errcode: 0, result: { suggest: 'pass' } },
  ]
  for (const domain of domains)
    for (const body of bodies) {
      const answer = await cloud.send(domain, people.hot, body)
      expect([body, answer]).toEqual([body, expect.objectContaining({ ok: false })])
      expect([body, answer]).not.toEqual([body, expect.objectContaining({ code: 'INTERNAL' })])
    }
  expect(await stored()).toBe(before)
})

test('whom a request says that it comes from does not count', async () => {
  const input = { night: nightIds.tonight, stall: 'A01' }
  const userInfo = { openId: people.hot, appId: 'wx' }
  const body = { action: 'bookStall', input, userInfo, openid: people.hot, OPENID: people.hot, SOURCE: 'wx_trigger' }
  expect(await cloud.send('market', people.resident, body)).toMatchObject({ ok: false, code: 'NOT_ALLOWED' })
})
