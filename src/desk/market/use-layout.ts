import { useState } from 'react'
import * as v from 'valibot'
import { LaidStall, layout as contract, maxStalls } from '../../../cloudfunctions/market/layout/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { asRefused, call } from '../../shared/cloud'
import { useDraft } from '../../shared/use-draft'

type Read = Output<typeof contract.readLayout>

const Kept = v.pipe(v.string(), v.parseJson(), v.array(LaidStall))

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const lastNumber = 99

const codeOf = (row: string, number: number): string => `${row}${number < 10 ? '0' : ''}${String(number)}`

/** How many more stalls a row may get. */
const roomIn = (stalls: readonly LaidStall[], row: string): number =>
  Math.min(lastNumber - lastIn(stalls, row), maxStalls - stalls.length)

const lastIn = (stalls: readonly LaidStall[], row: string): number =>
  Math.max(0, ...stalls.filter(({ code }) => code.charAt(0) === row).map(({ code }) => Number(code.slice(1))))

const fresh: Omit<LaidStall, 'code'> = { kind: 'hot', mode: 'pick', water: true, power: true, fee: 3000 }

/** Adds so many stalls to the end of a row, made like its last one. */
export function withMore(stalls: readonly LaidStall[], row: string, count: number): LaidStall[] {
  const start = lastIn(stalls, row)
  const { outOfUse: _, ...like } = stalls.find(({ code }) => code === codeOf(row, start)) ?? fresh
  const many = Math.max(0, Math.min(count, roomIn(stalls, row)))
  const more = Array.from({ length: many }, (_, index) => ({ ...like, code: codeOf(row, start + index + 1) }))
  return [...stalls, ...more].sort((one, other) => (one.code < other.code ? -1 : 1))
}

/** The first letter that no row has; undefined when all 26 are taken. */
export const nextRow = (stalls: readonly LaidStall[]): string | undefined =>
  letters.split('').find((letter) => stalls.every(({ code }) => code.charAt(0) !== letter))

/** Gives all stalls of a row what this one has, but for its code and that it is out of use. */
export const likeInRow = (stalls: readonly LaidStall[], like: LaidStall): LaidStall[] =>
  stalls.map((stall) => {
    if (stall.code.charAt(0) !== like.code.charAt(0)) return stall
    const { kind, mode, water, power, fee } = like
    return { ...stall, kind, mode, water, power, fee }
  })

/**
 * A layout while it is edited: kept on the phone until it is saved, also when somebody else saved first. `from` is the
 * version that it is saved onto: after such a no, the one that was read since.
 */
export function useLayout(market: string, read: Read | undefined, reload: () => Promise<void>) {
  const { draft, write } = useDraft(`layout:${market}`)
  const [state, setState] = useState<{ busy: boolean; refusal?: string; saved?: number }>({ busy: false })
  const kept = v.safeParse(Kept, draft['stalls'])
  const edited = kept.success ? kept.output : undefined
  const stalls = edited ?? read?.stalls ?? []
  const from = Number(draft['from'] ?? read?.version ?? 1)

  const edit = (next: readonly LaidStall[]) => {
    if (edited === undefined) write('from', String(from))
    write('stalls', JSON.stringify(next))
    setState({ busy: false })
  }
  const forget = () => {
    write('stalls', undefined)
    write('from', undefined)
  }
  const save = async () => {
    if (state.busy) return
    setState({ busy: true })
    try {
      const { version } = await call(contract.saveLayout, { market, from, stalls: [...stalls] })
      forget()
      setState({ busy: false, saved: version })
    } catch (error) {
      const { code, say } = asRefused(error)
      // What was edited stays; the next tap saves it onto the version that is read now.
      if (code === 'LAYOUT_MOVED_ON') write('from', undefined)
      setState({ busy: false, refusal: say })
    }
    await reload()
  }
  return { ...state, stalls, edited: edited !== undefined, edit, forget, save }
}
