import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { review, type RoundView } from '../../cloudfunctions/pledge/review/contract'
import { ChooseCommunity } from '../shared/choose-community'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { lastDayWords, spanWords } from '../shared/span-words'
import { useList, type ListFromServer } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { useKeptBranch } from './kept-branch'
import { promiseTabs } from './words'

/** Parts of the path of a community: district, street, community. */
const communityParts = 3

/** 评诺 The rounds of a community's branch: the reader's own, or one that they choose. */
export default function Rounds() {
  const { branch } = useRouter().params
  const me = useServer(profile.me, {})
  const kept = useKeptBranch()
  const [chosen, setChosen] = useState(branch ?? kept.branch)
  const [choosing, setChoosing] = useState(false)
  const home = me.value?.roles.find(({ place }) => place.split('.').length >= communityParts)?.place
  const place = chosen ?? home?.split('.').slice(0, communityParts).join('.')
  const list = useList(review.listRounds, place === undefined ? null : { branch: place })
  useShare({ title: '党员的承诺做得怎么样，来评一评', path: '/pledge/rounds' })
  if (!me.value && chosen === undefined) return <Waiting from={me} heights={[48, 96, 96]} />
  return (
    <Page seenAt={list.seenAt}>
      <Title words="说到做到" />
      <Segmented label="看哪些" options={promiseTabs} value="rounds" onChange={go.promiseTab} />
      {place === undefined || choosing ? (
        <ChooseCommunity
          onChoose={(community) => {
            kept.choose(community.place)
            setChosen(community.place)
            setChoosing(false)
          }}
        />
      ) : (
        <View>
          <Found list={list} />
          <Button look="text" label="看别的社区" onTap={() => setChoosing(true)} />
        </View>
      )}
    </Page>
  )
}

function Found({ list }: { list: ListFromServer<typeof review.listRounds> }) {
  if (!list.value) return <Coming from={list} heights={[96, 96]} />
  if (list.items.length === 0) return <Empty title="还没有评过" say="支部开了新一轮，会挂在这里" />
  return <Grouped label="评诺" items={list.items} row={(each) => <OneRound round={each} />} />
}

function OneRound({ round }: { round: RoundView }) {
  const { id, branch, open, closesAt, count } = round
  const when = open ? `评到 ${lastDayWords(closesAt)}` : '截止了，看结果'
  return (
    <Row
      title={branch}
      note={`${spanWords(round)}\n${when}`}
      tone={open ? 'good' : undefined}
      side={open ? '去评' : `${String(count)} 人评`}
      onTap={() => go.round(id)}
    />
  )
}
