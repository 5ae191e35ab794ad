import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useCallback, useMemo, useState } from 'react'
import { schedule as contract } from '../../../cloudfunctions/market/schedule/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { clockTime, dayAndTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import { dotted, fromTo } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { CancelNightSheet } from './cancel-night-sheet'
import { CloseStallSheet } from './close-stall-sheet'
import { Strips } from './strips'
import { WarnNightSheet } from './warn-night-sheet'
import { kindWords, stateWords } from './words'

/** One night as its operator reads it. */
export type KeptNight = Output<typeof contract.readNight>

/** 这一晚 Its stalls and who has them; one out of use, or the whole night cancelled. */
export default function NightDesk() {
  const { night: id = '', stall: asked } = useRouter().params
  const from = useServer(contract.readNight, { night: id })
  const [picked, setPicked] = useState(asked)
  const [sheet, setSheet] = useState<'none' | 'stall' | 'warn' | 'cancel'>(asked === undefined ? 'none' : 'stall')
  const pick = useCallback((code: string) => {
    setPicked(code)
    setSheet('stall')
  }, [])
  const value = from.value
  const rows = useMemo(() => marksOf(value), [value])
  if (!value) return <Waiting from={from} heights={[64, 96, 96, 96]} />
  const { night } = value
  const close = () => setSheet('none')
  const done = () => {
    close()
    void from.reload()
  }
  const alive = night.state !== 'cancelled' && night.state !== 'ended'
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        alive ? (
          <>
            {night.free < night.total && <Button look="filled" label="提醒摊主" onTap={() => setSheet('warn')} />}
            <Button look="quiet" label="取消这一晚" onTap={() => setSheet('cancel')} />
          </>
        ) : undefined
      }
      over={
        <>
          <CloseStallSheet kept={value} stall={picked} open={sheet === 'stall'} onDone={done} onClose={close} />
          <WarnNightSheet kept={value} open={sheet === 'warn'} onDone={done} onClose={close} />
          <CancelNightSheet kept={value} open={sheet === 'cancel'} onDone={done} onClose={close} />
        </>
      }
    >
      <Title words={longDate(night.date)} />
      <View className="desk-say">
        {dotted([
          stateWords[night.state],
          fromTo(clockTime(night.startsAt, night.date), clockTime(night.endsAt, night.date)),
          `空 ${String(night.free)} / ${String(night.total)}`,
        ])}
      </View>
      {night.cancelled !== undefined && (
        <Notice look="tell" say={`${night.cancelled}。大家都通知过了，不能恢复；天好了就另开一晚`} />
      )}
      {alive && value.warned && (
        <Notice look="tell" say={`${dayAndTime(value.warned.at)} 提醒过摊主：${value.warned.words}`} />
      )}
      <List label="这一晚">
        <Row
          title="几点出摊"
          note={`${clockTime(value.occupyBy, night.date)} 前到，${clockTime(night.cancelBy, night.date)} 前能退`}
          onTap={alive ? () => go.deskTimes(id) : undefined}
        />
        <Row title="摊位费" note="谁还没交，收现金、免收、退款" onTap={() => go.deskFees(id)} />
        <Row title="一晚小结" note="订出、到场、摊位费、巡查，导出 Excel" onTap={() => go.deskFigures(id)} />
      </List>
      <Strips rows={rows} onPick={pick} />
    </Page>
  )
}

/** What the strips show of a night. */
const marksOf = (kept: KeptNight | undefined) =>
  (kept?.rows ?? []).map(({ row, stalls }) => ({
    row,
    marks: stalls.map(({ code, kind, outOfUse, vendor }) => ({
      code,
      words: vendor?.name ?? (outOfUse === undefined ? kindWords[kind] : '停用'),
      look: vendor ? ('taken' as const) : outOfUse === undefined ? ('free' as const) : ('closed' as const),
    })),
  }))
