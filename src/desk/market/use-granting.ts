import { useState } from 'react'
import { season as contract } from '../../../cloudfunctions/market/season/contract'
import { addDays, longDate, type CalendarDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import type { FoundVendor } from './find-vendor'
import type { SeasonRight } from './seasons'

/** For how many days a stall is given, by the words on the button. */
export const lengths = { 30: '一个月', 91: '三个月', 182: '半年', 365: '一年' } as const
export type Length = `${keyof typeof lengths}`

/** The first day that is nobody's: after the last right. */
const freeFrom = (rights: readonly SeasonRight[], today: CalendarDate): CalendarDate =>
  rights.reduce((day, { until }) => (until >= day ? addDays(until, 1) : day), today)

const datesWords = (dates: readonly string[]): string =>
  dates.slice(0, 5).map(longDate).join('、') + (dates.length > 5 ? ` 等 ${String(dates.length)} 晚` : '')

/** Giving one stall for a season: to whom, from when on, for how long. */
export function useGranting(
  market: string,
  stall: string,
  known: { today: CalendarDate; rights: readonly SeasonRight[] },
  refresh: () => Promise<void>,
) {
  const [who, setWho] = useState<FoundVendor>()
  const [chosen, setFrom] = useState<CalendarDate>()
  const [length, setLength] = useState<Length>('91')
  const [done, setDone] = useState<string>()
  const { busy, refusal, act, forget } = useAct(refresh)
  const from = chosen ?? freeFrom(known.rights, known.today)
  const until = addDays(from, Number(length) - 1)
  const grant = async () => {
    if (!who) return
    let said = ''
    const ask = async () => {
      const { booked, notBooked } = await call(contract.grantSeason, { market, stall, shop: who.shop, from, until })
      const missed =
        notBooked.length === 0 ? '' : `；${datesWords(notBooked)}没占上：摊位有人、没开放固定摊，或者证照到期`
      said = `定给${who.name}了，排好的 ${String(booked.length)} 晚都给占上了${missed}`
    }
    if (!(await act(ask))) return
    setDone(said)
    setWho(undefined)
    setFrom(undefined)
  }
  return {
    ...{ who, from, until, length, busy, refusal, done, setFrom, setLength },
    choose: (next: FoundVendor | undefined) => {
      forget()
      setDone(undefined)
      setWho(next)
    },
    grant: () => void grant(),
  }
}
