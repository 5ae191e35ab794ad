import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { fees as contract, type FeeLine } from '../../../cloudfunctions/market/fees/contract'
import { longDate } from '../../../cloudfunctions/shared/shanghai'
import { useServer } from '../../shared/use-server'
import { Empty } from '../../shared/ui/empty'
import { Figures } from '../../shared/ui/figures'
import { Grouped } from '../../shared/ui/grouped'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { FeeSheet } from './fee-sheet'
import { feeWords, yuan } from './words'

/** 摊位费 Who owes for a night, who paid, and to whom something goes back. */
export default function FeesDesk() {
  const night = useRouter().params['night'] ?? ''
  const from = useServer(contract.listFees, { night })
  const [picked, setPicked] = useState<string>()
  const [open, setOpen] = useState(false)
  const value = from.value
  if (!value) return <Waiting from={from} heights={[48, 64, 56, 56, 56]} />
  const pick = (shop: string) => {
    setPicked(shop)
    setOpen(true)
  }
  const line = value.items.find(({ shop }) => shop === picked)
  return (
    <Page
      seenAt={from.seenAt}
      over={<FeeSheet line={line} open={open} onAsked={from.reload} onClose={() => setOpen(false)} />}
    >
      <Title words={longDate(value.date)} />
      <Figures
        items={[
          { value: yuan(value.sums.toPay), label: '还没交（元）' },
          { value: yuan(value.sums.paid - value.sums.refunded), label: '收到（元）' },
          { value: yuan(value.sums.toRefund), label: '要退（元）' },
        ]}
      />
      {value.items.length === 0 ? (
        <Empty title="还没有摊位费" say="有人订了摊，就排在这里" />
      ) : (
        <Grouped
          label="摊位费"
          items={value.items}
          row={(each) => (
            <Row
              title={titleOf(each)}
              note={feeWords[each.state]}
              tone={each.state === 'owed' || each.state === 'toRefund' ? 'due' : 'good'}
              side={`${yuan(each.toPay || each.toRefund || each.fee)} 元`}
              onTap={leads(each) ? () => pick(each.shop) : undefined}
            />
          )}
        />
      )}
    </Page>
  )
}

const titleOf = ({ stall, name }: FeeLine): string => (stall === undefined ? name : `${stall} ${name}`)

/** Whether there is anything to do about it. */
const leads = ({ state }: FeeLine): boolean => state === 'owed' || state === 'paid' || state === 'toRefund'
