import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { gate, type Roster } from '../../../cloudfunctions/market/gate/contract'
import { clockTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import { canScan } from '../../shared/scan'
import { dotted, noBreak } from '../../shared/phrases'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Segmented } from '../../shared/ui/segmented'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import './gate.scss'
import { SeatSheet } from './seat-sheet'
import { useRoster, type AtRoster, type RosterSeat } from './use-roster'

const whiches = [
  { value: 'all', label: '全部' },
  { value: 'expected', label: '还没到' },
  { value: 'absent', label: '没来' },
] as const
type Which = (typeof whiches)[number]['value']

/** 签到名单 Who is expected on a night and who is there; their passes are read here, also without network. */
export default function GateDesk() {
  const { night = '', stall } = useRouter().params
  const from = useServer(gate.roster, { night })
  if (!from.value) return <Waiting from={from} heights={[64, 48, 64, 64, 64]} />
  return <Shown roster={from.value} asked={stall} seenAt={from.seenAt} refresh={from.reload} />
}

interface Props {
  roster: Roster
  /** Whose sheet is up when the page comes. */
  asked: string | undefined
  seenAt: string | undefined
  refresh: () => Promise<void>
}

function Shown({ roster, asked, seenAt, refresh }: Props) {
  const [which, setWhich] = useState<Which>('all')
  const at = useRoster(roster, asked, refresh)
  const { seats, date, name } = roster
  return (
    <Page
      seenAt={seenAt}
      foot={
        <>
          {!at.open && at.refusal !== undefined && <Notice say={at.refusal} />}
          {at.done !== undefined && <Notice look="done" say={at.done} />}
          {canScan ? (
            <Button look="filled" label={at.busy ? '正在签…' : '扫入场码'} disabled={at.busy} onTap={at.scanPass} />
          ) : (
            <View className="desk-foot-say">在手机微信里打开，能扫摊主的入场码</View>
          )}
        </>
      }
      over={<SeatSheet at={at} date={date} />}
    >
      <Title words={longDate(date)} />
      <View className="desk-say in-phrases">{dotted([name, countWords(seats)])}</View>
      <Segmented label="看哪些" options={whiches} value={which} onChange={setWhich} />
      {seats.length === 0 && <Empty title="这一晚还没有人订摊" say="有人订了，就按排列在这里" />}
      <Seats roster={roster} which={which} at={at} />
    </Page>
  )
}

function countWords(seats: readonly RosterSeat[]): string {
  const count = (...states: RosterSeat['state'][]) => seats.filter(({ state }) => states.includes(state)).length
  return [
    `到了${noBreak}${String(count('here', 'left'))}`,
    `还没到${noBreak}${String(count('expected'))}`,
    `没来${noBreak}${String(count('absent'))}`,
  ].join('，')
}

function Seats({ roster: { seats, date }, which, at }: { roster: Roster; which: Which; at: AtRoster }) {
  const rows = Array.from(new Set(seats.map(({ stall }) => stall.charAt(0))))
  return (
    <View className={`roster roster-${which}`}>
      {rows.map((row) => {
        const mine = seats.filter(({ stall }) => stall.charAt(0) === row)
        const has = (wanted: RosterSeat['state']) =>
          mine.some(({ state }) => state === wanted) ? ` has-${wanted}` : ''
        return (
          <View key={row} className={`seat-row${has('expected')}${has('absent')}`}>
            <Title of="part" words={`${row} 排`} />
            <Grouped
              label={`${row} 排`}
              items={mine}
              row={(seat) => (
                <View className={`seat seat-${seat.state}`}>
                  <Row
                    title={`${seat.stall} ${seat.name}`}
                    {...stateOf(seat, date, at.waits(seat.stall))}
                    onTap={() => at.pick(seat)}
                  />
                </View>
              )}
            />
          </View>
        )
      })}
    </View>
  )
}

/** Where a seat stands, for its row. */
function stateOf(seat: RosterSeat, date: string, waits: boolean) {
  const { state, expectedBy, arrivedAt, leftAt, byHand, came } = seat
  if (leftAt !== undefined) return { note: '收摊了', side: clockTime(leftAt, date), tone: 'good' as const }
  if (state === 'here' && arrivedAt !== undefined)
    return { note: byHand ? '到了，补签的' : '到了', side: clockTime(arrivedAt, date), tone: 'good' as const }
  if (waits) return { note: '记下了，等网络', tone: 'due' as const }
  if (state === 'absent') return { note: came ? '到了，摊位给了别人' : '没来，摊位放出去了' }
  return { note: '还没到', side: `${clockTime(expectedBy, date)} 前`, tone: 'due' as const }
}
