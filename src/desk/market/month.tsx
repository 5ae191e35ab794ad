import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { monthAfter } from '../../../cloudfunctions/market/fees/rules'
import { figures as contract, type MonthFigures } from '../../../cloudfunctions/market/figures/contract'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Empty } from '../../shared/ui/empty'
import { MonthBar } from '../../shared/ui/month-bar'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { NotYours } from '../not-yours'
import { ExcelFoot } from './excel-foot'
import { FigureList } from './figure-list'
import { MonthTable } from './month-table'

/** 月报 What a market's month comes to, night by night. */
export default function Month() {
  const { market, month } = useRouter().params
  const markets = useServer(contract.reportedMarkets, market === undefined ? {} : null)
  if (market !== undefined) return <MonthOf market={market} month={month} />
  if (markets.refused?.code === 'NOT_ALLOWED')
    return (
      <Page>
        <NotYours who="运营方、监督员" />
      </Page>
    )
  if (!markets.value) return <Waiting from={markets} heights={[44, 320, 280]} />
  const [first, ...others] = markets.value.items
  if (first && others.length === 0) return <MonthOf market={first.id} month={month} />
  return (
    <Page seenAt={markets.seenAt}>
      <List label="哪个夜市">
        {markets.value.items.map(({ id, name }) => (
          <Row key={id} icon="place" title={name} onTap={() => go.deskMonth(id)} />
        ))}
      </List>
    </Page>
  )
}

function MonthOf({ market, month }: { market: string; month: string | undefined }) {
  const from = useServer(contract.monthFigures, { market, ...(month === undefined ? {} : { month }) })
  if (!from.value) return <Waiting from={from} heights={[44, 320, 280]} />
  const at = from.value.month
  return (
    <Page seenAt={from.seenAt} foot={<ExcelFoot of={{ market, month: at }} />}>
      <MonthBar month={at} onStep={(by) => go.deskOtherMonth(market, monthAfter(at, by))} />
      <Shown value={from.value} market={market} />
    </Page>
  )
}

function Shown({
  value: { month, market: name, asOf, nights, totals },
  market,
}: {
  value: MonthFigures
  market: string
}) {
  return (
    <>
      <View className="desk-say">
        <View>{dotted([name, `${String(nights.length)} 晚`])}</View>
        <View>{`截至 ${dayAndTime(asOf)}`}</View>
      </View>
      {nights.length === 0 ? (
        <Empty title="这个月没有夜市" say="开过的每一晚会列在这里，换个月份看看" />
      ) : (
        <>
          <MonthTable nights={nights} totals={totals} onNight={go.deskFigures} />
          <List name="desk-card" label="每位摊主">
            <Row
              title="每位摊主的账"
              note="出了几晚，该多少，收了多少"
              icon="person"
              onTap={() => go.deskMonthFees(market, month)}
            />
          </List>
          <FigureList values={totals} onOpen={(figure) => go.deskFigure(figure, `market=${market}&month=${month}`)} />
        </>
      )}
    </>
  )
}
