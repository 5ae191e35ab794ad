import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useEffect, useState } from 'react'
import { gate as contract } from '../../../cloudfunctions/market/gate/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { call } from '../../shared/cloud'
import { go } from '../../shared/routes'
import { useAct } from '../../shared/use-act'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { canPrint, print } from '../print'
import { SignCard } from './sign-card'
import './signs.scss'

type Signs = Output<typeof contract.listSigns>

/** 摊位码 The codes at a market's stalls: each to be looked at and kept, all of them to be printed. */
export default function SignsPage() {
  const market = useRouter().params['market'] ?? ''
  const from = useServer(contract.listSigns, { market })
  const { busy, refusal, act } = useAct(from.reload)
  const [prints, setPrints] = useState(0)
  useEffect(() => {
    if (prints > 0) print('.print-only', 'signs')
  }, [prints])
  if (!from.value) return <Waiting from={from} heights={[32, 56, 56, 56]} />
  const { name, signs, missing } = from.value
  const make = () => void act(() => call(contract.makeSigns, { market }))
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        <>
          {refusal !== undefined && <Notice say={refusal} />}
          {missing > 0 ? (
            <Button
              look="filled"
              label={busy ? '正在生成…' : `给 ${String(missing)} 个摊位生成码`}
              disabled={busy}
              onTap={make}
            />
          ) : canPrint ? (
            <Button
              look="filled"
              label={`打印 ${String(signs.length)} 张，一页六张`}
              onTap={() => setPrints(prints + 1)}
            />
          ) : (
            <View className="desk-foot-say">在电脑的浏览器里打开这一页，能整批打印</View>
          )}
        </>
      }
      over={prints > 0 ? <Sheets name={name} signs={signs} /> : undefined}
    >
      <Title words={name} />
      <View className="desk-say">贴在摊位上，摊主到了扫一下就签到。被撕了、被拍走了，点开那一个换新的。</View>
      {signs.length === 0 ? (
        <Empty title="还没有摊位码" say="生成以后，每个摊位一个" />
      ) : (
        <Grouped
          label="摊位码"
          items={signs}
          row={({ stall }) => <Row title={stall} onTap={() => go.deskSign(market, stall)} />}
        />
      )}
    </Page>
  )
}

/** What comes out of the printer, and is seen nowhere else. */
const Sheets = ({ name, signs }: Pick<Signs, 'name' | 'signs'>) => (
  <View className="print-only">
    {signs.map(({ stall, token }) => (
      <SignCard key={stall} name={name} stall={stall} token={token} />
    ))}
  </View>
)
