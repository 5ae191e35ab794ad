import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import type { StallKind, StallOnMap } from '../../cloudfunctions/market/night/contract'
import { clockTime } from '../../cloudfunctions/shared/shanghai'
import { dotted } from '../shared/phrases'
import { Chips } from '../shared/ui/chip'
import { Field } from '../shared/ui/field'
import { List, Row } from '../shared/ui/row'
import { kindWords, type NightMap } from './words'

const kindOptions = Object.entries(kindWords).map(([value, label]) => ({ value, label }))
/** As many as a thumb goes through; who looks for more writes another letter. */
const most = 20

/** The stalls where somebody sells what was written, of the kinds that were chosen. */
export function found(map: NightMap, words: string, kinds: readonly string[]): StallOnMap[] {
  const wanted = words.trim().toLowerCase()
  if (wanted === '' && kinds.length === 0) return []
  return map.rows
    .flatMap(({ stalls }) => stalls)
    .filter(
      ({ vendor, kind }) =>
        vendor &&
        (kinds.length === 0 || kinds.includes(kind)) &&
        `${vendor.name} ${vendor.sells}`.toLowerCase().includes(wanted),
    )
}

/** 找好吃的 Finds a dish, a name or a kind on what the map has already: nothing is asked of the cloud. */
export function FindStalls({ map, onPick }: { map: NightMap; onPick: (stall: StallOnMap) => void }) {
  const [words, setWords] = useState('')
  const [kinds, setKinds] = useState<StallKind[]>([])
  const write = useCallback((next: string) => setWords(next), [])
  const toggle = (kind: string) =>
    setKinds((now) =>
      now.some((each) => each === kind) ? now.filter((each) => each !== kind) : [...now, kind as StallKind],
    )
  const all = found(map, words, kinds)
  const asked = words.trim() !== '' || kinds.length > 0
  const until = `到 ${clockTime(map.night.endsAt, map.night.date)}`
  return (
    <View className="find">
      <Field label="想吃什么" value={words} placeholder="糖油粑粑，或者摊名" max={20} onInput={write} />
      <Chips label="哪一类" options={kindOptions} chosen={kinds} onTap={toggle} />
      <View>
        {asked && (
          <List label="找到的摊">
            {all.length === 0 && <Row title="这一晚没有找到" note="换个说法，或者看看别的日子" />}
            {all.slice(0, most).map((stall) => (
              <Row
                key={stall.code}
                title={stall.vendor?.name ?? ''}
                note={dotted([stall.vendor?.sells ?? '', until])}
                side={stall.code}
                onTap={() => onPick(stall)}
              />
            ))}
          </List>
        )}
      </View>
    </View>
  )
}
