import { View } from '@tarojs/components'
import { night, type NightSummary } from '../../cloudfunctions/market/night/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { eveningOf, eveningWithDate, hoursOf, stateOf } from '../market/words'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useIsVendor, useUnreadBadge } from '../shared/unread'
import { useList } from '../shared/use-list'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { headingRole } from '../shared/aria'
import { useComfort } from '../shared/comfort'
import './home.scss'

/** Nights after the next one that a simpler page shows. */
const fewNights = 3

export default function Home() {
  const list = useList(night.listNights)
  useUnreadBadge()
  useShare({ title: '今晚夜市有什么好吃的？来看看', path: '/pages/home' })
  const { simple } = useComfort()
  const vendor = useIsVendor()
  const [next, ...further] = list.items
  const later = simple ? further.slice(0, fewNights) : further
  if (!list.value) return <Waiting from={list} heights={[320, 64, 64, 64]} />
  const { today } = list.value
  return (
    <Page seenAt={list.seenAt}>
      {next ? (
        <Tonight night={next} today={today} />
      ) : (
        <Empty title="这阵子没有夜市" say="定下日子就挂在这里，过两天再来看看" />
      )}
      <List label="邻里">
        <Row icon="heart" title="搭把手" note="附近的志愿活动，报上就算" onTap={go.shifts} />
        <Row icon="place" title="15分钟服务圈" note="家门口的驿站、工具、义剪" onTap={go.circle} />
        <Row icon="tick" title="说到做到" note="党员承诺了什么，做到没有" onTap={go.board} />
      </List>
      <View>
        {vendor === false && !simple && (
          <List label="来摆摊">
            <Row icon="add" title="想来摆摊" note="填三样，运营方看过就能订摊" onTap={go.myShop} />
          </List>
        )}
      </View>
      {later.length > 0 && <Title of="part" words="往后几晚" />}
      {later.length > 0 && (
        <Grouped label="往后几晚" items={later} row={(each) => <Later night={each} today={today} />} />
      )}
      {!simple && <ListEnd {...list} />}
    </Page>
  )
}

interface Props {
  night: NightSummary
  today: string
}

function Tonight({ night, today }: Props) {
  const evening = eveningOf(night.date, today)
  return (
    <Card look="market" name={`tonight ${night.state}`}>
      <View className="tonight-awning" />
      <View className="tonight-lanterns" />
      <View className="tonight-evening">{evening}</View>
      <View className="tonight-name" {...headingRole(1)}>
        {night.name}
      </View>
      <View className="tonight-hours">
        <View className="tonight-date">{longDate(night.date)}</View>
        <View>{hoursOf(night)}</View>
      </View>
      {night.state === 'cancelled' ? <Notice say={night.cancelled ?? stateOf(night)} /> : <Figures night={night} />}
      <Button
        look={night.state === 'cancelled' ? 'quiet' : 'filled'}
        label={`看${evening}的摊位图`}
        onTap={() => go.nightMap(night.id)}
      />
    </Card>
  )
}

function Figures({ night }: Pick<Props, 'night'>) {
  return (
    <View className="tonight-figures">
      <View className="tonight-free">{night.free}</View>
      <View className="tonight-of">
        <View>个摊位空着</View>
        <View className="tonight-total">{`一共 ${String(night.total)} 个`}</View>
      </View>
      <View className="tonight-state">{stateOf(night)}</View>
    </View>
  )
}

function Later({ night, today }: Props) {
  const free = `还剩 ${String(night.free)} 个`
  return (
    <Row
      title={eveningWithDate(night.date, today)}
      note={stateOf(night)}
      tone={night.state === 'open' ? 'good' : undefined}
      side={night.state === 'cancelled' ? undefined : free}
      onTap={() => go.nightMap(night.id)}
    />
  )
}
