import { View } from '@tarojs/components'
import { categories } from '../../../cloudfunctions/volunteer/shift/contract'
import { categoryWords } from '../../shared/shift-words'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { Choice, Chips } from '../../shared/ui/chip'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Stepper } from '../../shared/ui/stepper'
import { Title } from '../../shared/ui/title'
import '../desk.scss'
import { RolesForm } from './roles-form'
import { SeriesForm } from './series-form'
import { usePlan, type PlanProps, type Planning, type Venue } from './use-plan'

const options = categories.map((value) => ({ value, label: categoryWords[value] }))

/** What an activity is: its words, where, when, and who is wanted. */
export function PlanForm(props: PlanProps) {
  const { changes = false, venues } = props
  const at = usePlan(props)
  const { busy, refusal, whyNot, point } = at
  const { today, times, setTimes } = at.series
  return (
    <Page
      title={changes ? '改内容和岗位' : '办活动'}
      foot={
        <>
          {refusal !== undefined && <Notice say={refusal} />}
          {whyNot !== undefined && <Notice look="tell" say={whyNot} />}
          <Button
            look="filled"
            label={changes ? '改好了' : '存成草稿，看一遍再发布'}
            disabled={busy || !point || whyNot !== undefined}
            onTap={() => void at.send()}
          />
        </>
      }
    >
      <View>
        <Field
          label="活动名称"
          value={at.value('title')}
          placeholder="周末清洁日"
          error={at.wrong('title')}
          max={20}
          onInput={at.on.title}
        />
        <Field
          label="做什么"
          value={at.value('words')}
          placeholder="一起把楼前屋后扫干净，工具社区备好"
          error={at.wrong('words')}
          max={300}
          long
          onInput={at.on.words}
        />
      </View>
      <Choice label="哪一类" options={options} value={at.category} onChange={at.setCategory} />
      <Where at={at} venues={venues} />
      {!changes && (
        <>
          <Title of="part" words="什么时候" />
          <SeriesForm today={today} times={times} setTimes={setTimes} />
        </>
      )}
      <Title of="part" words="要多少人" />
      <RolesForm roles={at.roles} onChange={at.setRoles} />
      <Title of="part" words="怎么报名" />
      <List label="怎么报名">
        <Row title="报名要审核" note="不审核的，报上就算" on={at.approval} onTap={() => at.setApproval(!at.approval)} />
      </List>
      <Card look="plain">
        <Stepper label="提前几天开放" value={at.opensDaysBefore} max={60} unit="天" onChange={at.setOpensDaysBefore} />
        <Stepper label="提前多久可以退" value={at.outHours} min={0} max={72} unit="小时" onChange={at.setOutHours} />
      </Card>
    </Page>
  )
}

/** Where people meet: a place that was met at before, or where the reader stands. */
function Where({ at, venues }: { at: Planning; venues: readonly Venue[] }) {
  const { point, notFound } = at
  const chosen = venues.find(({ latitude, longitude }) => latitude === point?.latitude && longitude === point.longitude)
  return (
    <>
      <Title of="part" words="在哪里集合" />
      <Chips
        label="用过的地方"
        options={venues.map(({ where }) => ({ value: where, label: where }))}
        chosen={chosen ? [chosen.where] : []}
        onTap={(value) => {
          const venue = venues.find(({ where }) => where === value)
          if (venue) at.choose(venue)
        }}
      />
      <Field
        label="集合地点"
        value={at.value('where')}
        placeholder="社区服务中心门口"
        hint={point ? '写清楚门口、路口' : '还没有位置：到了那里点下面，或者选一个用过的地方'}
        error={at.wrong('where')}
        max={30}
        onInput={at.on.where}
      />
      {notFound !== undefined && <Notice look="tell" say={notFound} />}
      <Button
        look="quiet"
        label={point && !chosen ? '用的是刚才的位置，再定一次' : '我就在那里，用现在的位置'}
        onTap={() => void at.findPoint()}
      />
    </>
  )
}
