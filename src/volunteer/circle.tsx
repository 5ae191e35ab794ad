import { useState } from 'react'
import { middleOf } from '../../cloudfunctions/volunteer/point/rules'
import {
  pointKinds,
  pointKindWords,
  type PointItem,
  type PointKind,
} from '../../cloudfunctions/volunteer/point/contract'
import { ChooseCommunity } from '../shared/choose-community'
import { openSettings } from '../shared/locate'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { whenOf } from '../shared/shift-words'
import { Button } from '../shared/ui/button'
import { Choice } from '../shared/ui/chip'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Lasting } from '../shared/ui/lasting'
import { ListEnd } from '../shared/ui/list-end'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { CircleMap } from './circle-map'
import './circle.scss'
import { pointNote, PointSheet, SpotsSheet } from './point-sheet'
import { spotsOf, type Spot } from './spots'
import { useCircle, type Circle } from './use-circle'
import { distanceWords, sideOf } from './words'

const views = [
  { value: 'list', label: '列表' },
  { value: 'map', label: '地图' },
] as const
type Shown = (typeof views)[number]['value']

const kinds: readonly { value: PointKind | ''; label: string }[] = [
  { value: '', label: '全部' },
  ...pointKinds.map((value) => ({ value, label: pointKindWords[value] })),
]

/** 15分钟服务圈 What is on and what there is within a walk, the nearest first, in a list or on a map. */
export default function CirclePage() {
  const at = useCircle()
  const { near, choosing } = at
  const [picked, setPicked] = useState<{ point?: PointItem; told: boolean; spots: readonly Spot[] }>({
    told: false,
    spots: [],
  })
  const [open, setOpen] = useState<'point' | 'spots'>()
  useShare({ title: '家门口能帮上忙的地方，走一会儿就到', path: '/volunteer/circle' })
  const onPoint = (point: PointItem, told: boolean) => {
    setPicked((now) => ({ ...now, point, told }))
    setOpen('point')
  }
  const onTold = (point: PointItem) => onPoint(point, true)
  const onPick = (spots: readonly Spot[]) => {
    const [only, ...others] = spots
    if (!only) return
    if (others.length === 0) return 'point' in only ? onPoint(only.point, false) : go.shift(only.shift.id)
    setPicked((now) => ({ ...now, spots }))
    setOpen('spots')
  }
  const close = () => setOpen(undefined)
  return (
    <Page
      seenAt={at.points.seenAt}
      foot={
        <Button look={near.at ? 'quiet' : 'filled'} label={near.at ? '按社区看' : '看我身边的'} onTap={near.toggle} />
      }
      over={
        <>
          <SpotsSheet spots={picked.spots} open={open === 'spots'} onClose={close} onPoint={onTold} />
          <PointSheet point={picked.point} told={picked.told} open={open === 'point'} onClose={close} />
        </>
      }
    >
      {near.refusal !== undefined && (
        <Notice
          look="tell"
          say={near.refusal}
          {...(near.closed ? { action: { label: '打开定位', onTap: openSettings } } : {})}
        />
      )}
      {choosing && !near.at ? (
        <ChooseCommunity onChoose={({ place, name }) => at.chosen({ place, name })} />
      ) : (
        <Around at={at} onPoint={onTold} onPick={onPick} />
      )}
    </Page>
  )
}

interface Props {
  at: Circle
  onPoint: (point: PointItem) => void
  onPick: (spots: readonly Spot[]) => void
}

function Around({ at, onPoint, onPick }: Props) {
  const { near, community, points } = at
  const [shown, setShown] = useState<Shown>('list')
  if (!at.known) return <Coming from={at.me} heights={[48, 72, 72, 72]} />
  return (
    <>
      <Title words={near.at ? '从您这里走' : (community?.name ?? '')} />
      {!near.at && <Button look="text" label="换个社区" onTap={at.choose} />}
      <Segmented label="怎么看" options={views} value={shown} onChange={setShown} />
      <Choice label="哪一类服务点" options={kinds} value={at.kind} onChange={at.setKind} />
      <Lasting waits={!points.value && !points.refused}>
        <Found at={at} shown={shown} onPoint={onPoint} onPick={onPick} />
      </Lasting>
      <List label="别的">
        <Row icon="calendar" title="全部活动" note="往后两周的，都能报" onTap={go.shifts} />
      </List>
    </>
  )
}

function Found({ at, shown, onPoint, onPick }: Props & { shown: Shown }) {
  const { near, points, shifts, kind } = at
  if (!points.value) return <Coming from={points} heights={[72, 72, 72]} />
  const spots = spotsOf(points.items, shifts)
  const middle = near.at ?? middleOf(spots)
  const none = kind === '' ? spots.length === 0 : points.items.length === 0
  return (
    <>
      {none && (
        <Empty
          title={kind === '' ? '走 15 分钟还没有服务点' : '这一类还没有'}
          say={kind !== '' ? '换一类看看' : near.at ? '按社区看看，或者看全部活动' : '换个社区看看'}
        />
      )}
      {shown === 'map' && middle && <CircleMap middle={middle} spots={spots} onPick={onPick} />}
      {shown === 'list' && <Lists at={at} onPoint={onPoint} />}
    </>
  )
}

function Lists({ at: { points, shifts }, onPoint }: Omit<Props, 'onPick'>) {
  return (
    <>
      {points.items.length > 0 && <Title of="part" words="服务点" />}
      <Grouped
        label="服务点"
        items={points.items}
        row={(each) => (
          <Row
            title={each.name}
            note={pointNote(each)}
            side={each.distance === undefined ? undefined : distanceWords(each.distance)}
            onTap={() => onPoint(each)}
          />
        )}
      />
      <ListEnd {...points} />
      {shifts.length > 0 && <Title of="part" words="最近的活动" />}
      <Grouped
        label="最近的活动"
        items={shifts}
        row={(each) => (
          <Row
            title={each.title}
            note={`${whenOf(each)}\n${each.place}`}
            side={sideOf(each)}
            onTap={() => go.shift(each.id)}
          />
        )}
      />
    </>
  )
}
