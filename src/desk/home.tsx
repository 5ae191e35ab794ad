import { profile } from '../../cloudfunctions/member/profile/contract'
import { useServer } from '../shared/use-server'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import './desk.scss'
import { jobsOf } from './jobs'
import { NotYours } from './not-yours'

/** 工作台 What the reader may do for others, by their roles. */
export default function Desk() {
  const me = useServer(profile.me, {})
  if (!me.value) return <Waiting from={me} heights={[32, 152, 96]} />
  const { roles } = me.value
  const mine = jobsOf(roles)
  const serving = roles.filter((each) => jobsOf([each]).length > 0)
  if (mine.length === 0)
    return (
      <Page seenAt={me.seenAt}>
        <NotYours who="工作人员、运营方、管理员" />
      </Page>
    )
  return (
    <Page seenAt={me.seenAt}>
      <Title words="今天要办什么" />
      <List name="desk-card" label="可以办的事">
        {mine.map(({ title, note, icon, open }) => (
          <Row key={title} title={title} note={note} icon={icon} onTap={open} />
        ))}
      </List>
      <Title of="part" words="您的身份" />
      <List label="您的身份">
        {serving.map(({ role, roleName, place, placeName }) => (
          <Row key={`${role} ${place}`} title={placeName} side={roleName} />
        ))}
      </List>
    </Page>
  )
}
