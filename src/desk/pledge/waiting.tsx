import { View } from '@tarojs/components'
import { useState } from 'react'
import { profile } from '../../../cloudfunctions/member/profile/contract'
import { useServer } from '../../shared/use-server'
import { Page } from '../../shared/ui/page'
import { Segmented } from '../../shared/ui/segmented'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import { NotYours } from '../not-yours'
import { ShownOf } from './shown-of'
import { SubmittedOf } from './submitted-of'
import '../desk.scss'

const options = [
  { value: 'submitted', label: '等定诺' },
  { value: 'shown', label: '等核实' },
] as const

/** 支部的承诺 What waits for the secretary of a branch: promises to approve, and what was done to look at. */
export default function PledgesWaiting() {
  const me = useServer(profile.me, {})
  const [which, setWhich] = useState<(typeof options)[number]['value']>('submitted')
  if (!me.value) return <Waiting from={me} heights={[48, 96, 96]} />
  const branch = me.value.roles.find(({ role }) => role === 'secretary')
  if (!branch)
    return (
      <Page seenAt={me.seenAt}>
        <NotYours who="支部书记" />
      </Page>
    )
  return (
    <Page seenAt={me.seenAt}>
      <Title words={branch.placeName} />
      <Segmented label="等您办的" options={options} value={which} onChange={setWhich} />
      <View>{which === 'submitted' ? <SubmittedOf branch={branch.place} /> : <ShownOf branch={branch.place} />}</View>
    </Page>
  )
}
