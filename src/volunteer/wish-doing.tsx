import { View } from '@tarojs/components'
import { useState } from 'react'
import {
  mostWishPhotos,
  wish as contract,
  wishGrades,
  wishGradeWords,
  type WishGrade,
  type WishInside,
} from '../../cloudfunctions/volunteer/wish/contract'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { usePhotos } from '../shared/use-photos'
import { useSure } from '../shared/use-sure'
import { Button } from '../shared/ui/button'
import { Choice } from '../shared/ui/chip'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Photos } from '../shared/ui/photos'
import { SaySheet, type Saying } from '../shared/ui/say-sheet'
import { Stepper } from '../shared/ui/stepper'
import { SureSheet } from '../shared/ui/sure-sheet'
import { Title } from '../shared/ui/title'
import './wish.scss'

interface Props {
  inside: WishInside
  /** Where photos of what was done go. */
  folder: string | undefined
  refresh: () => Promise<void>
}

/** What is to be done about a wish by who asked, or who has it. */
export function WishDoing({ inside, folder, refresh }: Props) {
  const { state, mine } = inside
  if (mine === 'claimer')
    return state === 'claimed' ? <Finish {...{ inside, folder, refresh }} /> : <ForClaimer state={state} />
  if (state === 'done' || state === 'confirmed') return <Thank inside={inside} refresh={refresh} />
  return <Asked inside={inside} refresh={refresh} />
}

const ForClaimer = ({ state }: Pick<WishInside, 'state'>) =>
  state === 'done' ? (
    <Notice look="wait" say="等对方谢一声，时长就记上" />
  ) : (
    <Notice look="done" say="谢谢您，时长记上了" />
  )

const givingBack: Saying = {
  title: '办不了，退回',
  label: '怎么了',
  hint: '对方会读到，别的邻居接着办',
  send: '退回',
  min: 2,
}

/** 办好了 What was done, how long it took, and photos; or back it goes. */
function Finish({ inside: { id, most }, folder = '', refresh }: Props) {
  const [words, setWords] = useState('')
  const [minutes, setMinutes] = useState(Math.min(60, most))
  const [open, setOpen] = useState(false)
  const { busy, refusal, act } = useAct(refresh)
  const back = useAct(refresh)
  const photos = usePhotos(folder)
  const finish = () => act(() => call(contract.finishWish, { wish: id, words, minutes, files: photos.files }))
  const giveBack = async (reason: string) => back.act(() => call(contract.giveBackWish, { wish: id, reason }))
  return (
    <>
      <Title of="part" words="办好了，说一声" />
      <Field label="做了什么" value={words} placeholder="药取好了，送到门口" max={200} long onInput={setWords} />
      <Stepper label="用了多久" value={minutes} min={15} max={most} by={15} unit="分钟" onChange={setMinutes} />
      <Photos label="照片，可不加" max={mostWishPhotos} {...photos} />
      {refusal !== undefined && <Notice say={refusal} />}
      <View className="wish-do">
        <Button
          look="filled"
          label={busy ? '正在交…' : photos.busy ? '照片还在传…' : '办好了'}
          disabled={busy || photos.busy || words.trim().length < 2}
          onTap={() => void finish()}
        />
        <Button look="quiet" label="办不了，退回" onTap={() => setOpen(true)} />
      </View>
      <SaySheet
        saying={givingBack}
        open={open}
        busy={back.busy}
        refusal={back.refusal}
        onSay={giveBack}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

const denying: Saying = {
  title: '还没办成',
  label: '差什么',
  hint: '接单的人会读到，再来办',
  send: '告诉对方',
  min: 2,
}

const grades = wishGrades.map((value) => ({ value, label: wishGradeWords[value] }))

/** 评单 Thanks and a grade; or that it was not done after all. */
function Thank({ inside: { id, state }, refresh }: Pick<Props, 'inside' | 'refresh'>) {
  const [grade, setGrade] = useState<WishGrade>('good')
  const [words, setWords] = useState('')
  const [open, setOpen] = useState(false)
  const { busy, refusal, act } = useAct(refresh)
  const no = useAct(refresh)
  return (
    <>
      <Title of="part" words="评一评，谢一声" />
      <Choice label="满意吗" options={grades} value={grade} onChange={setGrade} />
      <Field label="想说的话" value={words} placeholder="帮了大忙，谢谢" max={100} onInput={setWords} />
      {refusal !== undefined && <Notice say={refusal} />}
      <View className="wish-do">
        <Button
          look="filled"
          label={busy ? '正在送…' : '谢谢您'}
          disabled={busy || words.trim() === ''}
          onTap={() => void act(() => call(contract.thankWish, { wish: id, grade, words }))}
        />
        {state === 'done' && <Button look="quiet" label="还没办成" onTap={() => setOpen(true)} />}
      </View>
      <SaySheet
        saying={denying}
        open={open}
        busy={no.busy}
        refusal={no.refusal}
        onSay={(reason) => no.act(() => call(contract.denyWish, { wish: id, reason }))}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

const says: Partial<Record<WishInside['state'], string>> = {
  waiting: '社区核对过就派出去，会通知您',
  shown: '派出去了，有人接就告诉您',
}

/** What the asker can do while it is under way: mend it, or take it back. */
function Asked({ inside: { id, state, claimer }, refresh }: Pick<Props, 'inside' | 'refresh'>) {
  const leaving = useSure(() => call(contract.withdrawWish, { wish: id }), refresh)
  const say = says[state]
  if (!['waiting', 'returned', 'shown', 'claimed'].includes(state)) return null
  return (
    <>
      {say !== undefined && <Notice look="wait" say={say} />}
      <View className="wish-do">
        {state === 'returned' && <Button look="filled" label="补一补" onTap={() => go.askWish(id)} />}
        <Button look="quiet" label="不需要了，撤回" onTap={leaving.ask} />
      </View>
      <SureSheet
        {...leaving.sheet}
        title="撤回这个心愿？"
        say={claimer === undefined ? '想要了，随时再说一个' : '接单的人会收到通知，不用来了'}
        yes="撤回"
        doing="正在撤…"
        no="不撤了"
      />
    </>
  )
}
