import { point as contract, pointKindWords, type DeskPoint } from '../../../cloudfunctions/volunteer/point/contract'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useList } from '../../shared/use-list'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import type { Held } from '../authority'
import { Serving } from '../serving'

/** 服务点 All that staff look after, closed ones too. */
export default function Points() {
  return <Serving as="staff" show={(held) => <PointsOf held={held} />} />
}

function PointsOf({ held: { place, placeName } }: { held: Held }) {
  const list = useList(contract.listDeskPoints, { place })
  if (!list.value) return <Waiting from={list} heights={[48, 72, 72, 72]} />
  return (
    <Page seenAt={list.seenAt} foot={<Button look="filled" label="加一处" onTap={() => go.deskPoint()} />}>
      <Title words={placeName} />
      {list.items.length === 0 && <Empty title="还没有服务点" say="加一处，邻居就能找到" />}
      <Grouped label="服务点" items={list.items} row={(each) => <OnePoint each={each} />} />
      <ListEnd {...list} />
    </Page>
  )
}

const OnePoint = ({ each }: { each: DeskPoint }) => (
  <Row
    title={each.name}
    note={each.closed ?? dotted([pointKindWords[each.kind], each.hours])}
    tone={each.closed === undefined ? undefined : 'due'}
    side={each.closed === undefined ? undefined : '停用'}
    onTap={() => go.deskPoint(each.id)}
  />
)
