import { activity as contract, type ActivityView } from '../../../cloudfunctions/volunteer/activity/contract'
import { addDays, dateOf, weekdayOf } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { go } from '../../shared/routes'
import { scan } from '../../shared/scan'
import { whenOf } from '../../shared/shift-words'
import { useAct } from '../../shared/use-act'
import { useSure } from '../../shared/use-sure'
import { Notice } from '../../shared/ui/notice'
import { List, Row } from '../../shared/ui/row'
import { SureSheet } from '../../shared/ui/sure-sheet'
import { tidyCode } from '../use-adding'

/** The Monday of the week that an instant is in. */
function mondayOf(instant: string): string {
  const date = dateOf(new Date(instant))
  return addDays(date, 1 - weekdayOf(date))
}

interface DoingProps {
  one: ActivityView
  refresh: () => Promise<void>
  onCancel: () => void
}

/** What can be done about an activity that goes on. */
export function Doing({ one: { id, times, leader }, refresh, onCancel }: DoingProps) {
  const latest = times[times.length - 1]
  const copying = useSure(async () => {
    if (latest) await call(contract.copyWeek, { activity: id, monday: mondayOf(latest.starts) })
  }, refresh)
  const leading = useAct(refresh)
  const lead = (code: string) => call(contract.setLeader, { activity: id, person: tidyCode(code) })
  return (
    <>
      {leading.refusal !== undefined && <Notice say={leading.refusal} />}
      <List label="这个活动">
        <Row
          title="改内容和岗位"
          note="报了名的人不受影响"
          icon="settings"
          onTap={() => go.planActivity({ change: id })}
        />
        <Row title="再排几班" note="哪天，或者每周哪几天" icon="add" onTap={() => go.moreShifts(id)} />
        {latest && (
          <Row title="下一周照样排" note={`照 ${whenOf(latest)} 那一周`} icon="calendar" onTap={copying.ask} />
        )}
        <Row
          title="带队人"
          note={leader ?? '还没有，扫一位志愿者的码'}
          icon="scan"
          onTap={() => void scan().then((code) => code !== null && leading.act(() => lead(code)))}
        />
        <Row title="取消整个活动" note="报了名的人会收到通知" icon="warn" onTap={onCancel} />
      </List>
      <SureSheet
        {...copying.sheet}
        title="下一周照样排？"
        say="最后排的那一周，每一班往后挪七天再排一遍"
        yes="照样排"
        doing="正在排…"
        no="先不排"
      />
    </>
  )
}
