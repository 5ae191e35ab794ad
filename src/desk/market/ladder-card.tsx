import { Picker, View } from '@tarojs/components'
import { longestPause, mostSteps } from '../../../cloudfunctions/market/record/contract'
import { pauseWords, type Ladder } from '../../../cloudfunctions/market/record/rules'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { List, Row } from '../../shared/ui/row'

interface Props {
  ladder: Ladder
  onChange: (ladder: number[]) => void
}

/** Days that somebody may be kept away for; a wheel with each of 365 is no choice. */
const usual = [0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 180, longestPause]

/** What a step may be: no less than the one before, no more than the one after. */
const choicesFor = (ladder: Ladder, index: number): number[] => {
  const [least, most] = [ladder[index - 1] ?? 0, ladder[index + 1] ?? longestPause]
  const own = ladder[index] ?? least
  return [...new Set([...usual, own])].filter((days) => days >= least && days <= most).sort((a, b) => a - b)
}

const ordinal = (index: number, ladder: Ladder): string => {
  if (ladder.length === 1) return '每次'
  return `第 ${String(index + 1)} 次${index + 1 === ladder.length ? '起' : ''}`
}

/** 没到场的规则 For how many days whoever misses nights has no stall, step by step; none is a reminder. */
export function LadderCard({ ladder, onChange }: Props) {
  const last = ladder[ladder.length - 1] ?? 0
  return (
    <Card name="desk-card">
      <View className="desk-say">不来又没退，近 90 天里算次数；申诉通过的不算。</View>
      <List label="没到场的规则">
        {ladder.map((days, index) => {
          const choices = choicesFor(ladder, index)
          return (
            <Picker
              key={index}
              mode="selector"
              range={choices.map(pauseWords)}
              value={choices.indexOf(days)}
              onChange={({ detail }) => {
                const next = choices[Number(detail.value)] ?? days
                onChange(ladder.map((each, at) => (at === index ? next : each)))
              }}
            >
              <Row title={ordinal(index, ladder)} side={pauseWords(days)} />
            </Picker>
          )
        })}
      </List>
      <View>
        {ladder.length < mostSteps && <Button look="text" label="再加一档" onTap={() => onChange([...ladder, last])} />}
        {ladder.length > 1 && <Button look="text" label="去掉最后一档" onTap={() => onChange(ladder.slice(0, -1))} />}
      </View>
    </Card>
  )
}
