import { members } from '../../shared/documents'
import { many, maybe } from '../../shared/load'
import { holds } from '../../shared/roles'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { excelOf } from '../../shared/xlsx'
import { markets, type FeeAccount, type Night, type StallReport } from '../documents'
import { vendorSums } from '../fees/month'
import { monthOf } from '../fees/rules'
import { figures as contract } from './contract'
import { rowsOf, sumOf, valuesOf } from './count.rules'
import { factsOf, factsOfMonth, monthToCount, nightToCount } from './reading'
import { totalsOf } from './rules'
import { definitionsSheet, nightsSheet, stallsSheet, summarySheet, vendorsSheet } from './sheets'

const marketsShown = 100

export const reportedMarkets = action(contract.reportedMarkets, {
  load: ({ caller }) => ({
    me: maybe(members, caller, { fields: { roles: 1 } }),
    all: many(markets, { match: { _id: { $gt: '' } }, limit: marketsShown, fields: { name: 1, place: 1 } }),
  }),
  run: ({ loaded: { me, all } }) => {
    const { by, also } = contract.reportedMarkets
    const may = (place: string) => [by, ...also].some((role) => holds(me?.roles ?? [], role, place))
    return { items: all.filter(({ place }) => may(place)).map(({ _id: id, name }) => ({ id, name })) }
  },
})

export const nightFigures = action(contract.nightFigures, {
  load: nightToCount,
  run: ({ now, loaded }) => {
    const { _id: night, date, marketName: market, cancelled } = loaded.night
    return {
      ...{ night, date, market, asOf: now.toISOString(), values: valuesOf(factsOf(loaded)) },
      ...(cancelled === undefined ? {} : { cancelled }),
    }
  },
})

export const figureRows = action(contract.figureRows, {
  load: nightToCount,
  run: ({ input, now, loaded }) => {
    const rows = rowsOf(input.figure, factsOf(loaded))
    const { date, marketName: market } = loaded.night
    return { date, market, asOf: now.toISOString(), value: sumOf(rows), rows }
  },
})

interface Month {
  nights: Night[]
  accounts: FeeAccount[]
  complaints: StallReport[]
}

const countMonth = (loaded: Month) => {
  const nights = factsOfMonth(loaded).map(({ night: { _id, date, cancelled }, facts }) => ({
    ...{ night: _id, date, values: valuesOf(facts) },
    ...(cancelled === undefined ? {} : { cancelled }),
  }))
  return { nights, totals: totalsOf(nights.map(({ values }) => values)) }
}

export const monthFigures = action(contract.monthFigures, {
  load: ({ input: { market, month }, now }) => monthToCount(market, month ?? monthOf(dateOf(now))),
  run: ({ input: { month }, now, loaded }) => ({
    ...{ month: month ?? monthOf(dateOf(now)), market: loaded.market.name, asOf: now.toISOString() },
    ...countMonth(loaded),
  }),
})

export const nightSheet = action(contract.nightSheet, {
  load: nightToCount,
  run: async ({ now, loaded }) => {
    const facts = factsOf(loaded)
    const { date, marketName, stalls } = loaded.night
    const base64 = await excelOf([summarySheet(valuesOf(facts), now), stallsSheet(stalls, facts)])
    return { name: `${marketName} ${date} 小结.xlsx`, base64 }
  },
})

export const monthSheet = action(contract.monthSheet, {
  load: ({ input: { market, month } }) => monthToCount(market, month),
  run: async ({ input: { month }, now, loaded }) => {
    const vendors = vendorSums(loaded.nights, loaded.accounts)
    const base64 = await excelOf([nightsSheet(countMonth(loaded)), vendorsSheet(vendors), definitionsSheet(now)])
    return { name: `${loaded.market.name} ${month} 月报.xlsx`, base64 }
  },
})
