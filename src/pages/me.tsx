import { useEffect } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { jobsOf } from '../desk/jobs'
import { MyBookings } from '../market/my-bookings'
import { Corner } from '../member/corner'
import { WhoCard } from '../member/who-card'
import { go } from '../shared/routes'
import { setUnread, useUnreadBadge } from '../shared/unread'
import { useServer } from '../shared/use-server'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Skeleton } from '../shared/ui/skeleton'
import { Title } from '../shared/ui/title'

export default function Me() {
  const { value: me, refused, seenAt, reload } = useServer(profile.me, {})
  useUnreadBadge()
  useEffect(() => {
    if (me) setUnread(me.unread)
  }, [me])
  const again = { label: '再试一次', onTap: () => void reload() }
  const vendor = me?.roles.some(({ role }) => role === 'vendor')
  return (
    <Page seenAt={seenAt}>
      {me ? <WhoCard me={me} /> : refused ? <Notice say={refused.say} action={again} /> : <Skeleton heights={[96]} />}
      {me && jobsOf(me.roles).length > 0 && (
        <List label="工作台">
          <Row icon="tick" title="工作台" note="您替大家办的事" onTap={go.desk} />
        </List>
      )}
      {vendor && <Title of="part" words="我订的摊位" />}
      {vendor && <MyBookings />}
      <Corner roles={me?.roles} />
    </Page>
  )
}
