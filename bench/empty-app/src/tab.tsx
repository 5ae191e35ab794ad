import { View } from '@tarojs/components'
import { useState } from 'react'

/** The least that a page can say, and the least that a tap can change. */
export default function Tab() {
  const [tapped, setTapped] = useState(false)
  return <View onClick={() => setTapped(!tapped)}>{tapped ? 'tapped' : 'empty'}</View>
}
