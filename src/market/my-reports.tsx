import { report, reportKindWords } from '../../cloudfunctions/market/report/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { dotted } from '../shared/phrases'
import { useServer } from '../shared/use-server'
import { Empty } from '../shared/ui/empty'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Waiting } from '../shared/ui/waiting'

/** What the reader complained of, and what was answered. */
export default function MyReports() {
  const from = useServer(report.myReports, {})
  if (!from.value) return <Waiting from={from} heights={[56, 56]} />
  const { items } = from.value
  return (
    <Page seenAt={from.seenAt}>
      {items.length === 0 ? (
        <Empty title="没有反映过问题" say="出摊时在摊主的页面上可以反映，会有人查了再答复" />
      ) : (
        <List label="我反映的问题">
          {items.map((each) => (
            <Row
              key={each.report}
              title={each.words}
              note={dotted([reportKindWords[each.kind], each.answer === undefined ? '在查了' : `答复：${each.answer}`])}
              tone={each.answer === undefined ? undefined : 'good'}
              side={`${longDate(each.date)} ${each.stall}`}
            />
          ))}
        </List>
      )}
    </Page>
  )
}
