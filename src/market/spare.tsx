import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { spare } from '../../cloudfunctions/market/spare/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Sheet } from '../shared/ui/sheet'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { kindWords } from './words'

type Spare = Output<typeof spare.listSpare>
type SpareStall = Spare['stalls'][number]

/** 空摊做公益 Stalls that stand empty tonight, for groups: the first has one, free of charge. */
export default function SparePage() {
  const night = useRouter().params['night'] ?? ''
  const from = useServer(spare.listSpare, { night })
  const [picked, setPicked] = useState<SpareStall>()
  const [open, setOpen] = useState(false)
  const { busy, refusal, act, forget } = useAct(from.reload)
  if (!from.value) return <Waiting from={from} heights={[64, 64, 64]} />
  const { date, name, stalls, whyNot } = from.value
  const take = async () => {
    if (picked && (await act(() => call(spare.takeSpare, { night, stall: picked.stall })))) go.gatePass(night)
  }
  return (
    <Page
      seenAt={from.seenAt}
      over={
        <Sheet open={open} label="要这个摊位" onClose={() => setOpen(false)}>
          <Title words={picked ? `${picked.stall}，今晚给你们用` : '今晚给你们用'} />
          <View>{`${picked ? factsOf(picked) : ''}。不收摊位费，收摊时扫干净`}</View>
          <View className="sheet-do">
            {refusal !== undefined && <Notice say={refusal} />}
            <Button look="filled" label={busy ? '正在要…' : '要这个'} disabled={busy} onTap={() => void take()} />
          </View>
        </Sheet>
      }
    >
      <Title words={`${longDate(date)} ${name}`} />
      {whyNot ? (
        <Nothing whyNot={whyNot} night={night} />
      ) : stalls.length === 0 ? (
        <Empty title="现在没有空摊" say="过了最晚到场时间空着的，会列在这里。下拉看看有没有新的" />
      ) : (
        <Grouped
          label="空摊"
          items={stalls}
          row={(stall) => (
            <Row
              title={stall.stall}
              note={factsOf(stall)}
              side="要这个"
              onTap={() => {
                forget()
                setPicked(stall)
                setOpen(true)
              }}
            />
          )}
        />
      )}
    </Page>
  )
}

const factsOf = ({ kind, water, power }: SpareStall): string =>
  dotted([`平时是${kindWords[kind]}`, water ? '有水' : '没有水', power ? '有电' : '没有电'])

/** Whoever has a stall already goes on to it. */
const Nothing = ({ whyNot: { code, say }, night }: { whyNot: NonNullable<Spare['whyNot']>; night: string }) => (
  <Empty
    title="现在要不了空摊"
    say={say}
    action={
      code === 'ONE_STALL_EACH'
        ? { label: '看我的入场码', onTap: () => go.gatePass(night) }
        : { label: '看摊位图', onTap: () => go.nightMap(night) }
    }
  />
)
