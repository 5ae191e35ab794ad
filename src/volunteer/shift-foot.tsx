import { View } from '@tarojs/components'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { signUp } from '../../cloudfunctions/volunteer/sign-up/contract'
import { call } from '../shared/cloud'
import { keptWords } from '../shared/kept-words'
import { go } from '../shared/routes'
import { canScan } from '../shared/scan'
import { useAct } from '../shared/use-act'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { AttendingFoot } from './attending'
import type { Shift } from './shift'
import { useAttending, type Attending } from './use-attending'
import { mineWords } from './words'

interface Props {
  shift: Shift
  role: string | undefined
  /** Milliseconds that the cloud's clock is before the phone's. */
  ahead: number
  refresh: () => Promise<void>
  /** Asks whether the reader is to be signed out. */
  onLeave: () => void
}

/** Where somebody goes whom a step of their own keeps from a shift. */
const leads: Readonly<Record<string, { label: string; onTap: () => void }>> = {
  NOT_A_VOLUNTEER: { label: '登记成志愿者', onTap: go.volunteer },
  SKILL_MISSING: { label: '我会什么', onTap: go.volunteer },
  PAPER_MISSING: { label: '交证件', onTap: go.volunteer },
  BLOCKED: { label: '看到场记录', onTap: go.standing },
  CLASHES: { label: '看我的班次', onTap: go.myShifts },
}

/** The way in, the way out, and the place that is kept; or why none, with what to do next. */
export function ShiftFoot({ shift, role, ahead, refresh, onLeave }: Props) {
  const { busy, refusal, act } = useAct(refresh)
  const at = useAttending({ id: shift.id, title: shift.title, mine: shift.attendance, ahead }, refresh)
  if (shift.mine) return <Mine shift={shift} onLeave={onLeave} at={at} busy={busy} refusal={refusal} act={act} />
  const wanted = shift.roles.find(({ name }) => name === role)
  const whyNot = shift.whyNot ?? wanted?.whyNot
  const lead = leads[whyNot?.code ?? '']
  const joins = canScan && whyNot?.code === 'CLOSED' && shift.state === 'running' && !shift.approval
  if (whyNot)
    return (
      <View className="shift-foot">
        {at.refusal !== undefined && <Notice say={at.refusal} />}
        <View className="shift-foot-say">
          {joins ? (at.kept.in ? keptWords(at.kept.in.madeAt) : '人在现场？扫带队人的码，现在加入') : whyNot.say}
        </View>
        {joins && at.step && (
          <Button look="filled" label={at.busy ? '正在加入…' : '扫码加入'} disabled={at.busy} onTap={at.byCode} />
        )}
        {lead && <Button look="filled" {...lead} />}
      </View>
    )
  const full = wanted ? wanted.taken >= wanted.max : shift.confirmed >= shift.places
  const input = { shift: shift.id, ...(role === undefined ? {} : { role }) }
  return (
    <View className="shift-foot">
      {refusal !== undefined && <Notice say={refusal} />}
      <Button
        look="filled"
        label={busy ? '正在报…' : full ? '候补一个' : shift.approval ? '申请参加' : '我来'}
        disabled={busy}
        onTap={() => void act(() => call(signUp.signUp, input))}
      />
    </View>
  )
}

type MineProps = Pick<Props, 'shift' | 'onLeave'> & { at: Attending } & Pick<
    ReturnType<typeof useAct>,
    'busy' | 'refusal' | 'act'
  >

function Mine({ shift, onLeave, at, busy, refusal, act }: MineProps) {
  const { id, mine = 'confirmed', whyNotOut, attendance } = shift
  // Who waits, or is asked, has nothing to check in to yet: they read where they stand.
  const attends = attendance !== undefined && at.step !== undefined
  return (
    <View className="shift-foot">
      {refusal !== undefined && <Notice say={refusal} />}
      {!attends && <View className="shift-foot-say">{sayOf(shift, at)}</View>}
      {attendance && <AttendingFoot at={at} ways={attendance.ways} ends={shift.ends} />}
      {mine === 'offered' && (
        <Button
          look="filled"
          label={busy ? '正在确认…' : '我来'}
          disabled={busy}
          onTap={() => void act(() => call(signUp.acceptPlace, { shift: id }))}
        />
      )}
      {!whyNotOut && (
        <Button look="quiet" label={mine === 'confirmed' ? '来不了，退出' : '不等了'} disabled={busy} onTap={onLeave} />
      )}
    </View>
  )
}

/** Where whoever is in a shift, or waits for it, stands, when there is nothing to do on the spot. */
function sayOf({ mine = 'confirmed', state, cancelled, ahead, until, whyNotOut, attendance }: Shift, at: Attending) {
  if (cancelled !== undefined) return '这一班取消了，不用来'
  if (at.kept.out || attendance?.state === 'gone') return '辛苦了，谢谢您来搭把手'
  if (state === 'ended') return '这一班结束了'
  const say =
    mine === 'offered' && until !== undefined
      ? `给您留到 ${dayAndTime(until)}，过时让给别人`
      : mine === 'waiting'
        ? `${mineWords.waiting}，前面还有 ${String(ahead ?? 0)} 人，轮到了马上告诉您`
        : mineWords[mine]
  return whyNotOut ? `${say}。${whyNotOut.say}` : say
}
