import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { agreeButton, usePrivacy } from '../privacy'
import { Button } from './button'
import { Sheet } from './sheet'
import { Title } from './title'

/** Asks, before the first thing that WeChat's privacy guide lists, and says what it is for. */
export function PrivacySheet() {
  const { asked, agree, disagree } = usePrivacy()
  if (!asked) return null
  const weixin = { id: agreeButton, openType: 'agreePrivacyAuthorization', onAgreePrivacyAuthorization: agree } as const
  return (
    <Sheet open label="隐私保护" onClose={disagree}>
      <Title of="page" words="用之前，先说清楚" />
      <View className="privacy-say">
        照片、位置、手机号这些，只在您点到那件事的时候才用，办完事就够了，不拿去做别的。不同意也能看公开的内容。
      </View>
      <Button look="text" label="看《隐私保护指引》" onTap={() => void Taro.openPrivacyContract()} />
      <Button look="filled" label="同意" weixin={weixin} />
      <Button look="text" label="先不用" onTap={disagree} />
    </Sheet>
  )
}
