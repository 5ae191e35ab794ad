import { View } from '@tarojs/components'
import { Qr } from '../../shared/ui/qr'
import './signs.scss'

interface Props {
  /** The market's name. */
  name: string
  stall: string
  token: string
}

/** What hangs at a stall: its code in large letters, what to scan, and what to type where no camera is. */
export const SignCard = ({ name, stall, token }: Props) => (
  <View className="sign">
    <View className="sign-stall">{stall}</View>
    <Qr text={token} label={`${stall} 的摊位码`} keep />
    <View className="sign-say">摊主到了，用「入场码」页扫一扫签到</View>
    <View className="sign-token">{token.replace(/(.{4})(?=.)/g, '$1 ')}</View>
    <View className="sign-name">{name}</View>
  </View>
)
