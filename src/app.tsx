import { usePageNotFound } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { startComfort } from './shared/comfort'
import { startKeyboard } from './shared/keyboard'
import { startOnline } from './shared/online'
import { go } from './shared/routes'
import './shared/theme/theme.scss'

startComfort()
startKeyboard()
startOnline()

export default function App({ children }: PropsWithChildren) {
  usePageNotFound(go.gone)
  return children
}
