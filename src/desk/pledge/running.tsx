import { useState } from 'react'
import { board, type BoardSort, type Card } from '../../../cloudfunctions/pledge/board/contract'
import { longDate } from '../../../cloudfunctions/shared/shanghai'
import { dotted } from '../../shared/phrases'
import { pledgeStateWords } from '../../shared/pledge-words'
import { go } from '../../shared/routes'
import { useList } from '../../shared/use-list'
import { Choice } from '../../shared/ui/chip'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import type { Held } from '../authority'
import { Serving } from '../serving'

const options = [
  { value: 'late', label: '晚了的' },
  { value: 'due', label: '快到期' },
  { value: 'newest', label: '都看' },
] as const satisfies readonly { value: BoardSort; label: string }[]

/** 正在做的 The promises of the secretary's branch, those that are late first; each opens to what the branch decides. */
export default function Running() {
  return <Serving as="secretary" show={(held) => <RunningIn branch={held} />} />
}

function RunningIn({ branch }: { branch: Held }) {
  const [sort, setSort] = useState<(typeof options)[number]['value']>('late')
  const list = useList(board.board, { branch: branch.place, sort })
  return (
    <Page seenAt={list.seenAt}>
      <Title words={branch.placeName} />
      <Choice label="先看哪些" options={options} value={sort} onChange={setSort} />
      {!list.value ? (
        <Coming from={list} heights={[72, 72, 72]} />
      ) : list.items.length === 0 ? (
        <Empty title="这里没有" say={sort === 'late' ? '没有晚了的，都跟上了' : '换一栏看看'} />
      ) : (
        <Grouped label="承诺" items={list.items} row={(each) => <OnePromise card={each} late={sort === 'late'} />} />
      )}
      <ListEnd {...list} />
    </Page>
  )
}

const OnePromise = ({ card, late }: { card: Card; late: boolean }) => (
  <Row
    title={card.words}
    note={dotted([card.by, card.where])}
    tone={late ? 'due' : undefined}
    side={card.nextDue === undefined ? pledgeStateWords[card.state] : longDate(card.nextDue)}
    onTap={() => go.deskPledge(card.id)}
  />
)
