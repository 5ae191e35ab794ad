import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { gate as contract } from '../../../cloudfunctions/market/gate/contract'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Sheet } from '../../shared/ui/sheet'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { SignCard } from './sign-card'

/** One stall's code, to be kept as a picture; or a new one, where it was torn off or copied. */
export default function SignPage() {
  const { market = '', stall = '' } = useRouter().params
  const from = useServer(contract.listSigns, { market })
  const { busy, refusal, act, forget } = useAct(from.reload)
  const [asked, setAsked] = useState(false)
  if (!from.value) return <Waiting from={from} heights={[400]} />
  const { name, signs } = from.value
  const sign = signs.find((each) => each.stall === stall)
  const renew = () =>
    void act(() => call(contract.renewSign, { market, stall })).then((done) => done && setAsked(false))
  const open = () => {
    forget()
    setAsked(true)
  }
  return (
    <Page
      seenAt={from.seenAt}
      foot={sign && <Button look="quiet" label="换一个新码" onTap={open} />}
      over={
        <Sheet open={asked} label="换新码" onClose={() => setAsked(false)}>
          <View className="desk-title">{`给 ${stall} 换新码？`}</View>
          <View className="desk-say">换了以后，摊位上贴的旧码就不能签到了，要重新打印贴上。</View>
          <View className="sheet-do">
            {refusal !== undefined && <Notice say={refusal} />}
            <Button look="filled" label={busy ? '正在换…' : '换新码'} disabled={busy} onTap={renew} />
          </View>
          <Button look="quiet" label="先不动" onTap={() => setAsked(false)} />
        </Sheet>
      }
    >
      {sign ? <SignCard name={name} {...sign} /> : <Empty title="这个摊位还没有码" say="回上一页，先生成摊位码" />}
      <View className="desk-say desk-apart">{sign && '长按码能存成图片；整批打印用电脑的浏览器打开上一页。'}</View>
    </Page>
  )
}
