import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { region as contract, type KeptRegion } from '../../cloudfunctions/member/region/contract'
import { covers, regionKinds } from '../../cloudfunctions/shared/region'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { useList, type ListFromServer } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { ownPlaces, type Named } from './authority'
import { Crumbs } from './crumbs'
import './desk.scss'
import { Foot } from './foot'
import { NotYours } from './not-yours'
import { RegionSheets } from './region-sheets'
import { suggestSlug } from './slug'
import { useRegionForm, type Task } from './use-region-form'
import { kindWords } from './words'

/** 地方 The region tree as its admins keep it: one level on one page, so that going back goes up. */
export default function Regions() {
  const { place } = useRouter().params
  const me = useServer(profile.me, {})
  if (!me.value) return <Waiting from={me} heights={[32, 72, 56, 56, 56]} />
  const own = ownPlaces(me.value.roles, ['admin'])
  const [only, another] = own
  if (!only)
    return (
      <Page seenAt={me.seenAt}>
        <NotYours who="管理员" />
      </Page>
    )
  if (place === undefined && another)
    return (
      <Page seenAt={me.seenAt}>
        <Title words="您管的地方" />
        <List label="您管的地方">
          {own.map((each) => (
            <Row key={each.place} icon="place" title={each.name} onTap={() => go.deskRegions(each.place)} />
          ))}
        </List>
      </Page>
    )
  return <RegionAt place={place ?? only.place} own={own} />
}

interface Props {
  place: string
  own: readonly Named[]
}

function RegionAt({ place, own }: Props) {
  const list = useList(contract.listAllRegions, { under: place })
  const path = list.value?.path ?? []
  const here = path[path.length - 1]
  const kindBelow = here && regionKinds[regionKinds.indexOf(here.kind) + 1]
  const slugs = list.value?.slugs ?? []
  const [outcome, setOutcome] = useState<string>()
  const done = (task: Task, name: string) => {
    setOutcome(doneWords[task](name))
    void list.reload()
  }
  const form = useRegionForm(place, (name) => (kindBelow ? suggestSlug(kindBelow, name, slugs) : ''), done)
  if (!here) return <Waiting from={list} heights={[32, 72, 56, 56, 56]} />
  const begin = (task: Task) => {
    setOutcome(undefined)
    form.begin(task, task === 'rename' ? here.name : '')
  }
  const act = kindBelow && !here.retired ? `加一个${kindWords[kindBelow]}` : undefined
  const foot =
    act === undefined && outcome === undefined ? undefined : (
      <Foot outcome={outcome} act={act} onTap={() => begin('add')} />
    )
  return (
    <Page
      seenAt={list.seenAt}
      foot={foot}
      over={<RegionSheets form={form} name={here.name} kindBelow={kindBelow && kindWords[kindBelow]} />}
    >
      <Way path={path} own={own} />
      <Here region={here} onTask={begin} />
      <Below list={list} here={here} kind={kindBelow ? kindWords[kindBelow] : undefined} />
    </Page>
  )
}

const doneWords: Record<Task, (name: string) => string> = {
  add: (name) => `加好了：${name}`,
  rename: (name) => `改好了，现在叫${name}`,
  retire: (name) => `${name}已停用`,
}

/** The way down: as far up as the reader is admin, a tap goes there. */
function Way({ path, own }: { path: readonly KeptRegion[]; own: readonly Named[] }) {
  const mine = path.filter(({ place }) => own.some((each) => covers(each.place, place)))
  if (mine.length < 2) return null
  const up = (index: number) => {
    const to = mine[index]
    const delta = mine.length - 1 - index
    // Pages above are there when the reader came down through them.
    if (Taro.getCurrentPages().length > delta) void Taro.navigateBack({ delta })
    else if (to) go.deskRegions(to.place)
  }
  return <Crumbs path={mine.slice(0, -1)} at={mine.length - 1} onTap={up} />
}

function Here({
  region: { name, kind, place, retired },
  onTask,
}: {
  region: KeptRegion
  onTask: (task: Task) => void
}) {
  return (
    <View className="region-here">
      <Title words={name} />
      <View className="desk-say">
        {dotted([kindWords[kind], `短名 ${place.split('.').pop() ?? ''}`, retired && '已停用'])}
      </View>
      {!retired && (
        <View className="region-acts">
          <Button look="quiet" label="改名" onTap={() => onTask('rename')} />
          <Button look="quiet" label="停用" onTap={() => onTask('retire')} />
        </View>
      )}
    </View>
  )
}

interface BelowProps {
  list: ListFromServer<typeof contract.listAllRegions>
  here: KeptRegion
  /** What places below are called; absent where the tree ends. */
  kind: string | undefined
}

function Below({ list, here, kind }: BelowProps) {
  if (kind === undefined) return <View className="desk-say in-phrases">邻是最小的一级，下面不再分。</View>
  if (list.items.length === 0) return <Empty title={`还没有${kind}`} say={`${here.name}下面的${kind}会列在这里`} />
  return (
    <>
      <Title of="part" words={`下面的${kind}`} />
      <Grouped label={`下面的${kind}`} items={list.items} row={(each) => <Place region={each} />} />
      <ListEnd {...list} />
    </>
  )
}

const Place = ({ region: { place, name, retired } }: { region: KeptRegion }) =>
  retired ? (
    <View className="region-retired">
      <Row title={name} side="已停用" />
    </View>
  ) : (
    <Row title={name} onTap={() => go.deskRegions(place)} />
  )
