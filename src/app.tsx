import { useDidShow, usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { startComfort } from './shared/comfort'
import { startKeyboard } from './shared/keyboard'
import { startOnline, whenOnlineAgain } from './shared/online'
import { startPrivacy } from './shared/privacy'
import { flushQueue } from './shared/queue'
import { go } from './shared/routes'
import { refreshUnread } from './shared/unread'
import { startUpdates } from './shared/update'
import './shared/theme/theme.scss'

/** What waits goes out before news come in, so that they speak of it. */
const catchUp = () => flushQueue().then(refreshUnread)

startComfort()
startKeyboard()
startOnline()
startPrivacy()
startUpdates()
whenOnlineAgain(() => void catchUp())

export default function App({ children }: PropsWithChildren) {
  usePageNotFound(go.gone)
  useDidShow(() => void catchUp())
  return children
}
