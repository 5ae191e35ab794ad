import Taro from '@tarojs/taro'

/** Hands a number to the phone, which asks before it calls; whoever closes that stays where they are. */
export const dial = (phoneNumber: string): void => {
  Taro.makePhoneCall({ phoneNumber }).then(undefined, () => undefined)
}
