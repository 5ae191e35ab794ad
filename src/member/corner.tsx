import { View } from '@tarojs/components'
import { useState } from 'react'
import { useComfort } from '../shared/comfort'
import { useUnread } from '../shared/unread'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { waysOf } from './ways'
import type { Me } from './words'
import './corner.scss'

/**
 * What is behind 我的, as rows: in a simpler page the rarer ones wait behind one row. They are there all the while, so
 * that a tap on it sends a class alone.
 */
export function Corner({ roles }: { roles: Me['roles'] | undefined }) {
  const { simple } = useComfort()
  const [unfolded, setUnfolded] = useState(false)
  const unread = useUnread()
  const news = unread > 0 ? `${unread > 98 ? '99+' : String(unread)} 条没看` : undefined
  return (
    <View className={simple && !unfolded ? 'corner folded' : 'corner'}>
      {waysOf(roles).map(({ words, ways }) => (
        <View key={words} className={ways.some(({ daily }) => daily) ? 'corner-daily' : 'corner-rare'}>
          <Title of="part" words={words} />
          <List label={words}>
            {ways.map(({ title, icon, open, daily, counts }) => (
              <View key={title} className={daily ? 'corner-daily' : 'corner-rare'}>
                <Row icon={icon} title={title} side={counts && news} dot={counts && unread > 0} onTap={open} />
              </View>
            ))}
          </List>
        </View>
      ))}
      <List label="更多" name="corner-more">
        <Row icon="add" title="更多" onTap={() => setUnfolded(true)} />
      </List>
    </View>
  )
}
