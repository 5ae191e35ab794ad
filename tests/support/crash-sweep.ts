import { EJSON } from 'bson'
import * as v from 'valibot'
import type { Ask, Capability, Output } from '../../cloudfunctions/shared/contract'
import type { Cloud } from './cloud'
import { startFragile } from './fragile'
import { runHere } from './in-process'
import { unfit } from './unfit'
import { wechatOf } from './wechat'

/** Each document as a line of extended JSON, by its collection and id. */
type World = Map<string, string>

interface Line {
  collection: string
  document: { _id: unknown }
}

const nameOf = ({ collection, document }: Line) => `${collection} ${JSON.stringify(document._id)}`

async function worldOf(cloud: Cloud): Promise<World> {
  const lines = (await cloud.everything()).split('\n').filter((line) => line.startsWith('{"collection"'))
  return new Map(lines.map((line) => [nameOf(JSON.parse(line) as Line), line]))
}

async function restore(cloud: Cloud, now: World, to: World): Promise<void> {
  for (const [name, line] of to)
    if (now.get(name) !== line) {
      const { collection, document } = EJSON.parse(line) as { collection: string; document: { _id: string } }
      await cloud.put(collection, document)
    }
  for (const [name, line] of now)
    if (!to.has(name)) {
      const { collection, document } = JSON.parse(line) as Line
      const query = `collection=${collection}&id=${encodeURIComponent(JSON.stringify(document._id))}`
      await fetch(`${cloud.url}/_/documents?${query}`, { method: 'DELETE' })
    }
}

/** Made by chance, or by WeChat when it comes to it; neither decides anything. */
const byChance = [
  /"(?:shop|token|id|trace|commitment)":"[^"]*"/g,
  // How far a call to many has come: it goes on by itself.
  /"called":\d+,"calling":(?:true|false)/g,
  // By this the one it was done for confirms.
  /"code":"[0-9A-Z]{8}"/g,
  /"(?:number|sealed|contact)":\{"key":"[^"]*","text":"[^"]*"\}/g,
  /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g,
  // How often it was written: what the timer ends for it is a write as well.
  /"rev":\d+/g,
  // A notice is called by what caused it.
  /"_id":"\d{8}T\d{9}Z-[0-9a-f]{20}"/g,
  /(?<="use":"[a-z]+",)"state":.*/g,
  /"photo":"(?:checking|fine)"/g,
]
const told = (line: string): string => byChance.reduce((words, chance) => words.replace(chance, '…'), line)

const around = (line: string, at: number) => line.slice(Math.max(0, at - 200), at + 300)

/** The documents of which only one of the two worlds knows, each from where it begins to differ; tries may differ. */
function differences(should: World, is: World): string[] {
  const linesOf = (world: World) =>
    Array.from(world.values(), told)
      .filter((line) => !line.startsWith('{"collection":"limits"'))
      .sort()
  const [some, others] = [linesOf(should), linesOf(is)]
  const [missing, more] = [some.filter((each) => !others.includes(each)), others.filter((each) => !some.includes(each))]
  const head = (line: string) => line.slice(0, line.indexOf(',', line.indexOf('_id')))
  const beginOf = (line: string) => {
    const twin = [...missing, ...more].find((each) => each !== line && head(each) === head(line)) ?? ''
    let index = 0
    while (index < line.length && line[index] === twin[index]) index += 1
    return index
  }
  const count = some.length === others.length ? [] : [`${String(some.length)} documents, now ${String(others.length)}`]
  return [
    ...missing.map((each) => `missing ${head(each)} … ${around(each, beginOf(each))}`),
    ...more.map((each) => `new ${head(each)} … ${around(each, beginOf(each))}`),
    ...count,
  ]
}

/** Fields whose words are kept sealed, for whoever checks papers. */
const sealed = new Set(['number'])

/**
 * Lets a function die after each of its requests that changes something, and asks again with the same key: the answer
 * and, once the timer ran, the whole world must be as if it had happened once. To die before a request leaves the same
 * world as to die after the one before; requests that only look change nothing.
 * @param file the built function
 */
export async function startSweep(file: string, cloud: Cloud) {
  const fragile = await startFragile(cloud.url)
  const fn = await runHere(fragile.url)(file)
  const swept = new Set<string>()
  await wechatOf(cloud).setRiskyWords([unfit])
  // A function that dies says so, and the SDK that it waited long, even after the last test.
  console.error = console.warn = () => undefined
  let taps = 0

  const tick = async () => {
    const reply = await fn.tick()
    if (!reply.ok) throw new Error(`the timer failed: ${reply.say}`)
  }
  /** Does it, which must succeed. */
  async function ask<C extends Capability>(
    who: string,
    capability: C,
    input: Ask<C>,
    key?: string,
  ): Promise<Output<C>> {
    const reply = await fn.call(who, capability, input, key ?? `tap-plain-${String(taps++)}`)
    if (!reply.ok) throw new Error(`${capability.name}: ${reply.code} ${reply.say}`)
    return reply.value
  }
  /** Writes what WeChat finds unfit into each field that takes words: nothing of it may be done. */
  async function sayUnfit<C extends Capability>(who: string, capability: C, input: Ask<C>): Promise<void> {
    for (const field of Object.keys(input)) {
      const said = { ...input, [field]: unfit }
      if (sealed.has(field) || !v.is(capability.input, said)) continue
      const reply = await fn.call(who, capability, said, `tap-unfit-${String(taps++)}`)
      expect([capability.name, field, reply]).toEqual([
        capability.name,
        field,
        expect.objectContaining({ ok: false, code: 'WORDS_NOT_FIT' }),
      ])
    }
  }
  /** Does it, dying in every way there is, after its words were refused where they are unfit. */
  async function sweep<C extends Capability>(who: string, capability: C, input: Ask<C>): Promise<Output<C>> {
    await sayUnfit(who, capability, input)
    const key = `tap-swept-${String(taps++)}`
    const before = await worldOf(cloud)
    let answer: Output<C> | undefined
    const act = async () => (answer = await ask(who, capability, input, key))
    const changes = await fragile.changesOf(act)
    const first = told(JSON.stringify(answer))
    const after = await worldOf(cloud)
    await tick()
    const settled = await worldOf(cloud)
    let is = settled
    for (let at = 1; at <= changes; at++) {
      await restore(cloud, is, before)
      const died = await fragile.dieAfter(at, () => fn.call(who, capability, input, key))
      // Every second time the timer comes before the repeat.
      if (at % 2 === 0) await tick()
      const again = told(JSON.stringify(await act()))
      is = await worldOf(cloud)
      const same = differences(after, is).length === 0
      // The same world, which the timer would change in the same way.
      if (!same || at === changes) {
        await tick()
        is = await worldOf(cloud)
      }
      const wrong = same && at < changes ? [] : differences(settled, is)
      const what = `${capability.name}, dead after change ${String(at)} of ${String(changes)}`
      expect({ what, died, again, wrong }).toEqual({ what, died: true, again: first, wrong: [] })
    }
    swept.add(capability.name)
    return answer
  }
  return { ask, sweep, tick, swept, stop: () => fragile.stop() }
}
