import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { phoneTime } from '../shared/device'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Page } from '../shared/ui/page'
import { Qr } from '../shared/ui/qr'
import { Waiting } from '../shared/ui/waiting'
import './my-code.scss'

const minuteMs = 60_000
/** What the cloud gives at most, and at least: before that it gives the same code again. */
const [longest, shortest] = [10, 3]

const phoneMs = () => Date.parse(phoneTime())

/** How long a code holds that came just now. A phone whose clock is wrong takes the shortest that it can be. */
function holdsMs(ends: string): number {
  const ms = Date.parse(ends) - phoneMs()
  return ms > 0 && ms <= longest * minuteMs ? ms : shortest * minuteMs
}

/** The whole minutes that a code still holds; looked at a few times a minute. */
function useMinutesLeft(ends: string | undefined): number | undefined {
  const [left, setLeft] = useState<number>()
  useEffect(() => {
    if (ends === undefined) return undefined
    const over = phoneMs() + holdsMs(ends)
    const look = () => setLeft(Math.max(0, Math.ceil((over - phoneMs()) / minuteMs)))
    look()
    const timer = setInterval(look, minuteMs / 4)
    return () => clearInterval(timer)
  }, [ends])
  return left
}

/** 我的码 What somebody shows to be given a role: a code that holds for some minutes. */
export default function MyCode() {
  const from = useServer(profile.myCode, {})
  const { value, reload } = from
  const left = useMinutesLeft(value?.ends)
  if (!value || left === undefined) return <Waiting from={from} heights={[72, 320, 48]} />
  const { code } = value
  const over = left === 0
  const lasting = left > shortest
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        <Button
          look="filled"
          label={lasting ? '这个码还能用' : '换一个新码'}
          disabled={lasting}
          onTap={() => void reload()}
        />
      }
    >
      <View className={over ? 'code code-over' : 'code'}>
        <Qr text={code} label="我的码" />
        <View
          className="code-letters"
          aria-label={code.split('').join(' ')}
        >{`${code.slice(0, 4)} ${code.slice(4)}`}</View>
      </View>
      <View className="code-left">{over ? '这个码过时了，换一个新的' : `还能用 ${String(left)} 分钟`}</View>
      <View className="code-say in-phrases">开通身份时，给工作人员扫一扫，或念这几个字。</View>
      <View className="code-hint in-phrases">只给当面办事的人看。里面没有名字、手机号，过时就没用了。</View>
    </Page>
  )
}
