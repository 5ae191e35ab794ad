import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { board as contract } from '../../cloudfunctions/pledge/board/contract'
import { listKindWords } from '../../cloudfunctions/pledge/promise/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dateInFull, dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { CloudImage } from '../shared/ui/cloud-image'
import { Pieces } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { Beads } from './beads'
import { rhythmsWords } from '../shared/rhythm-words'
import { standsIn } from './words'
import './pledge.scss'

type Pledge = Output<typeof contract.one>

/** One promise whole: what was said, what was done each time, and a thank-you. */
export default function PledgePage() {
  const pledge = useRouter().params['pledge'] ?? ''
  const from = useServer(contract.one, { pledge })
  const it = from.value
  useShare({ title: it ? `${it.by}的承诺：${it.words}` : '邻居的承诺', path: `/pledge/pledge?pledge=${pledge}` })
  if (!it) return <Waiting from={from} heights={[96, 120, 120]} />
  return (
    <Page seenAt={from.seenAt} foot={it.own ? undefined : <Thanks it={it} refresh={from.reload} />}>
      <Title words={it.words} />
      {it.say !== undefined && <Notice look="tell" say={it.say} />}
      <List label="承诺">
        <Row icon="person" title={it.by} note={standsIn(it)} />
        <Row icon="place" title={it.whom} note={listKindWords[it.list]} />
        {it.activity && <Row icon="heart" title={it.activity.title} note="在这个活动签到，就算做了一次" />}
        <Row
          icon="calendar"
          title={rhythmsWords(it.rhythm)}
          note={`${dateInFull(it.from)} 到 ${dateInFull(it.until)}`}
          side={it.inRow > 1 ? `连着 ${String(it.inRow)} 次` : undefined}
        />
      </List>
      {it.beads.length > 0 && <Beads beads={it.beads} />}
      {it.own && <Button look="quiet" label="去晒一晒" onTap={() => go.myPledge(it.id)} />}
      <Title of="part" words="做了什么" />
      {it.shown.length === 0 && (
        <List label="做了什么">
          <Row title="还没有晒过" note={it.nextDue === undefined ? '做了会写在这里' : `下次 ${longDate(it.nextDue)}`} />
        </List>
      )}
      <Pieces items={it.shown} part={(each) => <OneShown shown={each} />} />
      {it.hands.length > 0 && <Title of="part" words="以前是谁做的" />}
      {it.hands.length > 0 && (
        <List label="以前是谁做的">
          {it.hands.map(({ by, until, why }) => (
            <Row key={until} icon="person" title={`${dateInFull(until)} 前是${by}在做`} note={`换人的原因：${why}`} />
          ))}
        </List>
      )}
      {it.before.length > 0 && <Title of="part" words="以前是这样写的" />}
      {it.before.length > 0 && (
        <List label="以前的写法">
          {it.before.map((each) => (
            <Row
              key={each.until}
              title={each.words}
              note={`到 ${dateInFull(each.until)}，${rhythmsWords(each.rhythm)}。改的原因：${each.why}`}
            />
          ))}
        </List>
      )}
    </Page>
  )
}

const shownWords = { shown: '等人核实', verified: '核实过了', excused: '免了' } as const

const OneShown = ({
  shown: { words, by, due, at, where, state, confirmed, photos },
}: {
  shown: Pledge['shown'][number]
}) => (
  <Card name="shown">
    <List label={words}>
      <Row
        title={words}
        note={[by, `${longDate(due)}这一次`, where, dayAndTime(at)].filter(Boolean).join('，')}
        side={confirmed ? '对方确认了' : shownWords[state]}
      />
    </List>
    {photos.map((photo) => (
      <CloudImage key={photo} src={photo} label="做的时候拍的照片" name="wide-picture" />
    ))}
  </Card>
)

/** Who reads may say thank you once, and follow. */
function Thanks({ it: { id, thanks, thanked, following }, refresh }: { it: Pledge; refresh: () => Promise<void> }) {
  const { busy, refusal, act } = useAct(refresh)
  const follow = following !== true
  const count = thanks > 0 ? ` ${String(thanks)}` : ''
  return (
    <View className="thanks">
      {refusal !== undefined && <Notice say={refusal} />}
      <Button
        look="filled"
        label={thanked ? `谢过了${count}` : `说声谢谢${count}`}
        disabled={busy || thanked === true}
        onTap={() => void act(() => call(contract.thankPledge, { pledge: id }))}
      />
      <Button
        look="quiet"
        label={follow ? '关注，有进展告诉我' : '不关注了'}
        disabled={busy}
        onTap={() => void act(() => call(contract.followPledge, { pledge: id, follow }))}
      />
    </View>
  )
}
