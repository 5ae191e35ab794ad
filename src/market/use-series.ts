import { useState } from 'react'
import { series as contract } from '../../cloudfunctions/market/series/contract'
import { datesOf, longestDays } from '../../cloudfunctions/market/series/rules'
import type { Output } from '../../cloudfunctions/shared/contract'
import { addDays, type CalendarDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'

export type MySeries = Output<typeof contract.mySeries>
type Nights = Output<typeof contract.bookSeries>['nights']

/** Until when a series goes. */
export const spans = ['two', 'month', 'most'] as const
export type Span = (typeof spans)[number]

/** The last day of a month. @param month as `2026-11` */
const endOf = (month: string): CalendarDate => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return addDays(
    `${number === 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(number + 1).padStart(2, '0')}`}-01`,
    -1,
  )
}

/** The last day of a span that begins today. */
export const lastOf = (span: Span, today: CalendarDate): CalendarDate =>
  span === 'two' ? addDays(today, 13) : span === 'month' ? endOf(today.slice(0, 7)) : addDays(today, longestDays - 1)

/** How many nights a series got, in one line. */
function said(nights: Nights): { look: 'done' | 'warn'; say: string } {
  const got = nights.filter(({ stall }) => stall !== undefined).length
  if (got === 0) return { look: 'warn', say: '这几晚都没订到，原因写在上面' }
  const some = `订到 ${String(got)} 晚，别的为什么没订到，写在上面`
  return { look: 'done', say: got === nights.length ? `${String(got)} 晚都订到了` : some }
}

/** What somebody asks for, and asking. @param wanted the stall that they came from */
export function useSeries(
  market: string,
  { today }: MySeries,
  wanted: string | undefined,
  refresh: () => Promise<void>,
) {
  const [weekdays, setWeekdays] = useState<readonly number[]>([])
  const [span, setSpan] = useState<Span>('two')
  const [stall, setStall] = useState(wanted)
  const [other, setOther] = useState(true)
  const [done, setDone] = useState<{ look: 'done' | 'warn'; say: string; nights: Nights }>()
  const [none, setNone] = useState(false)
  const { busy, refusal, act, forget } = useAct(refresh)
  const until = lastOf(span, today)
  const dates = datesOf({ from: today, until, weekdays })
  const orAny = stall === undefined || other

  /** Whatever is asked for anew, what was said of the last one is over. */
  const fresh = () => {
    forget()
    setDone(undefined)
    setNone(false)
  }
  const book = async () => {
    if (dates.length === 0) return setNone(true)
    let nights: Nights = []
    const ask = async () => {
      const input = {
        market,
        from: today,
        until,
        weekdays: [...weekdays],
        orAny,
        ...(stall === undefined ? {} : { stall }),
      }
      ;({ nights } = await call(contract.bookSeries, input))
    }
    if (await act(ask)) setDone({ ...said(nights), nights })
  }
  return {
    ...{ weekdays, span, until, dates, stall, orAny, busy, done },
    refusal: none ? '先选每周哪几天；选了还是没有，就订到再晚一点' : refusal,
    turn: (day: number) => {
      fresh()
      setWeekdays((now) => (now.includes(day) ? now.filter((each) => each !== day) : [...now, day].sort()))
    },
    setSpan: (next: Span) => {
      fresh()
      setSpan(next)
    },
    wish: (next: string | undefined) => {
      fresh()
      setStall(next)
    },
    turnOther: () => {
      fresh()
      setOther(!other)
    },
    book: () => void book(),
  }
}
