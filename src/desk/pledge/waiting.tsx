import { View } from '@tarojs/components'
import { useState } from 'react'
import { desk, mostWaiting } from '../../../cloudfunctions/pledge/desk/contract'
import { useServer } from '../../shared/use-server'
import { Page } from '../../shared/ui/page'
import { Segmented } from '../../shared/ui/segmented'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import type { Held } from '../authority'
import { Serving } from '../serving'
import { BranchYear } from './branch-year'
import { LeftOf } from './left-of'
import { ShownOf } from './shown-of'
import { SubmittedOf } from './submitted-of'
import '../desk.scss'

const kinds = { submitted: '等定诺', shown: '等核实' } as const
type Kind = keyof typeof kinds

const countWords = (count: number): string => (count < mostWaiting ? String(count) : `${String(mostWaiting - 1)}+`)

/** 支部的承诺 What waits for the secretary of a branch: promises to approve, and what was done to look at. */
export default function PledgesWaiting() {
  return <Serving as="secretary" show={(branch) => <WaitingIn branch={branch} />} />
}

function WaitingIn({ branch }: { branch: Held }) {
  const waits = useServer(desk.pledgeDesk, { branch: branch.place })
  const [which, setWhich] = useState<Kind>('submitted')
  if (!waits.value) return <Waiting from={waits} heights={[48, 96, 96]} />
  const { value } = waits
  const options = (['submitted', 'shown'] as const).map((kind) => ({
    value: kind,
    label: `${kinds[kind]} ${countWords(value[kind])}`,
  }))
  return (
    <Page seenAt={waits.seenAt} foot={<BranchYear branch={branch.place} year={Number(value.today.slice(0, 4))} />}>
      <Title words={branch.placeName} />
      <LeftOf branch={branch.place} />
      <Segmented label="等您办的" options={options} value={which} onChange={setWhich} />
      <View>{which === 'submitted' ? <SubmittedOf branch={branch.place} /> : <ShownOf branch={branch.place} />}</View>
    </Page>
  )
}
