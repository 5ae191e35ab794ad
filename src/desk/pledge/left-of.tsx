import { View } from '@tarojs/components'
import { useState } from 'react'
import { handing } from '../../../cloudfunctions/pledge/handing/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { useAct } from '../../shared/use-act'
import { useServer } from '../../shared/use-server'
import { Field } from '../../shared/ui/field'
import { Grouped } from '../../shared/ui/grouped'
import { Notice } from '../../shared/ui/notice'
import { Row } from '../../shared/ui/row'
import { Sheet } from '../../shared/ui/sheet'
import { Title } from '../../shared/ui/title'
import { wrongWith } from '../../shared/wrong-with'
import '../desk.scss'

type Left = Output<typeof handing.listLeft>
type Item = Left['items'][number]
const reasonRule = handing.handPledge.input.entries.reason

/** 交接 What runs in a branch without its member: a tap asks another one to go on with it. Where there is none, nothing is said. */
export function LeftOf({ branch }: { branch: string }) {
  const { value, reload } = useServer(handing.listLeft, { branch })
  const [chosen, setChosen] = useState<string>()
  if (!value || value.items.length === 0) return null
  const item = value.items.find(({ pledge }) => pledge === chosen)
  return (
    <>
      <Title of="part" words="有人离开了，这几条要有人接" />
      <Grouped
        label="要有人接的承诺"
        items={value.items}
        row={({ pledge, words, by, asked }) => (
          <Row
            title={words}
            note={dotted([by, asked === undefined ? undefined : `等${asked}答复`])}
            tone={asked === undefined ? 'due' : undefined}
            side={asked === undefined ? '找人接' : '换一位'}
            onTap={() => setChosen(pledge)}
          />
        )}
      />
      <HandOn item={item} members={value.members} refresh={reload} onClose={() => setChosen(undefined)} />
    </>
  )
}

interface Props {
  item: Item | undefined
  members: Left['members']
  refresh: () => Promise<void>
  onClose: () => void
}

function HandOn({ item, members, refresh, onClose }: Props) {
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<string>()
  const { busy, refusal, act } = useAct(refresh)
  const ask = async (holder: string) => {
    const why = wrongWith(reasonRule, reason)
    setWrong(why)
    if (!item || why !== undefined) return
    if (!(await act(() => call(handing.handPledge, { pledge: item.pledge, holder, reason })))) return
    setReason('')
    onClose()
  }
  return (
    <Sheet open={item !== undefined} label="找人接" onClose={onClose}>
      <View className="desk-title">{item?.words ?? ''}</View>
      <Field label="为什么换人" value={reason} hint="大家都看得到" max={100} error={wrong} onInput={setReason} />
      {refusal !== undefined && <Notice say={refusal} />}
      <Grouped
        label="请谁接"
        items={members}
        row={({ name, holder }) => (
          <Row title={name} side={busy ? '…' : '请他接'} onTap={busy ? undefined : () => void ask(holder)} />
        )}
      />
    </Sheet>
  )
}
