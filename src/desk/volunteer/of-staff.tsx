import type { ReactElement } from 'react'
import { profile } from '../../../cloudfunctions/member/profile/contract'
import { useServer } from '../../shared/use-server'
import { Page } from '../../shared/ui/page'
import { Waiting } from '../../shared/ui/waiting'
import type { Held } from '../authority'
import { NotYours } from '../not-yours'

/** What a page shows to staff: of the first place that the reader serves. */
export function OfStaff({ show }: { show: (held: Held) => ReactElement }) {
  const me = useServer(profile.me, {})
  if (!me.value) return <Waiting from={me} heights={[48, 72, 72]} />
  const held = me.value.roles.find(({ role }) => role === 'staff')
  if (held) return show(held)
  return (
    <Page seenAt={me.seenAt}>
      <NotYours who="工作人员" />
    </Page>
  )
}
