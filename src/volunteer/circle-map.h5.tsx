import { View } from '@tarojs/components'
import { walks } from '../../cloudfunctions/volunteer/point/rules'
import { tapRole } from '../shared/aria'
import { useComfort } from '../shared/comfort'
import { counted } from '../shared/phrases'
import './circle.scss'
import { gathered, signOf, type CircleMapProps, type Gathered } from './spots'

/** The radius of the outer ring, as a share of the width, as in the style sheet. */
const radius = 0.4
/** The widest that rings are drawn, and what a page leaves at its edges, in pixels, as in the style sheet. */
const [widest, edges] = [420, 32]
const targets = { normal: 46, large: 62, larger: 62 } as const

const percent = (share: number): string => `${String(Math.round((0.5 + share * radius) * 1000) / 10)}%`

/** What is around a middle, where there is no map: in rings of 5, 10 and 15 minutes on foot, north above. */
export function CircleMap({ middle, spots, onPick }: CircleMapProps) {
  const { comfort } = useComfort()
  const width = Math.min(window.innerWidth - edges, widest)
  const all = gathered(spots, middle, targets[comfort] / (width * radius))
  return (
    <View className="rings">
      {walks.map(({ minutes }) => (
        <View key={minutes} className={`ring ring-${String(minutes)}`}>
          <View className="ring-name">{counted(`${String(minutes)} 分钟`)}</View>
        </View>
      ))}
      <View className="ring-middle" />
      {all.map((each) => (
        <Dot key={each.spots[0]?.name} at={each} onPick={onPick} />
      ))}
    </View>
  )
}

function Dot({ at: { right, up, spots }, onPick }: { at: Gathered; onPick: CircleMapProps['onPick'] }) {
  const [first, ...others] = spots
  if (!first) return null
  const many = others.length > 0
  return (
    <View
      className="ring-spot"
      hoverClass="pressed"
      style={{ left: percent(right), top: percent(-up) }}
      {...tapRole()}
      aria-label={many ? `${first.name}等 ${String(spots.length)} 处` : first.name}
      onClick={() => onPick(spots)}
    >
      <View className={many ? 'ring-dot ring-many' : 'ring-dot'}>{many ? String(spots.length) : signOf(first)}</View>
    </View>
  )
}
