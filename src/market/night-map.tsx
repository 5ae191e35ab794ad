import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useCallback } from 'react'
import { night as contract, type StallOnMap } from '../../cloudfunctions/market/night/contract'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useServer } from '../shared/use-server'
import { headingRole } from '../shared/aria'
import { useComfort } from '../shared/comfort'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Waiting } from '../shared/ui/waiting'
import { FindStalls } from './find-stalls'
import { StallSheet } from './stall-sheet'
import { Legend, Street } from './street'
import { useBooking } from './use-booking'
import { useKept } from './use-kept'
import { WaitFoot } from './wait-foot'
import { eveningWithDate, hoursOf, mayHold, stateOf, type NightMap } from './words'
import './night-map.scss'

export default function NightMapPage() {
  const night = useRouter().params['night'] ?? ''
  const from = useServer(contract.nightMap, { night })
  const map = from.value
  const { picking, pick, close, hold, book } = useBooking(night, from.reload)
  const kept = useKept(map, from.seenAt, from.reload)
  const { simple } = useComfort()
  const onPick = useCallback((stall: StallOnMap) => pick(stall, map !== undefined && mayHold(map, stall)), [map, pick])
  useShare({
    title: map ? `${eveningWithDate(map.night.date, map.today)} ${map.night.name}` : '夜市摊位图',
    path: `/market/night-map?night=${night}`,
  })
  if (!map) return <Waiting from={from} heights={[72, 132, 132, 132]} />
  return (
    <Page
      flush
      seenAt={from.seenAt}
      foot={<WaitFoot map={map} kept={kept} onPick={onPick} refresh={from.reload} />}
      over={
        <StallSheet
          map={map}
          kept={kept}
          {...picking}
          onHold={hold}
          onBook={(stall, held) => void book(stall, held)}
          onMine={go.me}
          onClose={close}
        />
      }
    >
      <Head map={map} />
      {!simple && <Legend />}
      <Street map={map} onPick={onPick} />
      {simple && <Legend />}
      <View className="below">
        {map.draw && (
          <List label="摇号">
            <Row icon="calendar" title="摇号" note="报名、看结果，谁都能验" onTap={() => go.draw(night)} />
          </List>
        )}
        <FindStalls map={map} onPick={onPick} />
      </View>
    </Page>
  )
}

function Head({ map: { night, today } }: { map: NightMap }) {
  return (
    <View className="head">
      <View className="head-words">
        <View className="head-evening" {...headingRole(1)}>
          {eveningWithDate(night.date, today)}
        </View>
        <View className="head-hours">
          <View className="head-state">{stateOf(night)}</View>
          <View>{hoursOf(night)}</View>
        </View>
      </View>
      <View className="head-free">
        <View className="head-figure">{night.free}</View>
        <View className="head-unit">{`空 / ${String(night.total)}`}</View>
      </View>
    </View>
  )
}
