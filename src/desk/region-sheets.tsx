import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Sheet } from '../shared/ui/sheet'
import type { RegionForm, Task } from './use-region-form'

interface Props {
  form: RegionForm
  /** What the place is called now. */
  name: string
  /** What a place below it is: 网格; absent where the tree ends. */
  kindBelow: string | undefined
}

/** Adds a place, gives one another name, or takes one out of use: a sheet for each, so that opening it sends little. */
export function RegionSheets({ form, name, kindBelow }: Props) {
  return (
    <>
      {kindBelow !== undefined && (
        <TaskSheet form={form} task="add" title={`加一个${kindBelow}`} act="加上">
          <View className="desk-say">{`在${name}`}</View>
          <NameField form={form} of="add" />
          <Field
            label="短名"
            value={form.slug}
            onInput={form.writeSlug}
            hint="给电脑认的，像门牌号：小写字母和数字，定了不能改。已经替您起好一个"
            error={form.wrongSlug}
            max={20}
          />
        </TaskSheet>
      )}
      <TaskSheet form={form} task="rename" title="改名字" act="改成这个">
        <NameField form={form} of="rename" />
      </TaskSheet>
      <TaskSheet form={form} task="retire" title={`停用${name}？`} act="停用">
        <View className="desk-say in-phrases">停用后不能恢复，也不能再选。记在这里的都还在。</View>
      </TaskSheet>
    </>
  )
}

interface SheetProps {
  form: RegionForm
  task: Task
  title: string
  act: string
}

function TaskSheet({ form, task, title, act, children }: PropsWithChildren<SheetProps>) {
  const { refusal, save, close } = form
  const busy = form.busy && form.task === task
  return (
    <Sheet open={form.open && form.task === task} label={title} onClose={close}>
      <View className="desk-title">{title}</View>
      {children}
      <View className="sheet-do">
        {refusal !== undefined && form.task === task && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '请稍等…' : act} disabled={busy} onTap={() => void save()} />
      </View>
      <Button look="quiet" label="先不动" onTap={close} />
    </Sheet>
  )
}

/** Each sheet has its own field: what is typed in one leaves the other as it is. */
const NameField = ({ form: { task, name, wrongName, writeName }, of }: { form: RegionForm; of: Task }) => (
  <Field
    label="名字"
    value={task === of ? name : ''}
    onInput={writeName}
    placeholder="如：第四网格"
    hint="大家看到的名字，以后可以改"
    error={task === of ? wrongName : undefined}
    max={20}
  />
)
