import { useRouter } from '@tarojs/taro'
import type { PropsWithChildren } from 'react'
import { fees as contract, type FeeLine } from '../../cloudfunctions/market/fees/contract'
import { monthAfter } from '../../cloudfunctions/market/fees/rules'
import { dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { useServer } from '../shared/use-server'
import { Card } from '../shared/ui/card'
import { Empty } from '../shared/ui/empty'
import { Figures } from '../shared/ui/figures'
import { Pieces } from '../shared/ui/grouped'
import { MonthBar } from '../shared/ui/month-bar'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Waiting } from '../shared/ui/waiting'
import { factWords, feeStateWords, yuan } from './fee-words'
import { PayFoot } from './pay-foot'
import { usePaying } from './use-paying'
import './my-fees.scss'

type Month = Output<typeof contract.myFees>

/** 我的账单 The reader's stalls month by month: what is owed, what was paid, let go or given back, and why. */
export default function MyFees() {
  const { month } = useRouter().params
  const from = useServer(contract.myFees, month === undefined ? {} : { month })
  const paying = usePaying(from.reload)
  if (!from.value) return <Waiting from={from} heights={[44, 72, 120, 120]} />
  const at = from.value.month
  return (
    <Page seenAt={from.seenAt}>
      <MonthBar month={at} onStep={(by) => go.myFeesOf(monthAfter(at, by))} />
      <Shown {...from.value} paying={paying} />
    </Page>
  )
}

function Shown({ items, sums, wechat, paying }: Month & { paying: ReturnType<typeof usePaying> }) {
  const first = items.find(({ state }) => state === 'owed')
  return (
    <>
      <Figures
        items={[
          { value: yuan(sums.toPay), label: '还要交（元）' },
          { value: yuan(sums.paid - sums.refunded), label: '交了（元）' },
          { value: yuan(sums.toRefund), label: '要退您（元）' },
        ]}
      />
      {items.length === 0 && <Empty title="这个月没有账" say="订过的摊位、交的钱、免的钱，会一晚一晚列在这里" />}
      <Pieces
        items={items}
        part={(line) => (
          <Line line={line} wechat={wechat === true}>
            {wechat && line.state === 'owed' && <PayFoot line={line} first={line === first} from={paying} />}
          </Line>
        )}
      />
    </>
  )
}

interface LineProps {
  line: FeeLine
  wechat: boolean
}

function Line({ line, wechat, children }: PropsWithChildren<LineProps>) {
  const { date, stall, market, facts, state } = line
  const title = `${longDate(date)}${stall === undefined ? '' : ` ${stall}`}`
  return (
    <Card look={state === 'owed' || state === 'toRefund' ? 'raised' : 'plain'}>
      <List label={title}>
        <Row
          title={title}
          note={feeStateWords(line, wechat)}
          tone={state === 'owed' || state === 'toRefund' ? 'due' : 'good'}
          side={market}
        />
        {facts.map((fact, index) => (
          <Row key={index} title={factWords(fact)} note={noteOf(fact)} />
        ))}
      </List>
      {children}
    </Card>
  )
}

const noteOf = ({ at, reason }: FeeLine['facts'][number]): string =>
  reason === undefined ? dayAndTime(at) : dotted([dayAndTime(at), reason])
