import { View } from '@tarojs/components'
import { night, type NightSummary } from '../../cloudfunctions/market/night/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { eveningOf, eveningWithDate, hoursOf, stateOf } from '../market/words'
import { go } from '../shared/routes'
import { useList } from '../shared/use-list'
import { Button } from '../shared/ui/button'
import { Empty } from '../shared/ui/empty'
import { Notice, SeenAt } from '../shared/ui/notice'
import { Waiting } from '../shared/ui/waiting'
import { role } from '../shared/aria'
import './home.scss'

export default function Home() {
  const list = useList(night.listNights)
  const [next, ...later] = list.items
  if (!list.value) return <Waiting from={list} heights={[320, 64, 64, 64]} />
  if (!next) return <Empty title="这阵子没有夜市" say="定下日子就会挂在这里，过两天再来看看" />
  return (
    <View className="home">
      {list.seenAt && <SeenAt at={list.seenAt} />}
      <Tonight night={next} today={list.value.today} />
      {later.length > 0 && <View className="home-later">往后几晚</View>}
      {later.map((each) => (
        <Later key={each.id} night={each} today={list.value?.today ?? ''} />
      ))}
      {list.noMore && <Notice say={list.noMore.say} />}
    </View>
  )
}

interface Props {
  night: NightSummary
  today: string
}

function Tonight({ night, today }: Props) {
  const evening = eveningOf(night.date, today)
  return (
    <View className={`tonight ${night.state}`}>
      <View className="tonight-awning" />
      <View className="tonight-lanterns" />
      <View className="tonight-evening">{evening}</View>
      <View className="tonight-name">{night.name}</View>
      <View className="tonight-hours">{`${longDate(night.date)} · ${hoursOf(night)}`}</View>
      {night.state === 'cancelled' ? <Notice say={night.cancelled ?? stateOf(night)} /> : <Figures night={night} />}
      <Button look="filled" label={`看${evening}的摊位图`} onTap={() => go.nightMap(night.id)} />
    </View>
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
  return (
    <View
      className="later"
      hoverClass="later-pressed"
      {...role('button')}
      aria-label={`${longDate(night.date)} ${stateOf(night)} 还剩 ${String(night.free)} 个`}
      onClick={() => go.nightMap(night.id)}
    >
      <View className="later-words">
        <View className="later-date">{eveningWithDate(night.date, today)}</View>
        <View className={`later-state ${night.state}`}>{stateOf(night)}</View>
      </View>
      <View className="later-free">{night.state === 'cancelled' ? '' : `还剩 ${String(night.free)} 个`}</View>
      <View className="later-go" aria-hidden="true">
        ›
      </View>
    </View>
  )
}
