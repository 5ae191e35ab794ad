import { View } from '@tarojs/components'
import { useState } from 'react'
import { Page } from '../../shared/ui/page'
import { Segmented } from '../../shared/ui/segmented'
import { Title } from '../../shared/ui/title'
import '../desk.scss'
import type { Held } from '../authority'
import { AppealsOf } from './appeals-of'
import { HoursOf } from './hours-of'
import { Serving } from '../serving'
import { PapersOf } from './papers-of'

const options = [
  { value: 'hours', label: '补时' },
  { value: 'appeals', label: '申诉' },
  { value: 'papers', label: '证件' },
] as const

/** 等您办的 What waits for staff: hours to confirm, appeals of who was not there, papers of volunteers. */
export default function VolunteeringWaits() {
  return <Serving as="staff" show={(held) => <WaitingAt held={held} />} />
}

function WaitingAt({ held: { place, placeName } }: { held: Held }) {
  const [which, setWhich] = useState<(typeof options)[number]['value']>('hours')
  return (
    <Page>
      <Title words={placeName} />
      <Segmented label="等您办的" options={options} value={which} onChange={setWhich} />
      <View>
        {which === 'hours' && <HoursOf place={place} />}
        {which === 'appeals' && <AppealsOf place={place} />}
        {which === 'papers' && <PapersOf place={place} />}
      </View>
    </Page>
  )
}
