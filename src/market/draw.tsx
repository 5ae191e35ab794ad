import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { draw as contract, type Round } from '../../cloudfunctions/market/draw/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Chips } from '../shared/ui/chip'
import { Empty } from '../shared/ui/empty'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { resultWords, roundWords, type DrawOfNight, type MyDraw } from './draw-words'
import { useEntry } from './use-entry'
import { kindWords } from './words'
import './draw.scss'

/** 摇号 Of one night: where it stands, one's own wishes, what came of it, and all rounds to check. */
export default function DrawPage() {
  const { night = '', pair } = useRouter().params
  const from = useServer(contract.showDraw, { night })
  const draw = from.value
  const [latest] = draw?.rounds ?? []
  const beside = draw?.me?.entry ? `&pair=${draw.me.shop}` : ''
  useShare({
    title: latest ? `${longDate(latest.date)} ${latest.name} 摇号` : '夜市摇号',
    path: `/market/draw?night=${night}${beside}`,
  })
  if (!draw) return <Waiting from={from} heights={[64, 120, 160]} />
  if (!latest)
    return (
      <Page seenAt={from.seenAt}>
        <Empty
          title="这一晚现在没有摇号"
          say="看看摊位图，空着的摊位直接就能订"
          action={{ label: '看摊位图', onTap: () => go.nightMap(night) }}
        />
      </Page>
    )
  return <Shown draw={draw} latest={latest} pair={pair} seenAt={from.seenAt} reload={from.reload} />
}

interface ShownProps {
  draw: DrawOfNight
  latest: Round
  /** Whose invitation the reader opened. */
  pair: string | undefined
  seenAt: string | undefined
  reload: () => Promise<void>
}

function Shown({ draw, latest, pair, seenAt, reload }: ShownProps) {
  const { me, rounds } = draw
  const entry = useEntry(me?.entry?.choices ?? [], reload)
  const partner = pair === me?.shop ? undefined : (pair ?? me?.entry?.partner?.shop)
  const open = latest.state === 'open' && me !== undefined && draw.whyNot === undefined
  const label = entry.busy ? '正在报…' : me?.entry ? '改成这样' : '报名摇号'
  const idle =
    entry.busy || entry.choices.length === 0 || (!entry.changed && me?.entry !== undefined && pair === undefined)
  return (
    <Page
      seenAt={seenAt}
      foot={
        open ? (
          <Button look="filled" label={label} disabled={idle} onTap={() => void entry.enter(latest.id, partner)} />
        ) : undefined
      }
    >
      <Title words={`${longDate(latest.date)} ${latest.name}`} />
      <View className="draw-now in-phrases">{roundWords(latest)}</View>
      {me?.result && <Notice look="done" say={resultWords(me.result)} />}
      {entry.refusal !== undefined && <Notice say={entry.refusal} />}
      {entry.done !== undefined && <Notice look="done" say={entry.done} />}
      {draw.whyNot && latest.state === 'open' && <Notice look="tell" say={draw.whyNot.say} />}
      {open && <Wishes draw={draw} me={me} choices={entry.choices} onTap={entry.toggle} />}
      {open && me.entry && (
        <Beside
          me={me}
          onAgree={(shop) => void entry.enter(latest.id, shop)}
          onAlone={() => void entry.enter(latest.id, undefined)}
          onLeave={() => void entry.withdraw(latest.id)}
        />
      )}
      <Title of="part" words="每一轮都查得到" />
      <List label="每一轮">
        {rounds.map((round) => (
          <Row
            key={round.id}
            title={`第 ${String(round.number)} 轮`}
            note={dotted([roundWords(round), `${String(round.entrants)} 位报名`])}
            side="我来验"
            onTap={() => go.drawCheck(round.id)}
          />
        ))}
      </List>
      <View className="draw-how">
        报名时密码已经锁好，截止后名单公开，再等一个谁也做不了主的公共数字。三样合起来摇，谁都能用自己的手机重摇一遍。
      </View>
    </Page>
  )
}

interface WishesProps {
  draw: DrawOfNight
  me: MyDraw
  choices: readonly string[]
  onTap: (code: string) => void
}

/** The stalls that the reader may wish for; the order of tapping is the order of wishes. */
function Wishes({ draw, me, choices, onTap }: WishesProps) {
  const fitting = draw.stalls.filter(({ kind }) => me.kinds.includes(kind))
  if (fitting.length === 0) return <Notice look="tell" say="这次摇的摊位不卖您这一类，看看摊位图上别的" />
  return (
    <Card>
      <View className="draw-ask">想要哪几个？最想要的先点</View>
      <Chips
        label="想要的摊位"
        options={fitting.map(({ code, kind }) => ({ value: code, label: `${code} ${kindWords[kind]}` }))}
        chosen={choices}
        onTap={onTap}
      />
      <View className="draw-order">{choices.length === 0 ? '还没选' : `先后：${choices.join(' → ')}`}</View>
    </Card>
  )
}

interface BesideProps {
  me: MyDraw
  onAgree: (shop: string) => void
  onAlone: () => void
  onLeave: () => void
}

/** 挨着摆 Two who want to stand side by side, or not at all; and the way out. */
function Beside({ me, onAgree, onAlone, onLeave }: BesideProps) {
  const partner = me.entry?.partner
  const suitors = me.suitors.filter(({ shop }) => shop !== partner?.shop)
  return (
    <>
      <Title of="part" words="和谁挨着摆" />
      {partner && (
        <Notice
          look={partner.agreed ? 'done' : 'tell'}
          say={
            partner.agreed
              ? `和${partner.name}说好了：两个挨着的摊位，或者都不要`
              : `等${partner.name || '对方'}也点头，不点头就按您一个人摇`
          }
          action={{ label: '不挨着了', onTap: onAlone }}
        />
      )}
      {suitors.map(({ shop, name }) => (
        <Notice
          key={shop}
          look="tell"
          say={`${name}想和您挨着摆`}
          action={{ label: '答应', onTap: () => onAgree(shop) }}
        />
      ))}
      <View className="draw-acts">
        <Button look="quiet" label="请一位摊主挨着我" weixin={{ openType: 'share' }} />
        <Button look="text" label="撤回报名" onTap={onLeave} />
      </View>
    </>
  )
}
