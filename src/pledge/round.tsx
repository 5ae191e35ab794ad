import { useRouter } from '@tarojs/taro'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { review } from '../../cloudfunctions/pledge/review/contract'
import { useShare } from '../shared/share'
import { lastDayWords, spanWords } from '../shared/span-words'
import { useServer, type FromServer } from '../shared/use-server'
import { Coming } from '../shared/ui/coming'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { Ballot } from './ballot'
import { receiptWords, useReceipt } from './receipt'
import { RoundResult } from './round-result'

/** One round of 评诺: one's ballot while it is open, what came of it afterwards, and the receipt at any time. */
export default function Round() {
  const round = useRouter().params['round'] ?? ''
  const from = useServer(review.roundResult, { round })
  const me = useServer(profile.me, {})
  const kept = useReceipt(round)
  const { receipt } = kept
  const checked = useServer(review.checkReceipt, receipt === undefined ? null : { round, receipt })
  useShare({ title: '党员的承诺做得怎么样，来评一评', path: `/pledge/round?round=${round}` })
  if (!from.value || !me.value) return <Waiting from={from.value ? me : from} heights={[96, 120, 120]} />
  const { branch, open, closesAt, count, place } = from.value
  const counted = checked.value?.counted === true
  const refresh = async () => {
    await Promise.all([checked.reload(), from.reload()])
  }
  return (
    <Page seenAt={from.seenAt}>
      <Title words={branch} />
      <List label="这一轮">
        <Row
          icon="calendar"
          title="这段日子的承诺"
          note={`${spanWords(from.value)}\n${open ? `评到 ${lastDayWords(closesAt)}` : '截止了'}`}
          side={`${String(count)} 人评了`}
        />
      </List>
      {receipt !== undefined && <Receipt receipt={receipt} checked={checked} open={open} />}
      {open && !counted && (receipt === undefined || checked.value) && (
        <Ballot round={round} place={place} held={me.value.roles} kept={kept} refresh={refresh} />
      )}
      {!open && <RoundResult result={from.value} />}
    </Page>
  )
}

interface ReceiptProps {
  receipt: string
  checked: FromServer<{ counted: boolean }>
  open: boolean
}

/** 回执 That the reader's ballot is among those that count; not what it says, which nobody can look up. */
function Receipt({ receipt, checked, open }: ReceiptProps) {
  if (!checked.value) return <Coming from={checked} heights={[72]} />
  if (!checked.value.counted) return open ? null : <Notice look="tell" say="您有一票没交上，这一轮已经截止了" />
  return (
    <List label="回执">
      <Row
        icon="tick"
        title="您的一票在里面"
        note={`回执 ${receiptWords(receipt)}，只说明交上了，查不到怎么评的`}
        tone="good"
      />
    </List>
  )
}
