import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { board, type BoardSort, type Card as PledgeCard } from '../../cloudfunctions/pledge/board/contract'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useList, type ListFromServer } from '../shared/use-list'
import { Button } from '../shared/ui/button'
import { Choice } from '../shared/ui/chip'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Lasting } from '../shared/ui/lasting'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { rhythmsWords } from '../shared/rhythm-words'
import { keepAddress } from '../shared/web-address'
import { boardPath, readFilter, type BoardFilter } from './board-filter'
import { beadSigns, listWords, promiseTabs, standsAt } from './words'

const options = [
  { value: 'newest', label: '最新' },
  { value: 'due', label: '快到期' },
  { value: 'late', label: '晚了的' },
  { value: 'done', label: '做到的' },
] as const

/** 公示栏 What party members promised their neighbours, and whether they keep it. */
export default function Board() {
  const { sort: first = 'newest', ...filter } = readFilter(useRouter().params)
  const [sort, setSort] = useState<BoardSort>(first)
  const list = useList(board.board, { sort, ...filter })
  const path = boardPath({ ...filter, ...(sort === 'newest' ? {} : { sort }) })
  useEffect(() => keepAddress(path), [path])
  useShare({ title: '党员承诺公示栏，看看谁说到做到', path })
  return (
    <Page seenAt={list.seenAt}>
      <Title words="说到做到" />
      <Segmented label="看哪些" options={promiseTabs} value="board" onChange={go.promiseTab} />
      {filter.search === undefined && <Choice label="先看哪些" options={options} value={sort} onChange={setSort} />}
      <Button
        look="text"
        label={shownWords(filter, list.items[0]?.branch)}
        onTap={() => go.findPledges(boardPath(filter), list.items[0]?.branch)}
      />
      <Lasting waits={!list.value && !list.refused}>
        <Cards list={list} />
      </Lasting>
    </Page>
  )
}

/** What is shown, for whoever may want to see something else. @param branch its name, once it is known */
function shownWords({ branch, list, search }: BoardFilter, name: string | undefined): string {
  const chosen = [
    branch !== undefined && (name ?? '一个支部'),
    list !== undefined && listWords[list],
    search !== undefined && `“${search}”`,
  ].filter((each) => each !== false)
  return chosen.length === 0 ? '找一找：哪个支部、什么事' : `${chosen.join('、')}，换一换`
}

function Cards({ list }: { list: ListFromServer<typeof board.board> }) {
  if (!list.value) return <Coming from={list} heights={[120, 120, 120]} />
  const { today } = list.value
  if (list.items.length === 0) return <Empty title="这里还没有承诺" say="换一栏看看，或者过两天再来" />
  return (
    <>
      <Grouped label="承诺" items={list.items} row={(each) => <OneCard card={each} today={today} />} />
      <ListEnd {...list} />
    </>
  )
}

/** One line of text for what is a row of dots on the promise's own page: a list of dots would be slow to send. */
function OneCard({ card, today }: { card: PledgeCard; today: string }) {
  const { id, words, by, where, rhythm, beads, thanks } = card
  const stands = standsAt(card, today)
  const thanked = thanks > 0 ? `${String(thanks)} 人谢过` : undefined
  return (
    <Row
      title={words}
      note={`${dotted([by, where])}\n${dotted([rhythmsWords(rhythm), thanked])}\n${beadSigns(beads)}`.trim()}
      side={stands}
      tone={stands === '晚了' ? 'due' : undefined}
      label={[words, by, where, rhythmsWords(rhythm), thanked, stands].filter(Boolean).join('，')}
      onTap={() => go.pledge(id)}
    />
  )
}
