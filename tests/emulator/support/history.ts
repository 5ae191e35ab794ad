/*
 * A checker over histories of transactions. Each key holds a list; a write appends a value nobody else appends, and a
 * read gives the whole list. So the final list of a key tells the order of its writes, and each read says which of them
 * it saw.
 */

export type Step = { read: string; saw: string[] } | { append: string; value: string }

/** What one transaction did, and how it ended. A plain write is a transaction of one step. */
export interface Past {
  name: string
  steps: Step[]
  end: 'committed' | 'aborted'
}

/** What is wrong with a history; nothing when snapshot isolation explains it. */
export function anomalies(history: readonly Past[], final: ReadonlyMap<string, readonly string[]>): string[] {
  const views = history.map((past) => viewOf(past, final))
  return [...writes(history, final), ...views.flatMap(({ wrong }) => wrong), ...forks(views)]
}

/** Every committed append stands once in its list, and no other. */
function writes(history: readonly Past[], final: ReadonlyMap<string, readonly string[]>): string[] {
  const wrong: string[] = []
  const committed = new Set<string>()
  for (const { name, steps, end } of history) {
    for (const step of steps) {
      if (!('append' in step) || end !== 'committed') continue
      committed.add(step.value)
      const times = (final.get(step.append) ?? []).filter((value) => value === step.value).length
      if (times !== 1) wrong.push(`lost update: ${step.value} of ${name} stands ${times} times in ${step.append}`)
    }
  }
  for (const [key, list] of final) {
    for (const value of list)
      if (!committed.has(value)) wrong.push(`dirty write: ${value} in ${key} was never committed`)
  }
  return wrong
}

interface View {
  name: string
  /** How many of a key's writes, in their final order, it saw. */
  seen: Map<string, number>
  wrong: string[]
}

/** What one transaction saw of others: the beginning of each list, always the same, with its own appends after it. */
function viewOf({ name, steps, end }: Past, final: ReadonlyMap<string, readonly string[]>): View {
  const view: View = { name, seen: new Map(), wrong: [] }
  const own = new Map<string, string[]>()
  for (const step of steps) {
    if ('append' in step) {
      own.set(step.append, [...(own.get(step.append) ?? []), step.value])
      continue
    }
    const mine = own.get(step.read) ?? []
    const others = step.saw.slice(0, step.saw.length - mine.length)
    const list = final.get(step.read) ?? []
    if (step.saw.slice(others.length).join() !== mine.join())
      view.wrong.push(`own write unseen: ${name} on ${step.read}`)
    if (others.some((value, i) => list[i] !== value))
      view.wrong.push(`dirty read: ${name} saw ${others.join()} in ${step.read}`)
    const before = view.seen.get(step.read)
    if (before !== undefined && before !== others.length)
      view.wrong.push(`non-repeatable read: ${name} on ${step.read}`)
    view.seen.set(step.read, others.length)
  }
  for (const [key, [first = '']] of end === 'committed' ? own : []) {
    const seen = view.seen.get(key)
    if (seen !== undefined && final.get(key)?.indexOf(first) !== seen) {
      view.wrong.push(`lost update: ${name} wrote ${key} over what it had not seen`)
    }
  }
  return view
}

/** Of two snapshots one is the later one on every key: neither sees half of a transaction, and no two disagree. */
function forks(views: readonly View[]): string[] {
  const wrong: string[] = []
  for (const [i, one] of views.entries()) {
    for (const other of views.slice(i + 1)) {
      const differences = [...one.seen].map(([key, count]) => Math.sign(count - (other.seen.get(key) ?? count)))
      if (differences.includes(1) && differences.includes(-1)) {
        wrong.push(`fractured or forked snapshots: ${one.name} and ${other.name}`)
      }
    }
  }
  return wrong
}

/** Of a transaction's keys one sees all of its writes or none. */
export function halves(history: readonly Past[], final: ReadonlyMap<string, readonly string[]>): string[] {
  const wrong: string[] = []
  for (const writer of history.filter(({ end }) => end === 'committed')) {
    const places = new Map<string, number>()
    for (const step of writer.steps) {
      if ('append' in step) places.set(step.append, (final.get(step.append) ?? []).indexOf(step.value))
    }
    for (const reader of history) {
      if (reader === writer) continue
      const { seen } = viewOf(reader, final)
      const sees = [...places].flatMap(([key, place]) => (seen.has(key) ? [(seen.get(key) ?? 0) > place] : []))
      if (new Set(sees).size > 1) wrong.push(`half a transaction: ${reader.name} saw a part of ${writer.name}`)
    }
  }
  return wrong
}
