import type { PropsWithChildren } from 'react'
import './shared/theme.scss'

export default function App({ children }: PropsWithChildren) {
  return children
}
