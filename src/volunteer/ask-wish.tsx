import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { profile as member } from '../../cloudfunctions/member/profile/contract'
import type { RegionView } from '../../cloudfunctions/member/region/contract'
import { profile } from '../../cloudfunctions/volunteer/profile/contract'
import { wish as contract } from '../../cloudfunctions/volunteer/wish/contract'
import { useServer } from '../shared/use-server'
import { Page } from '../shared/ui/page'
import { Waiting } from '../shared/ui/waiting'
import { ChooseCommunity } from '../shared/choose-community'
import { WishForm } from './wish-form'

/** 点单 To ask for oneself or, for a lead or staff, for somebody else; or to mend what was asked. */
export default function AskWish() {
  const { wish } = useRouter().params
  return wish === undefined ? <Ask /> : <Mend wish={wish} />
}

function Mend({ wish }: { wish: string }) {
  const from = useServer(contract.oneWish, { wish })
  if (!from.value) return <Waiting from={from} heights={[64, 96, 96]} />
  const { inside, wish: seen } = from.value
  return <WishForm place={{ place: '', name: seen.place }} mends={inside} asksFor={false} />
}

function Ask() {
  const mine = useServer(profile.myVolunteer, {})
  const me = useServer(member.me, {})
  const [chosen, setChosen] = useState<RegionView>()
  if (!mine.value || !me.value) return <Waiting from={mine.value ? me : mine} heights={[64, 96, 96]} />
  const serves = me.value.roles.find(({ role }) => role === 'lead' || role === 'staff')
  const known = mine.value.community ?? (serves && { place: serves.place, name: serves.placeName })
  const place = chosen ?? known
  if (!place || place.place.split('.').length < 3)
    return (
      <Page>
        <ChooseCommunity onChoose={setChosen} />
      </Page>
    )
  return <WishForm place={place} asksFor={serves !== undefined} />
}
