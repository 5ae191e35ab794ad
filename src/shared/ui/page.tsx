import { View } from '@tarojs/components'
import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect, type PropsWithChildren, type ReactNode } from 'react'
import { role } from '../aria'
import { useComfort } from '../comfort'
import { flushQueue } from '../queue'
import { Network } from './network'
import { PrivacySheet } from './privacy'
import './page.scss'

interface Props {
  /** Further classes of the page itself. */
  name?: string
  /** What WeChat's bar says, where it is not what the page's config says. */
  title?: string | undefined
  /** When what is shown was seen (ISO), while the network is away; otherwise absent. */
  seenAt?: string | undefined
  /** Stays at the lower edge, where the thumb is. */
  foot?: ReactNode
  /** What lies over the page: its sheets. */
  over?: ReactNode
  /** Goes to the edges of the screen. */
  flush?: boolean
}

/** What every page is: type as large as its reader likes, room at the edges, a word when the network is away. */
export function Page({ name = '', title, seenAt, foot, over, flush = false, children }: PropsWithChildren<Props>) {
  const { comfort } = useComfort()
  useDidShow(() => void flushQueue())
  useEffect(() => {
    if (title !== undefined) void Taro.setNavigationBarTitle({ title })
  }, [title])
  return (
    <View className={`page comfort-${comfort} ${name}`}>
      <Network seenAt={seenAt} />
      <View className={flush ? 'page-body page-flush' : 'page-body'} {...role('main')}>
        {children}
      </View>
      {Boolean(foot) && (
        <View className="page-foot" {...role('contentinfo')}>
          {foot}
        </View>
      )}
      {over}
      <PrivacySheet />
    </View>
  )
}
