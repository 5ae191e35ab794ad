import { View } from '@tarojs/components'
import { memo, type PropsWithChildren } from 'react'
import './lasting.scss'

const Kept = memo(
  ({ children }: PropsWithChildren<{ waits: boolean }>) => <>{children}</>,
  (_, { waits }) => waits,
)

/**
 * Keeps what it shows, dimmed, while another answer is on its way: a tap that asks for one sends a class and little else.
 * What it shows while it waits for the first time is the page's.
 */
export const Lasting = ({ waits, children }: PropsWithChildren<{ waits: boolean }>) => (
  <View className={waits ? 'lasting waits' : 'lasting'}>
    <Kept waits={waits}>{children}</Kept>
  </View>
)
