import { View } from '@tarojs/components'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import type { Bead } from '../../cloudfunctions/pledge/rhythm/contract'
import { pictureOf } from '../shared/aria'
import { beadWords } from './words'
import './beads.scss'

/** 珠 The times of a promise in a row, told apart by colour and shape; the newest at the end. */
export function Beads({ beads }: { beads: readonly Bead[] }) {
  const said = beads.map(({ due, state }) => `${longDate(due)}${beadWords[state]}`).join('，')
  return (
    <View className="beads" {...pictureOf(said)}>
      {beads.map(({ id, state }) => (
        <View key={id} className={`bead bead-${state}`} />
      ))}
    </View>
  )
}
