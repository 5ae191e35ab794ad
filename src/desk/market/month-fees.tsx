import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { fees as contract } from '../../../cloudfunctions/market/fees/contract'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Empty } from '../../shared/ui/empty'
import { Figures } from '../../shared/ui/figures'
import { Grouped } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { yuan } from './words'

/** As many vendors as a page holds. */
const together = 60

/** 每位摊主的账 What each vendor's month comes to: who owes most comes first. */
export default function MonthFees() {
  const { market = '', month = '' } = useRouter().params
  const from = useServer(contract.monthFees, { market, month })
  const [start, setStart] = useState(0)
  if (!from.value) return <Waiting from={from} heights={[48, 64, 56, 56, 56]} />
  const { items, sums, market: name } = from.value
  return (
    <Page seenAt={from.seenAt}>
      <Title words={`${month.slice(0, 4)}年${String(Number(month.slice(5)))}月`} />
      <View className="desk-say">{dotted([name, `${String(items.length)} 位摊主`])}</View>
      <Figures
        items={[
          { value: yuan(sums.toPay), label: '未收（元）' },
          { value: yuan(sums.paid - sums.refunded), label: '收到（元）' },
          { value: yuan(sums.toRefund), label: '待退（元）' },
        ]}
      />
      {items.length === 0 && <Empty title="这个月还没有账" say="有人订了摊，就会列在这里" />}
      <Grouped
        label="每位摊主的账"
        items={items.slice(start, start + together)}
        row={({ shop, name, nights, fee, waived, toPay, toRefund }) => (
          <Row
            title={name}
            note={`${String(nights)} 晚，摊位费 ${yuan(fee)} 元${waived > 0 ? `，免收 ${yuan(waived)} 元` : ''}`}
            onTap={() => go.shop(shop)}
            side={toPay > 0 ? `未收 ${yuan(toPay)} 元` : toRefund > 0 ? `待退 ${yuan(toRefund)} 元` : '清了'}
          />
        )}
      />
      <ListEnd
        hasMore={start + together < items.length}
        noMore={undefined}
        before={start}
        more={() => Promise.resolve(setStart(start + together))}
        toStart={() => setStart(0)}
      />
    </Page>
  )
}
