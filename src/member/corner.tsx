import { View } from '@tarojs/components'
import { useState } from 'react'
import { useComfort } from '../shared/comfort'
import { go } from '../shared/routes'
import { useUnread } from '../shared/unread'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import type { Me } from './words'
import './corner.scss'

/** What is behind 我的, as rows: in a simpler page the rarer ones wait behind one row. */
export function Corner({ roles }: { roles: Me['roles'] | undefined }) {
  const { simple } = useComfort()
  const [unfolded, setUnfolded] = useState(false)
  const unread = useUnread()
  const all = !simple || unfolded
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
        {all && <Row icon="person" title="名字与头像" onTap={go.profile} />}
        {all && <Row icon="lock" title="隐私与我的数据" onTap={go.privacy} />}
        {!all && <Row icon="add" title="更多" onTap={() => setUnfolded(true)} />}
      </List>
      {roles?.length === 0 && (
        <View className="corner-say">想来夜市摆摊？找社区工作人员开通摊主，订好的摊位就会在这里。</View>
      )}
    </>
  )
}
