import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { itemOriginWords, items as contract } from '../../cloudfunctions/pledge/items/contract'
import { concerns } from '../../cloudfunctions/pledge/items/rules'
import { listKindWords } from '../../cloudfunctions/pledge/promise/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { itemStands } from '../shared/item-words'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Grouped } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { pledgeStateWords } from '../shared/pledge-words'
import './pledge-form.scss'

type Shown = Output<typeof contract.oneItem>

/** One item of the three lists, who promised something about it, and 我来承诺. */
export default function ItemPage() {
  const item = useRouter().params['item'] ?? ''
  const from = useServer(contract.oneItem, { item })
  const me = useServer(profile.me, {})
  const it = from.value
  useShare({ title: it ? it.words : '清单里的一件事', path: `/pledge/item?item=${it?.id ?? item}` })
  if (!it) return <Waiting from={from} heights={[96, 120, 96]} />
  const room = it.state === 'open' || it.state === 'taken'
  const mine = me.value?.roles.some(({ role, place }) => role === 'member' && concerns(it.place, place))
  const take = room && mine === true
  return (
    <Page
      seenAt={from.seenAt}
      foot={take ? <Button look="filled" label="我来承诺" onTap={() => go.takeItem(it.id)} /> : undefined}
    >
      <Title words={it.words} />
      {it.say !== undefined && <Notice look={it.state === 'done' ? 'done' : 'tell'} say={it.say} />}
      <List label="这一条">
        <Row icon="place" title={it.whom} note={listKindWords[it.list]} />
        <Row icon="tell" title={itemOriginWords[it.origin]} note={dayAndTime(it.at)} side={itemStands(it)} />
      </List>
      <Title of="part" words="谁来管" />
      {it.takers.length === 0 ? (
        <List label="谁来管">
          <Row title="还没有人承诺" note={room ? '支部的党员可以领' : '了结的时候没有人领'} />
        </List>
      ) : (
        <Grouped
          label="谁来管"
          items={it.takers}
          row={({ pledge, by, words, state }) => (
            <Row title={words} note={by} side={pledgeStateWords[state]} onTap={() => go.pledge(pledge)} />
          )}
        />
      )}
      {(room || it.state === 'full' || it.following === true) && <Follow it={it} refresh={from.reload} />}
      {room && mine === false && <Notice look="tell" say="这里的党员才能领。您知道谁合适，把这页发给他" />}
    </Page>
  )
}

/** 关注 Whoever likes to know hears once that somebody took it, and that it is over. */
function Follow({ it: { id, following }, refresh }: { it: Shown; refresh: () => Promise<void> }) {
  const { busy, refusal, act } = useAct(refresh)
  const follow = following !== true
  return (
    <View className="pledge-do">
      {refusal !== undefined && <Notice say={refusal} />}
      <Button
        look="quiet"
        label={follow ? '关注，有进展告诉我' : '不关注了'}
        disabled={busy}
        onTap={() => void act(() => call(contract.followItem, { item: id, follow }))}
      />
    </View>
  )
}
