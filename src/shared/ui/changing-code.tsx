import { View } from '@tarojs/components'
import { Qr } from './qr'
import './changing-code.scss'

interface Props {
  /** What it says now. */
  text: string
  label: string
  /** Who is to scan it. */
  hint: string
}

/** A code that this phone makes anew every half minute, from what it was given; without network too. */
export const ChangingCode = ({ text, label, hint }: Props) => (
  <>
    <Qr text={text} label={label} />
    <View className="changing-hint">{`${hint}。30 秒换一次，没网也能亮`}</View>
  </>
)
