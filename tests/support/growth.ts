import type { Cloud } from './cloud'

/** Something that people look at, by its name. */
export type Looks = Readonly<Record<string, (cloud: Cloud) => Promise<{ ok: boolean }>>>

/** Rows that each look reads, by its name; each is one call of at most so many requests. */
export async function rowsOf(cloud: Cloud, domain: string, looks: Looks, most: number): Promise<Map<string, number>> {
  const all = new Map<string, number>()
  for (const [name, look] of Object.entries(looks)) {
    await cloud.forgetQueries()
    await cloud.resetStats()
    expect([name, await look(cloud)]).toMatchObject([name, { ok: true }])
    const [read, stats] = [await cloud.rowsRead(), await cloud.stats()]
    const requests = Object.values(stats[domain] ?? {}).map((each) => each.requests)
    expect([name, requests.length, Math.max(...requests) <= most]).toEqual([name, 1, true])
    all.set(
      name,
      Object.values(read).reduce((sum, rows) => sum + rows, 0),
    )
  }
  return all
}

const mostExponent = 0.1

/** The looks whose rows grow with how much there is. @param times how many times as much the second world has */
export const growing = (few: Map<string, number>, many: Map<string, number>, times: number): string[] =>
  [...many].flatMap(([name, rows]) =>
    Math.log(rows / (few.get(name) ?? NaN)) / Math.log(times) <= mostExponent ? [] : [name],
  )
