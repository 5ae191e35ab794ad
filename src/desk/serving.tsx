import type { ReactElement } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { useServer } from '../shared/use-server'
import { Page } from '../shared/ui/page'
import { Waiting } from '../shared/ui/waiting'
import type { Held } from './authority'
import { NotYours } from './not-yours'

const who = { staff: '工作人员', secretary: '支部书记' } as const

interface Props {
  as: keyof typeof who
  show: (held: Held) => ReactElement
}

/** What a page shows to whoever serves as one of these: of the first place that they serve. */
export function Serving({ as, show }: Props) {
  const me = useServer(profile.me, {})
  if (!me.value) return <Waiting from={me} heights={[48, 72, 72]} />
  const held = me.value.roles.find(({ role }) => role === as)
  if (held) return show(held)
  return (
    <Page seenAt={me.seenAt}>
      <NotYours who={who[as]} />
    </Page>
  )
}
