import { ScrollView, View } from '@tarojs/components'
import { memo } from 'react'
import type { StallOnMap } from '../../cloudfunctions/market/night/contract'
import { kindWords, stallMark, type NightMap } from './words'
import './street.scss'

interface Props {
  rows: NightMap['rows']
  onPick: (stall: StallOnMap) => void
}

/** 摊位图 The street seen from above: rows of stalls, lanterns over the lanes between them. */
export const Street = memo(function Street({ rows, onPick }: Props) {
  return (
    <View className="street">
      {rows.map(({ row, stalls }) => (
        <View key={row} className="row">
          <View className="row-name">{rowWords(row, stalls)}</View>
          <ScrollView className="row-scroll" scrollX enhanced showScrollbar={false}>
            <View className="row-stalls">
              {stalls.map((stall) => (
                <Stall key={stall.code} stall={stall} onPick={onPick} />
              ))}
            </View>
          </ScrollView>
          <View className="lane" />
        </View>
      ))}
    </View>
  )
})

function rowWords(row: string, stalls: readonly StallOnMap[]): string {
  const free = stalls.filter(({ state }) => state === 'free').length
  return `${row} 排 · 空 ${String(free)}`
}

function Stall({ stall, onPick }: { stall: StallOnMap; onPick: (stall: StallOnMap) => void }) {
  const kind = kindWords[stall.kind]
  const mark = stallMark(stall)
  return (
    <View
      className={`stall ${stall.state} ${stall.kind}`}
      aria-role="button"
      role="button"
      aria-label={`${stall.code} ${kind} ${mark}`}
      onClick={() => onPick(stall)}
    >
      <View className="code">{stall.code}</View>
      <View className="who">{mark}</View>
      <View className="kind">{kind}</View>
    </View>
  )
}
