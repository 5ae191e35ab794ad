import { Picker, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { season as contract } from '../../../cloudfunctions/market/season/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { dateInFull } from '../../../cloudfunctions/shared/shanghai'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Segmented } from '../../shared/ui/segmented'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { EndSeasonSheet } from './end-season-sheet'
import { FindVendor, useWords } from './find-vendor'
import { lengths, useGranting, type Length } from './use-granting'
import { kindWords } from './words'

type Stall = Output<typeof contract.listSeasons>['stalls'][number]

/** 固定摊 One stall: whose it is, giving it for a season, and ending a right before its time. */
export default function SeasonDesk() {
  const { market = '', stall = '' } = useRouter().params
  const from = useServer(contract.listSeasons, { market })
  if (!from.value) return <Waiting from={from} heights={[64, 64, 72, 56]} />
  const found = from.value.stalls.find(({ code }) => code === stall)
  if (!found)
    return (
      <Page seenAt={from.seenAt}>
        <Empty title="这不是固定摊" say="先在摊位布局里，把它改成固定摊" />
      </Page>
    )
  const { today } = from.value
  return <Shown market={market} stall={found} today={today} seenAt={from.seenAt} refresh={from.reload} />
}

interface Props {
  market: string
  stall: Stall
  today: string
  seenAt: string | undefined
  refresh: () => Promise<void>
}

const lengthOptions = (Object.keys(lengths) as Length[]).map((value) => ({ value, label: lengths[value] }))

function Shown({ market, stall: { code, kind, rights }, today, seenAt, refresh }: Props) {
  const granting = useGranting(market, code, { today, rights }, refresh)
  const [picked, setPicked] = useState<string>()
  const [open, setOpen] = useState(false)
  const { who, busy, refusal, done } = granting
  const ending = rights.filter(({ until }) => until > today)
  return (
    <Page
      seenAt={seenAt}
      foot={
        (who ?? done) !== undefined && (
          <>
            {refusal !== undefined && <Notice say={refusal} />}
            {done !== undefined && <Notice look="done" say={done} />}
            {who && (
              <Button
                look="filled"
                label={busy ? '正在定…' : `${code} 定给${who.name}`}
                disabled={busy}
                onTap={granting.grant}
              />
            )}
          </>
        )
      }
      over={
        <EndSeasonSheet
          {...{
            market,
            stall: code,
            today,
            right: ending.find(({ from }) => from === picked) ?? ending[0],
            open,
            refresh,
          }}
          onClose={() => setOpen(false)}
        />
      }
    >
      <Title words={`${code} ${kindWords[kind]}`} />
      {rights.length > 0 && (
        <List label="定给了谁">
          {rights.map((right) => (
            <Row
              key={right.from}
              title={right.name}
              note={`${dateInFull(right.from)} 到${dateInFull(right.until)}${right.ended === undefined ? '' : `，提前结束：${right.ended}`}`}
              side={right.until > today ? '提前收回' : undefined}
              onTap={
                right.until > today
                  ? () => {
                      setPicked(right.from)
                      setOpen(true)
                    }
                  : undefined
              }
            />
          ))}
        </List>
      )}
      <Title of="part" words={rights.length === 0 ? '定给谁' : '接着定给谁'} />
      {who ? <Terms granting={granting} today={today} /> : <Whom market={market} stall={code} granting={granting} />}
    </Page>
  )
}

function Whom({
  market,
  stall,
  granting,
}: {
  market: string
  stall: string
  granting: ReturnType<typeof useGranting>
}) {
  const words = useWords()
  const found = useServer(contract.listHolders, { market, stall, ...words.wanted })
  return <FindVendor from={found} words={words} has={(stalls) => `已有固定摊 ${stalls}`} onChoose={granting.choose} />
}

/** To whom, from when on, for how long. */
function Terms({
  granting: { who, from, until, length, choose, setFrom, setLength },
  today,
}: {
  granting: ReturnType<typeof useGranting>
  today: string
}) {
  return (
    <>
      <List label="定给谁">
        <Row title={who?.name ?? ''} note={who?.sells} side="换一位" onTap={() => choose(undefined)} />
        <Picker mode="date" value={from} start={today} onChange={({ detail }) => setFrom(detail.value)}>
          <Row title="从哪天起" side={dateInFull(from)} />
        </Picker>
      </List>
      <Title of="part" words="定多久" />
      <Segmented label="定多久" options={lengthOptions} value={length} onChange={setLength} />
      <View className="desk-say">{`到${dateInFull(until)}，开市的每一晚都给占上`}</View>
    </>
  )
}
