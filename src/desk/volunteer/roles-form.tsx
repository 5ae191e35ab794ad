import { Picker, View } from '@tarojs/components'
import { useCallback } from 'react'
import { most } from '../../../cloudfunctions/volunteer/activity/contract'
import { paperKinds, paperWords, skills, skillWords } from '../../../cloudfunctions/volunteer/shift/contract'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { Field } from '../../shared/ui/field'
import { List, Row } from '../../shared/ui/row'
import { Stepper } from '../../shared/ui/stepper'
import '../desk.scss'
import type { RoleDraft } from './use-plan'

interface Props {
  roles: readonly RoleDraft[]
  onChange: (change: (roles: readonly RoleDraft[]) => readonly RoleDraft[]) => void
}

/** 岗位 What so many people do, each with how many at least and at most. */
export const RolesForm = ({ roles, onChange }: Props) => (
  <View>
    {roles.map((role, index) => (
      <OneRole key={index} role={role} index={index} alone={roles.length === 1} onChange={onChange} />
    ))}
    {roles.length < most.roles && (
      <Button
        look="quiet"
        label="再加一个岗位"
        onTap={() => onChange((all) => [...all, { name: '', min: 1, max: 2 }])}
      />
    )}
  </View>
)

const anybody = '不限'

/** What may be asked for, and what it is called: the same arrays each time, so that the wheel is not sent anew. */
const choicesOf = <K extends string>(values: readonly K[], words: Record<K, string>) => ({
  values: [undefined, ...values],
  called: [anybody, ...values.map((each) => words[each])],
})
const skillChoices = choicesOf(skills, skillWords)
const paperChoices = choicesOf(paperKinds, paperWords)

interface NeedProps<K extends string> {
  title: string
  from: ReturnType<typeof choicesOf<K>>
  value: K | undefined
  onChange: (next: K | undefined) => void
}

const Need = <K extends string>({ title, from: { values, called }, value, onChange }: NeedProps<K>) => (
  <Picker
    mode="selector"
    range={called}
    value={values.indexOf(value)}
    onChange={({ detail }) => onChange(values[Number(detail.value)])}
  >
    <Row title={title} side={called[values.indexOf(value)]} />
  </Picker>
)

interface OneProps extends Pick<Props, 'onChange'> {
  role: RoleDraft
  index: number
  /** Whether it is the only one, which needs no name. */
  alone: boolean
}

function OneRole({ role: { name, min, max, skill, paper }, index, alone, onChange }: OneProps) {
  const change = (some: Partial<RoleDraft>) =>
    onChange((all) => all.map((each, at) => (at === index ? { ...each, ...some } : each)))
  const rename = useCallback(
    (next: string) => onChange((all) => all.map((each, at) => (at === index ? { ...each, name: next } : each))),
    [onChange, index],
  )
  return (
    <Card look="plain" name="desk-role">
      <Field
        label="岗位"
        value={name}
        placeholder="像：引导"
        hint={alone ? '只有一个岗位就空着' : ''}
        max={20}
        onInput={rename}
      />
      <Stepper
        label="至少"
        value={min}
        min={0}
        max={most.people}
        unit="人"
        onChange={(next) => change({ min: next, max: Math.max(max, next) })}
      />
      <Stepper
        label="最多"
        value={max}
        max={most.people}
        unit="人"
        onChange={(next) => change({ max: next, min: Math.min(min, next) })}
      />
      <List label="岗位要求">
        <Need title="要会什么" from={skillChoices} value={skill} onChange={(next) => change({ skill: next })} />
        <Need title="要什么证" from={paperChoices} value={paper} onChange={(next) => change({ paper: next })} />
      </List>
      {!alone && (
        <Button look="text" label="去掉这个岗位" onTap={() => onChange((all) => all.filter((_, at) => at !== index))} />
      )}
    </Card>
  )
}
