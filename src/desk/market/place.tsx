import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { placing as contract } from '../../../cloudfunctions/market/placing/contract'
import { schedule, type KeptStall } from '../../../cloudfunctions/market/schedule/contract'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Chips, Choice } from '../../shared/ui/chip'
import { Empty } from '../../shared/ui/empty'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { FindVendor, useWords, type FoundVendor } from './find-vendor'
import type { KeptNight } from './night'
import { usePlacing, usualReasons, type Placing } from './use-placing'
import { kindWords } from './words'

/** 安排摊位 A free stall for somebody, or another stall for whoever has this one; always with a reason. */
export default function PlacePage() {
  const { night = '', stall = '' } = useRouter().params
  const from = useServer(schedule.readNight, { night })
  if (!from.value) return <Waiting from={from} heights={[64, 72, 56, 56]} />
  const all = from.value.rows.flatMap(({ stalls }) => stalls)
  const found = all.find(({ code }) => code === stall)
  if (!found)
    return (
      <Page seenAt={from.seenAt}>
        <Empty title="没有这个摊位" say="布局可能换过了，回到这一晚再点一次" />
      </Page>
    )
  const shown = { kept: from.value, stall: found, seenAt: from.seenAt }
  return found.vendor ? <Move {...shown} all={all} vendor={found.vendor} /> : <Give {...shown} />
}

interface Props {
  kept: KeptNight
  stall: KeptStall
  seenAt: string | undefined
}

/** A free stall: to whom. */
function Give({ kept: { night, stallsEach }, stall, seenAt }: Props) {
  const words = useWords()
  const found = useServer(contract.listPlaceable, { night: night.id, stall: stall.code, ...words.wanted })
  const placing = usePlacing(night.id)
  const [who, setWho] = useState<FoundVendor>()
  const [left, setLeft] = useState('')
  const { code } = stall
  const all = who && who.stalls.length >= stallsEach
  const from = all ? left || who.stalls[0] : left
  const give = () => who && placing.place({ stall: code, shop: who.shop, ...(from ? { from } : {}) })
  return (
    <Page
      seenAt={seenAt}
      foot={
        who && <Foot placing={placing} label={from ? `${from} 换到 ${code}` : `${code} 给${who.name}`} onTap={give} />
      }
    >
      <Title words={`${code} ${kindWords[stall.kind]}`} />
      {who ? (
        <>
          <List label="给谁">
            <Row title={who.name} note={who.sells} side="换一位" onTap={() => setWho(undefined)} />
          </List>
          {who.stalls.length > 0 && (
            <Choice
              label="从哪个摊位换过来"
              options={[
                ...(all ? [] : [{ value: '', label: '再加一个' }]),
                ...who.stalls.map((value) => ({ value, label: `从 ${value} 换过来` })),
              ]}
              value={from ?? ''}
              onChange={setLeft}
            />
          )}
          <Why placing={placing} />
        </>
      ) : (
        <FindVendor from={found} words={words} has={(stalls) => `这晚在 ${stalls}`} onChoose={setWho} />
      )}
    </Page>
  )
}

/** Somebody's stall: to which other one they go. */
function Move({
  kept: { night },
  stall,
  all,
  vendor,
  seenAt,
}: Props & { all: readonly KeptStall[]; vendor: NonNullable<KeptStall['vendor']> }) {
  const placing = usePlacing(night.id)
  const [to, setTo] = useState('')
  const { code, kind } = stall
  const free = all.filter(
    (each) => each.kind === kind && !each.vendor && each.outOfUse === undefined && each.mode !== 'draw',
  )
  if (free.length === 0)
    return (
      <Page seenAt={seenAt}>
        <Empty title={`${kindWords[kind]}的摊位都有人了`} say="等有人退，或者先给别的摊主换开" />
      </Page>
    )
  const move = () => placing.place({ stall: to, shop: vendor.shop, from: code })
  return (
    <Page
      seenAt={seenAt}
      foot={
        <Foot
          placing={placing}
          label={to === '' ? '先选换到哪里' : `${code} 换到 ${to}`}
          off={to === ''}
          onTap={move}
        />
      }
    >
      <Title words={`${code} ${vendor.name}`} />
      <Title of="part" words="换到哪个空摊位" />
      <Choice
        label="换到哪个空摊位"
        options={free.map((each) => ({ value: each.code, label: each.code }))}
        value={to}
        onChange={setTo}
      />
      <Why placing={placing} />
    </Page>
  )
}

const reasons = usualReasons.map((value) => ({ value, label: value }))

/** Why: what is said most often in one tap, anything else in words. */
const Why = ({ placing: { reason, write, wrong } }: { placing: Placing }) => (
  <>
    <Title of="part" words="为什么" />
    <Chips label="为什么" options={reasons} chosen={[reason]} onTap={write} />
    <Field label="原因" value={reason} onInput={write} hint="摊主会读到" error={wrong} max={60} />
  </>
)

function Foot({
  placing: { busy, refusal },
  label,
  off = false,
  onTap,
}: {
  placing: Placing
  label: string
  off?: boolean
  onTap: () => void
}) {
  return (
    <>
      {refusal !== undefined && <Notice say={refusal} />}
      <Button look="filled" label={busy ? '正在安排…' : label} disabled={busy || off} onTap={onTap} />
    </>
  )
}
