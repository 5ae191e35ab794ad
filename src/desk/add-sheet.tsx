import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Role } from '../../cloudfunctions/shared/contract'
import { roleNames } from '../../cloudfunctions/shared/roles'
import { canScan } from '../shared/scan'
import { Avatar } from '../shared/ui/avatar'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Sheet } from '../shared/ui/sheet'
import type { Named } from './authority'
import type { Adding } from './use-adding'

interface Props {
  adding: Adding
  at: Named
  role: Role
}

/** Gives a role to whoever shows their code: the code, then the person, then the outcome. */
export function AddSheet({ adding, ...now }: Props) {
  const { open, person, given, close } = adding
  // While it is down it stays as it was: what is chosen on the page then sends nothing here.
  const [shown, setShown] = useState(now)
  if (open && (shown.at !== now.at || shown.role !== now.role)) setShown(now)
  const { at, role } = shown
  const title = `加一位${roleNames[role]}`
  return (
    <Sheet open={open} label={title} onClose={close}>
      <View className="desk-title">{title}</View>
      <View className="desk-say">{at.name}</View>
      {given ? (
        <Given adding={adding} />
      ) : person ? (
        <Found adding={adding} at={at} role={role} />
      ) : (
        <Asked {...adding} />
      )}
    </Sheet>
  )
}

function Asked({ code, wrong, busy, refusal, type, find, read }: Adding) {
  return (
    <>
      {canScan && (
        <View className="desk-scan">
          <Button look="quiet" label="扫对方的码" disabled={busy} onTap={() => void read()} />
        </View>
      )}
      <Field
        label="对方的码"
        value={code}
        onInput={type}
        placeholder="8 位字母和数字"
        hint="请对方打开「我的」里的「我的码」，念给您"
        error={wrong}
        max={20}
      />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '正在找…' : '看看是谁'} disabled={busy} onTap={() => void find()} />
      </View>
    </>
  )
}

function Found({ adding: { person, busy, refusal, give, begin }, at, role }: Props) {
  const name = person?.shownName ?? ''
  return (
    <>
      <View className="desk-person">
        <Avatar name={name} src={person?.avatar} size="large" />
        <View className="desk-person-words">
          <View className="desk-person-name">{name}</View>
          <View className="desk-say">{`加上后就是${at.name}的${roleNames[role]}`}</View>
        </View>
      </View>
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '正在加…' : '是这位，加上'} disabled={busy} onTap={() => void give()} />
      </View>
      <Button look="quiet" label="不是，重新来" onTap={begin} />
    </>
  )
}

function Given({ adding: { given, begin, close } }: { adding: Adding }) {
  const { shownName = '', placeName = '', roleName = '', role } = given ?? {}
  return (
    <>
      <Notice look="done" say={`${shownName}现在是${placeName}的${roleName}了，对方会收到通知`} />
      {role === 'vendor' && <Notice look="tell" say="订摊还差一步：请夜市运营方给这位登记摊主资料，通过了就能订" />}
      <View className="sheet-do">
        <Button look="filled" label="好了" onTap={close} />
      </View>
      <Button look="quiet" label="再加一位" onTap={begin} />
    </>
  )
}
