import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { figureIds, figures as contract, type FigureId } from '../../../cloudfunctions/market/figures/contract'
import { definitions } from '../../../cloudfunctions/market/figures/rules'
import { dayAndTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Gone } from '../../shared/ui/gone'
import { Grouped } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { valueWords } from './figure-words'

/** 口径 One figure of a night or a month: what it means, up to when, and what it counts. */
export default function Figure() {
  const { figure, night, market = '', month = '' } = useRouter().params
  const id = figureIds.find((each) => each === figure)
  if (!id)
    return (
      <Page>
        <Gone />
      </Page>
    )
  return night === undefined ? <OfMonth id={id} market={market} month={month} /> : <OfNight id={id} night={night} />
}

function OfNight({ id, night }: { id: FigureId; night: string }) {
  const from = useServer(contract.figureRows, { night, figure: id })
  if (!from.value) return <Waiting from={from} heights={[48, 64, 56, 56, 56]} />
  const { date, asOf, value, rows } = from.value
  const inCount = definitions[id].in === 'count'
  return (
    <Shown
      {...{ id, value, asOf, of: longDate(date), seenAt: from.seenAt }}
      onAll={() => go.deskFigures(night)}
      rows={rows.map(({ stall = '', name, note, amount }) => ({
        title: `${stall} ${name}`.trim(),
        note,
        side: inCount ? undefined : valueWords(id, amount),
      }))}
    />
  )
}

function OfMonth({ id, market, month }: { id: FigureId; market: string; month: string }) {
  const from = useServer(contract.monthFigures, { market, month })
  if (!from.value) return <Waiting from={from} heights={[48, 64, 56, 56, 56]} />
  const { asOf, totals, nights } = from.value
  const counted = nights.filter(({ values }) => values[id] !== 0)
  return (
    <Shown
      {...{ id, value: totals[id], asOf, of: monthWords(month), seenAt: from.seenAt }}
      rows={counted.map(({ night, date, values }) => ({
        title: longDate(date),
        side: valueWords(id, values[id]),
        onTap: () => go.deskFigure(id, `night=${night}`),
      }))}
    />
  )
}

const monthWords = (month: string): string => `${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`

interface Props {
  id: FigureId
  value: number
  asOf: string
  /** Which night or month. */
  of: string
  rows: { title: string; note?: string | undefined; side?: string | undefined; onTap?: () => void }[]
  seenAt: string | undefined
  /** Leads to all figures of that night. */
  onAll?: () => void
}

/** As many rows as a page holds. */
const together = 60

function Shown({ id, value, asOf, of, rows, seenAt, onAll }: Props) {
  const [from, setFrom] = useState(0)
  const { name, words } = definitions[id]
  return (
    <Page seenAt={seenAt} title={name}>
      <Title words={`${name} ${valueWords(id, value)}`} />
      <View className="desk-say">
        <View>{of}</View>
        <View>{`截至 ${dayAndTime(asOf)}`}</View>
      </View>
      <View className="desk-say">{`${words}。`}</View>
      {rows.length === 0 ? (
        <Empty title="一个也没有" say="有了就会列在这里，哪个摊、哪位摊主、多少" />
      ) : (
        <Grouped label={name} items={rows.slice(from, from + together)} row={(row) => <Row {...row} />} />
      )}
      <ListEnd
        hasMore={from + together < rows.length}
        noMore={undefined}
        before={from}
        more={() => Promise.resolve(setFrom(from + together))}
        toStart={() => setFrom(0)}
      />
      {onAll && <Button look="text" label="这一晚的其它数" onTap={onAll} />}
    </Page>
  )
}
