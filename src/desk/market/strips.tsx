import { ScrollView, View } from '@tarojs/components'
import { memo } from 'react'
import { tapRole } from '../../shared/aria'
import { dotted } from '../../shared/phrases'
import './strips.scss'

/** A stall as a strip shows it. */
export interface Mark {
  code: string
  /** Below its code. */
  words: string
  look: 'free' | 'taken' | 'closed'
}

interface Props {
  rows: readonly { row: string; marks: readonly Mark[] }[]
  /** Absent: they are only looked at. */
  onPick?: (code: string) => void
}

/** Rows as strips to be tapped with one thumb; a strip that is longer than the screen is pushed. */
export const Strips = memo(function Strips({ rows, onPick }: Props) {
  return (
    <View className="strips">
      {rows.map(({ row, marks }) => (
        <View key={row}>
          <View className="strip-name">{dotted([`${row} 排`, `${String(marks.length)} 个`])}</View>
          <ScrollView className="strip-scroll" scrollX enhanced showScrollbar={false}>
            <View className="strip">
              {marks.map(({ code, words, look }) => (
                <View
                  key={code}
                  className={`spot spot-${look}`}
                  {...(onPick ? tapRole() : {})}
                  aria-label={`${code} ${words}`}
                  onClick={() => onPick?.(code)}
                >
                  <View className="spot-code">{code}</View>
                  <View className="spot-words">{words}</View>
                </View>
              ))}
            </View>
          </ScrollView>
        </View>
      ))}
    </View>
  )
})
