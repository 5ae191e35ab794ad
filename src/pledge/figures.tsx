import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { region } from '../../cloudfunctions/member/region/contract'
import { figures as contract, pledgeFigures, pledgeFigureWords } from '../../cloudfunctions/pledge/figures/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dateInFull } from '../../cloudfunctions/shared/shanghai'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useList } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Page } from '../shared/ui/page'
import { Progress } from '../shared/ui/progress'
import { List, Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { promiseTabs } from './words'

type Shown = Output<typeof contract.figures>
type Values = Shown['values']

/** 说到做到的数 What came of promises at a place this year; each place below opens to its own. */
export default function Figures() {
  const { place } = useRouter().params
  const districts = useList(region.listRegions, place === undefined ? {} : null)
  const at = place ?? districts.items[0]?.place
  const from = useServer(contract.figures, at === undefined ? null : { place: at })
  useShare({ title: '今年承诺了多少，做到了多少', path: `/pledge/figures${at === undefined ? '' : `?place=${at}`}` })
  if (!from.value) return <Waiting from={at === undefined ? districts : from} heights={[48, 160, 160]} />
  return (
    <Page seenAt={from.seenAt}>
      <Title words={place === undefined ? '说到做到' : from.value.name} />
      {place === undefined && (
        <Segmented label="看哪些" options={promiseTabs} value="figures" onChange={go.promiseTab} />
      )}
      <OfPlace of={from.value} />
    </Page>
  )
}

/** How many of a hundred were kept, in time or late; of none that was due, none. */
const keptPercent = ({ due, onTime, late }: Values): number =>
  due === 0 ? 0 : Math.round((100 * (onTime + late)) / due)

const keptWords = (values: Values): string => (values.due === 0 ? '还没轮到' : `做到 ${String(keptPercent(values))}%`)

function OfPlace({ of: { name, until, values, months, below } }: { of: Shown }) {
  if (values.due === 0) return <Empty title="今年还没有轮到的" say={`${name}的承诺到了日子，会数在这里`} />
  return (
    <View>
      <Progress label={`${name}做到的`} percent={keptPercent(values)} />
      <List label="数字">
        {pledgeFigures.map((figure) => (
          <Row
            key={figure}
            title={pledgeFigureWords[figure].label}
            note={pledgeFigureWords[figure].means}
            side={`${String(values[figure])} 次`}
          />
        ))}
      </List>
      {below.length > 0 && <Title of="part" words="往下看" />}
      <Grouped
        label="往下看"
        items={below}
        row={(each) => (
          <Row
            title={each.name}
            note={countsOf(each.values)}
            side={keptWords(each.values)}
            onTap={() => go.promiseFigures(each.place)}
          />
        )}
      />
      <Title of="part" words={`数到 ${dateInFull(until)}`} />
      <Grouped
        label="每个月"
        items={months}
        row={(each) => (
          <Row
            title={`${String(Number(each.month.slice(5)))}月`}
            note={countsOf(each.values)}
            side={keptWords(each.values)}
          />
        )}
      />
      {below.length === 0 && <Button look="quiet" label="看是哪些承诺" onTap={go.board} />}
    </View>
  )
}

const countsOf = ({ due, onTime, late, open }: Values): string =>
  dotted([
    `该做 ${String(due)} 次`,
    `按时 ${String(onTime)}`,
    late > 0 && `晚了 ${String(late)}`,
    open > 0 && `没做 ${String(open)}`,
  ])
