import { useRouter } from '@tarojs/taro'
import { activity as contract, type ActivityView } from '../../../cloudfunctions/volunteer/activity/contract'
import { useServer } from '../../shared/use-server'
import { Waiting } from '../../shared/ui/waiting'
import { Serving } from '../serving'
import { PlanForm } from './plan-form'

/** 办活动 A new one, one like another (`like`), or what another one says, changed (`change`). */
export default function Plan() {
  const { like, change } = useRouter().params
  const known = like ?? change
  if (known === undefined) return <Serving as="staff" show={({ place }) => <New place={place} />} />
  return <Known activity={known} changes={like === undefined} />
}

/** A new one meets where others did before, or wherever the reader is. */
function New({ place, like }: { place: string; like?: ActivityView }) {
  const list = useServer(contract.listActivities, { place })
  if (!list.value) return <Waiting from={list} heights={[48, 96, 96]} />
  const all = [...(like ? [like] : []), ...list.value.items]
  const venues = all.filter(({ where }, index) => all.findIndex((other) => other.where === where) === index).slice(0, 8)
  return <PlanForm place={place} like={like} venues={venues} />
}

function Known({ activity, changes }: { activity: string; changes: boolean }) {
  const from = useServer(contract.openActivity, { activity })
  if (!from.value) return <Waiting from={from} heights={[48, 96, 96]} />
  const { place } = from.value
  if (!changes) return <New place={place} like={from.value} />
  return <PlanForm place={place} like={from.value} venues={[from.value]} changes />
}
