import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { most } from '../../../cloudfunctions/volunteer/activity/contract'
import { paperWords, skillWords } from '../../../cloudfunctions/volunteer/shift/contract'
import { dotted } from '../../shared/phrases'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { Field } from '../../shared/ui/field'
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
  const needs = dotted([skill && `要会${skillWords[skill]}`, paper && `要有${paperWords[paper]}`])
  return (
    <Card look="plain" name="desk-role">
      <Field
        label="岗位"
        value={name}
        placeholder="像：引导"
        hint={needs || (alone ? '只有一个岗位就空着' : '')}
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
      {!alone && (
        <Button look="text" label="去掉这个岗位" onTap={() => onChange((all) => all.filter((_, at) => at !== index))} />
      )}
    </Card>
  )
}
