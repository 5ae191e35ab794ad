import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { Output } from '../../cloudfunctions/shared/contract'
import { attendance as contract, type Attendee } from '../../cloudfunctions/volunteer/attendance/contract'
import { attendanceTimes, codeNow, opensWords } from '../../cloudfunctions/volunteer/attendance/rules'
import { aheadOf } from '../shared/ahead'
import { go } from '../shared/routes'
import { whenOf } from '../shared/shift-words'
import { useServer } from '../shared/use-server'
import { useStep } from '../shared/use-step'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { ChangingCode } from '../shared/ui/changing-code'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { SureSheet } from '../shared/ui/sure-sheet'
import { Waiting } from '../shared/ui/waiting'
import { attendeeWords, LeadSheet } from './lead-sheet'
import './lead.scss'
import { useLead, type Leading, type Sheet } from './use-lead'

type Key = Output<typeof contract.attendanceCode>

/** 带队签到 The code that people scan who come and go, and who is there; both also without network. */
export default function Lead() {
  const shift = useRouter().params['shift'] ?? ''
  const key = useServer(contract.attendanceCode, { shift })
  const from = useServer(contract.attendance, { shift })
  if (!key.value || !from.value) return <Waiting from={key.value ? from : key} heights={[360, 64, 64, 64]} />
  return <Shown code={key.value} sheet={from.value} ahead={aheadOf(key)} seenAt={from.seenAt} refresh={from.reload} />
}

interface Props {
  code: Key
  sheet: Sheet
  /** Milliseconds that the cloud's clock is before the phone's. */
  ahead: number
  seenAt: string | undefined
  refresh: () => Promise<void>
}

const whiches = [
  { value: 'all', label: '全部' },
  { value: 'expected', label: '还没到' },
  { value: 'here', label: '到了' },
] as const
type Which = (typeof whiches)[number]['value']

function Shown({ code, sheet, ahead, seenAt, refresh }: Props) {
  const [which, setWhich] = useState<Which>('all')
  const at = useLead(sheet, ahead, refresh)
  const { people, counts, cancelled } = sheet
  const toConfirm = people.filter(({ toConfirm: waits, own }) => waits && !own).length
  return (
    <Page
      seenAt={seenAt}
      foot={footOf(at, toConfirm)}
      over={
        <>
          <LeadSheet at={at} of={sheet} />
          <SureConfirm at={at} count={toConfirm} />
        </>
      }
    >
      {cancelled === undefined ? (
        <Code code={code} sheet={sheet} ahead={ahead} />
      ) : (
        <Notice say={`取消了：${cancelled}`} />
      )}
      <List label="这一班" name="lead-to">
        <Row title="名单" note="电话、表格" icon="person" onTap={() => go.roster(sheet.shift)} />
      </List>
      <View className="lead-say">
        {`到了 ${String(counts.here + counts.gone)}，还没到 ${String(counts.expected)}，没来 ${String(counts.missed)}`}
      </View>
      <Segmented label="看哪些" options={whiches} value={which} onChange={setWhich} />
      {people.length === 0 && <Empty title="还没有人报上" say="到场的人扫上面的码，也能现在加入" />}
      <View className={`lead lead-${which}`}>
        <Grouped label="名单" items={people} row={(each) => <One attendee={each} at={at} starts={sheet.starts} />} />
      </View>
    </Page>
  )
}

function Code({ code, sheet, ahead }: Pick<Props, 'code' | 'sheet' | 'ahead'>) {
  const now = useStep(attendanceTimes.step, ahead)
  const over = +now >= Date.parse(sheet.ends) + attendanceTimes.leaving
  const early = +now < Date.parse(sheet.opens)
  return (
    <Card name="lead-card">
      <View className="lead-title">{sheet.title}</View>
      <View className="lead-when">
        {whenOf(sheet)
          .split(/ (?=\d\d:)/)
          .map((part) => (
            <View key={part} className="lead-part">
              {part}
            </View>
          ))}
      </View>
      {over ? (
        <Notice look="done" say="这一班结束了，辛苦了" />
      ) : (
        <ChangingCode text={codeNow(code, now)} label="签到码" hint="来的、走的都扫这个" />
      )}
      {early && <View className="lead-when">{opensWords({ startsAt: new Date(sheet.starts) })}</View>}
      {!over && sheet.free > 0 && (
        <View className="lead-when">{`还有 ${String(sheet.free)} 个空位，没报名的扫了也能加入`}</View>
      )}
    </Card>
  )
}

function One({ attendee, at, starts }: { attendee: Attendee; at: Leading; starts: string }) {
  const { name, own, state, toConfirm, holder } = attendee
  const waits = at.waits(holder)
  const words = attendeeWords(attendee, starts)
  const due = waits || state === 'expected' || state === 'missed' || toConfirm
  return (
    <View className={`lead-one is-${state}`}>
      <Row
        title={own ? `${name}（您）` : name}
        note={waits ? '记在手机上了，等网络' : own ? `${words}。自己的请同事来记` : words}
        tone={due ? 'due' : 'good'}
        side={toConfirm ? '等确认' : undefined}
        onTap={own ? undefined : () => at.pick(attendee)}
      />
    </View>
  )
}

/** What came of the latest tap, and the hours that wait; undefined where there is nothing to say. */
function footOf({ open, asking, refusal, done, ask }: Leading, toConfirm: number) {
  const no = open || asking !== 'none' ? undefined : refusal
  if (no === undefined && done === undefined && toConfirm === 0) return undefined
  return (
    <>
      {no !== undefined && <Notice say={no} />}
      {done !== undefined && <Notice look="done" say={done} />}
      {toConfirm > 0 && (
        <Button look="filled" label={`确认 ${String(toConfirm)} 人的时长`} onTap={() => ask('confirm')} />
      )}
    </>
  )
}

const SureConfirm = ({ at, count }: { at: Leading; count: number }) => (
  <SureSheet
    open={at.asking === 'confirm'}
    title={`确认 ${String(count)} 人的时长？`}
    say="没签退的按结束时间记，没网时扫的按扫码时间记。有不对的先点名字改"
    yes="都对，确认"
    doing="正在确认…"
    no="再看看"
    busy={at.busy}
    refusal={at.refusal}
    onYes={() => void at.confirm()}
    onClose={at.askNothing}
  />
)
