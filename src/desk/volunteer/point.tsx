import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import {
  point as contract,
  pointKinds,
  pointKindWords,
  type DeskPoint,
} from '../../../cloudfunctions/volunteer/point/contract'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Choice } from '../../shared/ui/chip'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { SaySheet, type Saying } from '../../shared/ui/say-sheet'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import { Serving } from '../serving'
import { usePoint, type PointProps } from './use-point'

/** A service point: a new one, or one to mend, to close, to open again. */
export default function Point() {
  const id = useRouter().params['point']
  return id === undefined ? <Serving as="staff" show={({ place }) => <PointForm place={place} />} /> : <Known id={id} />
}

function Known({ id }: { id: string }) {
  const from = useServer(contract.openPoint, { point: id })
  if (!from.value) return <Waiting from={from} heights={[48, 96, 96]} />
  return <PointForm key={from.value.rev} place="" known={from.value} refresh={from.reload} seenAt={from.seenAt} />
}

const options = pointKinds.map((value) => ({ value, label: pointKindWords[value] }))

function PointForm({
  refresh,
  seenAt,
  ...props
}: PointProps & { refresh?: () => Promise<void>; seenAt?: string | undefined }) {
  const { known } = props
  const at = usePoint(props)
  const text = (name: 'name' | 'where' | 'hours' | 'offers' | 'phone') => ({
    value: at.value(name),
    error: at.wrong(name),
    onInput: at.on[name],
  })
  return (
    <Page
      seenAt={seenAt}
      foot={
        <>
          {at.refusal !== undefined && <Notice say={at.refusal} />}
          {!at.at && <Notice look="tell" say="还没有位置，先到那里定位" />}
          <Button
            look="filled"
            label={known ? '改好了' : '加上，邻居就看得到'}
            disabled={at.busy || !at.at}
            onTap={() => void at.send()}
          />
        </>
      }
    >
      <Title words={known ? known.name : '加一处服务点'} />
      {known?.closed !== undefined && <Notice look="tell" say={`停用了：${known.closed}`} />}
      <View>
        <Field label="名称" placeholder="夜市北门志愿驿站" max={20} {...text('name')} />
        <Field label="能帮什么" placeholder="热水、雨伞、急救包" max={60} long {...text('offers')} />
        <Field label="开放时间" placeholder="每天 9:00–18:00" max={30} {...text('hours')} />
        <Field label="办公电话" placeholder="0731-88000000" hint="没有就空着，不写个人的" max={20} {...text('phone')} />
        <Field label="在哪里" placeholder="夜市北门旁" hint="写清楚门口、路口" max={30} {...text('where')} />
      </View>
      {at.notFound !== undefined && <Notice look="tell" say={at.notFound} />}
      <Button
        look="quiet"
        label={at.moved ? '用的是刚才的位置，再定一次' : '我就在那里，用现在的位置'}
        onTap={() => void at.findPoint()}
      />
      <Choice label="哪一类" options={options} value={at.kind} onChange={at.setKind} />
      {known && refresh && <Closing point={known} refresh={refresh} />}
    </Page>
  )
}

const closing: Saying = {
  title: '停用这一处',
  label: '为什么，到什么时候',
  hint: '同事会读到',
  send: '停用',
  min: 2,
}

function Closing({ point: { id, closed }, refresh }: { point: DeskPoint; refresh: () => Promise<void> }) {
  const [open, setOpen] = useState(false)
  const { busy, refusal, act } = useAct(refresh)
  if (closed !== undefined)
    return (
      <>
        {refusal !== undefined && <Notice say={refusal} />}
        <Button
          look="quiet"
          label="重新开放"
          disabled={busy}
          onTap={() => void act(() => call(contract.reopenPoint, { point: id }))}
        />
      </>
    )
  return (
    <>
      <Button look="quiet" label="停用" onTap={() => setOpen(true)} />
      <SaySheet
        saying={closing}
        open={open}
        busy={busy}
        refusal={refusal}
        onSay={(reason) => act(() => call(contract.closePoint, { point: id, reason }))}
        onClose={() => setOpen(false)}
      />
    </>
  )
}
