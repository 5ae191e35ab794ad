import { useRouter } from '@tarojs/taro'
import { evidence } from '../../cloudfunctions/pledge/evidence/contract'
import { promise } from '../../cloudfunctions/pledge/promise/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { go } from '../shared/routes'
import { useList } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Empty } from '../shared/ui/empty'
import { Grouped, Pieces } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { Offered } from './offered'
import { OwnPledge } from './own-pledge'
import { rhythmsWords } from '../shared/rhythm-words'
import { latestOverdue } from './overdue'
import { beadWords, isToWrite, standsIn } from './words'

type Week = Output<typeof evidence.myWeek>

/** 我的承诺 What this week asks for, then all that the reader promised; of one that the address names, what was shown. */
export default function Mine() {
  const { pledge } = useRouter().params
  return pledge === undefined ? <All /> : <OwnPledge pledge={pledge} />
}

function All() {
  const week = useServer(evidence.myWeek, {})
  const list = useList(promise.mine)
  if (!week.value || !list.value) return <Waiting from={week.value ? list : week} heights={[96, 72, 72]} />
  return (
    <Page seenAt={list.seenAt} foot={<Button look="filled" label="写一条承诺" onTap={() => go.writePledge()} />}>
      <Title words="该做的" />
      <Pieces items={list.value.offered} part={(offer) => <Offered offer={offer} refresh={list.reload} />} />
      <ThisWeek week={week.value} />
      {list.items.length > 0 && <Title of="part" words="写过的" />}
      <Grouped
        label="写过的承诺"
        items={list.items}
        row={({ id, words, state, review, rhythm, say }) => (
          <Row
            title={words}
            note={say ?? rhythmsWords(rhythm)}
            tone={state === 'returned' ? 'due' : undefined}
            side={standsIn({ state, review })}
            onTap={() => (isToWrite(state) ? go.writePledge(id) : go.myPledge(id))}
          />
        )}
      />
      <ListEnd {...list} />
    </Page>
  )
}

function ThisWeek({ week: { items } }: { week: Week }) {
  if (items.length === 0) return <Empty title="这周没有到期的" say="到了日子会排在这里，也会提醒您" />
  return (
    <Grouped
      label="这一周"
      items={latestOverdue(items)}
      row={({ pledge, words, bead, canShow, earlier }) => (
        <Row
          title={words}
          note={`${longDate(bead.due)}，${beadWords[bead.state]}${earlier > 0 ? `，再早还有 ${String(earlier)} 次` : ''}`}
          tone={bead.state === 'kept' || bead.state === 'keptLate' ? 'good' : canShow ? 'due' : undefined}
          side={canShow ? '去晒' : undefined}
          onTap={() => go.myPledge(pledge)}
        />
      )}
    />
  )
}
