import { Picker, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useMemo } from 'react'
import { series as contract } from '../../cloudfunctions/market/series/contract'
import { vendor } from '../../cloudfunctions/market/vendor/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { go } from '../shared/routes'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Chips } from '../shared/ui/chip'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { spans, useSeries, type MySeries, type Span } from './use-series'
import { kindWords } from './words'
import './series.scss'

/** 连订 Many nights at once: which weekdays, until when, which stall; and night by night what came of it. */
export default function SeriesPage() {
  const { market, stall } = useRouter().params
  const own = useServer(vendor.myShop, market === undefined ? {} : null)
  const id = market ?? own.value?.mine?.market.id
  const from = useServer(contract.mySeries, id === undefined ? null : { market: id })
  if (own.value && id === undefined)
    return (
      <Page seenAt={own.seenAt}>
        <Empty
          title="先当上摊主"
          say="摊主资料通过以后，就能一次连着订几晚"
          action={{ label: '去填资料', onTap: go.myShop }}
        />
      </Page>
    )
  if (!from.value || id === undefined)
    return <Waiting from={id === undefined ? own : from} heights={[64, 96, 48, 96]} />
  return <Shown market={id} wanted={stall} mine={from.value} seenAt={from.seenAt} reload={from.reload} />
}

interface Props {
  market: string
  wanted: string | undefined
  mine: MySeries
  seenAt: string | undefined
  reload: () => Promise<void>
}

const dayWords = ['', '一', '二', '三', '四', '五', '六', '日']
const spanWords: Record<Span, string> = { two: '两周内', month: '到月底', most: '一个月' }
const spanOptions = spans.map((value) => ({ value, label: spanWords[value] }))

function Shown({ market, wanted, mine, seenAt, reload }: Props) {
  const asking = useSeries(market, mine, wanted, reload)
  const { busy, refusal, done } = asking
  return (
    <Page
      seenAt={seenAt}
      foot={
        mine.whyNot ? undefined : (
          <>
            {refusal !== undefined && <Notice say={refusal} />}
            {done && <Notice look={done.look} say={done.say} />}
            <Button look="filled" label={busy ? '正在一晚一晚订…' : '连订这几晚'} disabled={busy} onTap={asking.book} />
          </>
        )
      }
    >
      <Title words={mine.name} />
      {mine.whyNot && <Notice say={mine.whyNot.say} action={{ label: '看我的资料', onTap: go.myShop }} />}
      {done && <Got nights={done.nights} words="这次" />}
      {!mine.whyNot && <Asked mine={mine} asking={asking} />}
      {mine.last && !done && <Got nights={mine.last.nights} words="上次" />}
    </Page>
  )
}

/** Night by night what the last series got; where it got nothing, why, and the night's map to wait on. */
const Got = ({ nights, words }: { nights: NonNullable<MySeries['last']>['nights']; words: string }) => (
  <>
    <Title of="part" words={`${words}订到 ${String(nights.filter(({ stall }) => stall !== undefined).length)} 晚`} />
    <Grouped
      label="连订的每一晚"
      items={nights}
      row={({ date, night, stall, code, say }) => (
        <Row
          title={longDate(date)}
          note={stall === undefined ? say : undefined}
          side={stall ?? '没订到'}
          onTap={code === 'NO_SUCH_NIGHT' ? undefined : () => go.nightMap(night)}
        />
      )}
    />
  </>
)

function Asked({ mine: { weekdays, stalls }, asking }: { mine: MySeries; asking: ReturnType<typeof useSeries> }) {
  const { dates, stall, orAny } = asking
  const days = weekdays.map((day) => ({ value: String(day), label: `周${dayWords[day] ?? ''}` }))
  const codes = stalls.map(({ code }) => code)
  // The same array at each tap is not sent again.
  const range = useMemo(() => ['哪个都行', ...stalls.map(({ code }) => code)], [stalls])
  const kind = stalls.find(({ code }) => code === stall)?.kind
  const [first, last] = [dates[0], dates[dates.length - 1]]
  const say =
    first === undefined || last === undefined
      ? `到${longDate(asking.until)}`
      : first === last
        ? `1 晚，${longDate(first)}`
        : `${String(dates.length)} 晚，${longDate(first)}到${longDate(last)}`
  return (
    <>
      <Title of="part" words="每周哪几天" />
      <Chips
        label="每周哪几天"
        options={days}
        chosen={asking.weekdays.map(String)}
        onTap={(day) => asking.turn(Number(day))}
      />
      <Segmented label="订到哪天" options={spanOptions} value={asking.span} onChange={asking.setSpan} />
      <View className="series-say">
        <View>{say}</View>
        <View>每晚各算各的，退也一晚一晚退</View>
      </View>
      <List label="想要的摊位">
        <Picker
          mode="selector"
          range={range}
          value={stall === undefined ? 0 : codes.indexOf(stall) + 1}
          onChange={({ detail }) => asking.wish(codes[Number(detail.value) - 1])}
        >
          <Row
            title="想要的摊位"
            side={stall === undefined ? '哪个都行' : `${stall}${kind ? ` ${kindWords[kind]}` : ''}`}
          />
        </Picker>
        {stall !== undefined && (
          <Row title="订不到就换一个同类的" side={orAny ? '好' : '不用'} on={orAny} onTap={asking.turnOther} />
        )}
      </List>
    </>
  )
}
