import { View } from '@tarojs/components'
import { pointKindWords, type PointItem } from '../../cloudfunctions/volunteer/point/contract'
import { dial } from '../shared/dial'
import { openMap } from '../shared/open-map'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { whenOf } from '../shared/shift-words'
import { Button } from '../shared/ui/button'
import { Grouped } from '../shared/ui/grouped'
import { Row } from '../shared/ui/row'
import { Sheet } from '../shared/ui/sheet'
import { Title } from '../shared/ui/title'
import './circle.scss'
import type { Spot } from './spots'
import { hoursWords, walkWords } from './words'

interface Props {
  point: PointItem | undefined
  /** The line that was tapped says already what there is and when: it is not sent again. */
  told: boolean
  open: boolean
  onClose: () => void
}

/** One service point: what there is, when, and how to get there. */
export function PointSheet({ point, told, open, onClose }: Props) {
  const { phone } = point ?? {}
  return (
    <Sheet open={open} label="服务点" state={phone === undefined ? '' : 'has-phone'} onClose={onClose}>
      <Title words={point?.name ?? ' '} />
      <View className="point-words">{point ? pointWords(point, told) : ' '}</View>
      <Button look="filled" label="怎么走" onTap={() => point && openMap(point.name, point)} />
      <View className="point-call">
        <Button look="quiet" label="打电话" onTap={() => phone !== undefined && dial(phone)} />
      </View>
    </Sheet>
  )
}

const pointWords = ({ offers, hours, where }: PointItem, told: boolean): string =>
  told ? where : `${offers}\n${hoursWords(hours)}\n${where}`

/** Several at one place of the map, to choose one of. */
export function SpotsSheet({ spots, open, onClose, onPoint }: SpotsProps) {
  return (
    <Sheet open={open} label="这里有几处" onClose={onClose}>
      <Title words={`这里有 ${String(spots.length)} 处`} />
      <Grouped
        label="这里有几处"
        items={[...spots]}
        row={(spot) =>
          'point' in spot ? (
            <Row title={spot.name} note={pointNote(spot.point)} onTap={() => onPoint(spot.point)} />
          ) : (
            <Row title={spot.name} note={whenOf(spot.shift)} onTap={() => go.shift(spot.shift.id)} />
          )
        }
      />
    </Sheet>
  )
}

interface SpotsProps {
  spots: readonly Spot[]
  open: boolean
  onClose: () => void
  onPoint: (point: PointItem) => void
}

/** The second line of a point in a list, and what there is. */
export const pointNote = ({ kind, hours, distance, offers }: PointItem): string =>
  `${dotted([pointKindWords[kind], distance !== undefined && walkWords(distance), hoursWords(hours)])}\n${offers}`
