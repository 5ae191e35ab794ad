import { hours as contract } from '../../cloudfunctions/volunteer/hours/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { openExcel } from '../shared/open-excel'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { minutesWords } from '../shared/shift-words'
import { useAct } from '../shared/use-act'
import { useList } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Empty } from '../shared/ui/empty'
import { Figures } from '../shared/ui/figures'
import { Grouped } from '../shared/ui/grouped'
import { ListEnd } from '../shared/ui/list-end'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Progress } from '../shared/ui/progress'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { hoursKindWords } from './words'

/** Minutes from the star that somebody has to the next, for the bar: what is done of what that one asks for. */
const percentTo = (minutes: number, missing: number): number => Math.floor((minutes * 100) / (minutes + missing))

/** 志愿时长 What the reader's hours come to, and the book of them, line by line. */
export default function Hours() {
  const totals = useServer(contract.myTotals, {})
  const list = useList(contract.myHours)
  const { busy, refusal, act } = useAct()
  if (!totals.value || !list.value) return <Waiting from={totals.value ? list : totals} heights={[96, 56, 56, 56]} />
  const { minutes, year, stars, next } = totals.value
  const save = () =>
    act(async () => {
      const { name, bytes } = await call(contract.yearSheet, { year: year.year })
      await openExcel(name, bytes)
    })
  return (
    <Page seenAt={totals.seenAt}>
      <Figures
        items={[
          { value: minutesWords(minutes), label: '一共', tone: 'leaf' },
          { value: minutesWords(year.minutes), label: `${String(year.year)} 年` },
          { value: `${String(stars)} 星`, label: '星级', tone: 'amber' },
        ]}
      />
      {next && (
        <Progress
          label={`离 ${String(next.stars)} 星还差 ${minutesWords(next.minutes)}`}
          percent={percentTo(minutes, next.minutes)}
        />
      )}
      {minutes > 0 && (
        <List label="证书">
          <Row icon="done" title="志愿证书" note="开一张，谁都能核对" onTap={go.certificate} />
        </List>
      )}
      <Title of="part" words="一笔一笔" />
      {list.items.length === 0 ? (
        <Empty
          title="还没有时长"
          say="去一次，签到签退，时长就记在这里"
          action={{ label: '看志愿活动', onTap: go.shifts }}
        />
      ) : (
        <Grouped
          label="一笔一笔"
          items={list.items}
          row={({ title, day, kind, minutes: one, reason }) => (
            <Row
              title={title}
              note={dotted([longDate(day), hoursKindWords[kind], reason])}
              side={`${one > 0 ? '+' : ''}${minutesWords(one)}`}
            />
          )}
        />
      )}
      <ListEnd {...list} />
      {refusal !== undefined && <Notice say={refusal} />}
      {list.items.length > 0 && (
        <Button
          look="quiet"
          label={busy ? '正在准备…' : `${String(year.year)} 年的表格`}
          disabled={busy}
          onTap={() => void save()}
        />
      )}
    </Page>
  )
}
