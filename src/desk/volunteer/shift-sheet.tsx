import { View } from '@tarojs/components'
import { activity as contract, type ActivityView } from '../../../cloudfunctions/volunteer/activity/contract'
import { beginsSoon } from '../../../cloudfunctions/volunteer/call-for-help/rules'
import { call } from '../../shared/cloud'
import { phoneTime } from '../../shared/device'
import { go } from '../../shared/routes'
import { whenOf } from '../../shared/shift-words'
import type { usePicked } from '../../shared/use-picked'
import { useReason } from '../../shared/use-reason'
import { Button } from '../../shared/ui/button'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'
import { Sheet } from '../../shared/ui/sheet'
import { Title } from '../../shared/ui/title'
import { CallHelp } from './call-help'
import { peopleWords } from './words'

type Planned = ActivityView['times'][number]
type Picked = ReturnType<typeof usePicked<Planned>>

interface Props {
  at: Picked
  one: ActivityView
  refresh: () => Promise<void>
}

/** One shift: who is there, who asks to come; taken out of a draft, or cancelled with a reason. */
export function ShiftSheet({ at, one: { id, state, times }, refresh }: Props) {
  const { picked, open, busy, refusal, close } = at
  const now = times.find((each) => each.id === picked?.id) ?? picked
  const begun = picked !== undefined && picked.starts <= phoneTime()
  return (
    <Sheet open={open} label="这一班" onClose={close}>
      <Title words={picked ? whenOf(picked) : ' '} />
      <View className="desk-say">{now ? peopleWords(now) : ' '}</View>
      {state === 'draft' ? (
        <View className="sheet-do">
          {refusal !== undefined && <Notice say={refusal} />}
          <Button look="quiet" label="不排这一班" disabled={busy} onTap={() => picked && void drop(at, id, picked)} />
        </View>
      ) : (
        <>
          <List label="这一班">
            <Row
              title={begun ? '签到：看谁到了' : '签到码和到场表'}
              icon="scan"
              onTap={() => picked && go.leadShift(picked.id)}
            />
            <Row title="名单" note="电话、表格" icon="person" onTap={() => picked && go.roster(picked.id)} />
            <Row title="审核报名" icon="tick" onTap={() => picked && go.deskApplications(picked.id)} />
          </List>
          {now && isShort(now) && <CallHelp shift={now.id} help={now.help} refresh={refresh} />}
          <Cancel at={at} />
        </>
      )}
    </Sheet>
  )
}

/** Whether it begins soon and lacks people. */
const isShort = ({ starts, missing, cancelled }: Planned): boolean =>
  cancelled === undefined && missing > 0 && beginsSoon({ startsAt: new Date(starts) }, new Date(phoneTime()))

const drop = async ({ act, tell }: Picked, activity: string, { id: shift }: Planned) => {
  if (await act(() => call(contract.dropShift, { activity, shift }))) tell('这一班不排了')
}

/** Cancels the shift, with the reason that everybody in it reads. */
function Cancel({ at: { picked, busy, refusal, act, tell } }: { at: Picked }) {
  const reason = useReason(contract.cancelShift.input.entries.reason)
  const off = busy || picked?.cancelled !== undefined || (picked !== undefined && picked.ends <= phoneTime())
  const cancel = async (words: string) => {
    if (!picked) return false
    const done = await act(() => call(contract.cancelShift, { shift: picked.id, reason: words }))
    if (done) tell(`${whenOf(picked)} 这一班取消了，报名的人都收到通知`)
    return done
  }
  return (
    <>
      <Field label="不办了的话，写一句为什么" {...reason.field} hint="报了名的人会读到" max={60} />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button
          look="quiet"
          label={busy ? '正在通知大家…' : '取消这一班，通知大家'}
          disabled={off}
          onTap={() => void reason.send(cancel)}
        />
      </View>
    </>
  )
}
