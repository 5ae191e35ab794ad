import { ScrollView, View } from '@tarojs/components'
import { memo, useState } from 'react'
import type { StallOnMap } from '../../cloudfunctions/market/night/contract'
import { kindWords, stallMark, whyNotHere, type NightMap } from './words'
import { tapRole } from '../shared/aria'
import { useComfort, type Comfort } from '../shared/comfort'
import { dotted } from '../shared/phrases'
import './street.scss'

/** How far a stall is from the next, in pixels, as in the style sheet. */
const step: Record<Comfort, number> = { normal: 84, large: 107, larger: 130 }

interface Props {
  map: NightMap
  onPick: (stall: StallOnMap) => void
}

/** 摊位图 The street seen from above: rows of stalls, lanterns over the lanes between them. */
export const Street = memo(function Street({ map, onPick }: Props) {
  return (
    <View className="street">
      {map.rows.map(({ row, stalls }) => (
        <View key={row} className="street-row">
          <Row row={row} stalls={stalls} map={map} onPick={onPick} />
          <View className="lane" />
        </View>
      ))}
    </View>
  )
})

interface RowProps extends Props {
  row: string
  stalls: StallOnMap[]
}

function Row({ row, stalls, map, onPick }: RowProps) {
  const { comfort } = useComfort()
  const fits = (stall: StallOnMap) => whyNotHere(map, stall) === null
  // A row opens where there is something for me, with the stall before it in view; from then on it stays where it is.
  const [start] = useState(
    () => Math.max(0, stalls.findIndex((stall) => stall.state === 'mine' || fits(stall)) - 1) * step[comfort],
  )
  const free = stalls.filter(({ state }) => state === 'free').length
  const forMe = !map.whyNot && `您能订 ${String(stalls.filter(fits).length)} 个`
  return (
    <>
      <View className="street-name">{dotted([`${row} 排`, `空 ${String(free)} 个`, forMe])}</View>
      <ScrollView className="street-scroll" scrollX enhanced showScrollbar={false} scrollLeft={start}>
        <View className="street-stalls">
          {stalls.map((stall) => (
            <Stall key={stall.code} stall={stall} fits={fits(stall)} onPick={onPick} />
          ))}
        </View>
      </ScrollView>
    </>
  )
}

interface StallProps {
  stall: StallOnMap
  /** Whether the person who looks may take it. */
  fits: boolean
  onPick: (stall: StallOnMap) => void
}

function Stall({ stall, fits, onPick }: StallProps) {
  const kind = kindWords[stall.kind]
  const mark = stallMark(stall)
  return (
    <View
      className={`stall ${stall.state} ${stall.kind}${fits ? ' fits' : ''}`}
      {...tapRole()}
      aria-label={`${stall.code} ${kind} ${mark}`}
      onClick={() => onPick(stall)}
    >
      <View className="code">{stall.code}</View>
      <View className="kind">{kind}</View>
      <View className="who">{mark}</View>
    </View>
  )
}

const signs: [state: string, words: string][] = [
  ['free fits', '能订'],
  ['free', '空着'],
  ['taken hot', '有摊主'],
  ['mine', '我的'],
]

/** What the stalls on the map look like, in words. */
export const Legend = memo(function Legend() {
  return (
    <View className="legend">
      {signs.map(([state, words]) => (
        <View key={state} className="sign">
          <View className={`swatch ${state}`} />
          {words}
        </View>
      ))}
    </View>
  )
})
