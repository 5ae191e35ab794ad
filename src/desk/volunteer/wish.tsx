import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { wishDesk } from '../../../cloudfunctions/volunteer/wish-desk/contract'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useServer } from '../../shared/use-server'
import { useSure } from '../../shared/use-sure'
import { WishInsideParts } from '../../shared/wish-inside'
import { wishStateWords } from '../../shared/wish-words'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { SaySheet, type Saying } from '../../shared/ui/say-sheet'
import { SureSheet } from '../../shared/ui/sure-sheet'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import { YesOrBack } from '../pledge/yes-or-back'
import '../desk.scss'

type Opened = Output<typeof wishDesk.openWish>

/** One wish as staff see it: let it pass, ask for more, decline it; or say that it was done. */
export default function DeskWish() {
  const id = useRouter().params['wish'] ?? ''
  const from = useServer(wishDesk.openWish, { wish: id })
  if (!from.value) return <Waiting from={from} heights={[64, 120, 160]} />
  const wish = from.value
  return (
    <Page seenAt={from.seenAt}>
      <Title words={wish.words} />
      <Notice look="tell" say={wishStateWords[wish.state]} />
      <WishInsideParts inside={wish} />
      {wish.own ? (
        <Notice say="这是您自己发的或接的，请另一位同事来办" />
      ) : (
        <Decide key={wish.state} wish={wish} refresh={from.reload} />
      )}
    </Page>
  )
}

function Decide({ wish, refresh }: { wish: Opened; refresh: () => Promise<void> }) {
  const { id, rev, state } = wish
  if (state === 'done') return <Confirm wish={wish} refresh={refresh} />
  return (
    <>
      {state === 'waiting' && (
        <Card name="submitted">
          <YesOrBack
            label="不清楚的话，写一句缺什么"
            rule={wishDesk.returnWish.input.entries.hint}
            yes="派出去"
            back="请对方补充"
            onYes={() => call(wishDesk.passWish, { wish: id, seen: rev })}
            onBack={(hint) => call(wishDesk.returnWish, { wish: id, hint })}
            refresh={refresh}
          />
        </Card>
      )}
      {['waiting', 'returned', 'shown'].includes(state) && <Decline wish={id} refresh={refresh} />}
    </>
  )
}

const declining: Saying = {
  title: '这次派不出去',
  label: '为什么，可以找谁',
  hint: '对方会读到',
  send: '告诉对方',
  min: 2,
}

function Decline({ wish, refresh }: { wish: string; refresh: () => Promise<void> }) {
  const [open, setOpen] = useState(false)
  const { busy, refusal, act } = useAct(refresh)
  return (
    <>
      <Button look="quiet" label="这次派不出去" onTap={() => setOpen(true)} />
      <SaySheet
        saying={declining}
        open={open}
        busy={busy}
        refusal={refusal}
        onSay={(reason) => act(() => call(wishDesk.declineWish, { wish, reason }))}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

function Confirm({ wish: { id, claimer }, refresh }: { wish: Opened; refresh: () => Promise<void> }) {
  const confirming = useSure(() => call(wishDesk.confirmWish, { wish: id }), refresh)
  return (
    <>
      <View className="desk-apart">
        <Button look="filled" label="问过了，确实办好了" onTap={confirming.ask} />
      </View>
      <SureSheet
        {...confirming.sheet}
        title="确实办好了？"
        say={`问过对方再确认，${claimer ?? '接单的人'}的时长就记上`}
        yes="确认"
        doing="正在记…"
        no="再问问"
      />
    </>
  )
}
