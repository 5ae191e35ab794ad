import { useState } from 'react'
import { useComfort } from '../shared/comfort'
import { go } from '../shared/routes'
import { useUnread } from '../shared/unread'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import type { Me } from './words'

/** What is behind 我的, as rows: in a simpler page the rarer ones wait behind one row. */
export function Corner({ roles }: { roles: Me['roles'] | undefined }) {
  const { simple } = useComfort()
  const [unfolded, setUnfolded] = useState(false)
  const unread = useUnread()
  const all = !simple || unfolded
  const vendor = roles?.some(({ role }) => role === 'vendor') === true
  return (
    <>
      <Title of="part" words="我的小角落" />
      <List label="我的小角落">
        <Row
          icon="bell"
          title="收件箱"
          side={unread > 0 ? `${unread > 98 ? '99+' : String(unread)} 条没看` : undefined}
          dot={unread > 0}
          onTap={go.inbox}
        />
        <Row icon="scan" title="我的码" onTap={go.myCode} />
        <Row icon="settings" title="字大一点" onTap={go.comfort} />
        {all && <Row icon="place" title={vendor ? '我的摊位' : '想来夜市摆摊'} onTap={go.myShop} />}
        {all && vendor && <Row icon="tick" title="我的记录" onTap={go.myRecord} />}
        {all && vendor && <Row icon="calendar" title="我的账单" onTap={go.myFees} />}
        {all && <Row icon="heart" title="收藏的摊主" onTap={go.favourites} />}
        {all && <Row icon="warn" title="我反映的问题" onTap={go.myReports} />}
        {all && <Row icon="person" title="名字与头像" onTap={go.profile} />}
        {all && <Row icon="lock" title="隐私与我的数据" onTap={go.privacy} />}
        {!all && <Row icon="add" title="更多" onTap={() => setUnfolded(true)} />}
      </List>
    </>
  )
}
