import { evidence, type Evidence } from '../../../cloudfunctions/pledge/evidence/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { dayAndTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { useList } from '../../shared/use-list'
import { Card } from '../../shared/ui/card'
import { CloudImage } from '../../shared/ui/cloud-image'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Pieces } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'
import { YesOrBack } from './yes-or-back'

type Item = Output<typeof evidence.listShown>['items'][number]

/** What was done in a branch and waits for somebody to look at it, the longest first. */
export function ShownOf({ branch }: { branch: string }) {
  const list = useList(evidence.listShown, { branch })
  if (!list.value) return <Coming from={list} heights={[120, 120]} />
  const each = list.items.flatMap((item) => item.shown.map((shown) => ({ item, shown })))
  return (
    <>
      {each.length === 0 && <Empty title="没有等核实的" say="党员晒出来的会排在这里" />}
      <Pieces items={each} part={(one) => <OneShown {...one} refresh={list.reload} />} />
      <ListEnd {...list} />
    </>
  )
}

function OneShown({ item, shown, refresh }: { item: Item; shown: Evidence; refresh: () => Promise<void> }) {
  const { pledge } = item
  const fact = shown.id
  return (
    <Card name="submitted">
      <List label={shown.words}>
        <Row title={item.words} note={dotted([item.by, item.whom, `${longDate(shown.due)}这一次`])} />
        <Row title={shown.words} note={dotted([shown.where, dayAndTime(shown.at)])} />
      </List>
      {shown.photos.map((photo) => (
        <CloudImage key={photo} src={photo} label="做的时候拍的照片" name="wide-picture" />
      ))}
      {item.own ? (
        <Notice look="tell" say="自己的承诺请别人来看" />
      ) : (
        <YesOrBack
          label="不够的话，写一句差什么"
          rule={evidence.sendBack.input.entries.hint}
          yes="核实了"
          back="退回，请对方补"
          onYes={() => call(evidence.verifyEvidence, { pledge, fact })}
          onBack={(hint) => call(evidence.sendBack, { pledge, fact, hint })}
          refresh={refresh}
        />
      )}
    </Card>
  )
}
