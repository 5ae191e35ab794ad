import { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { skillWords } from '../../../cloudfunctions/volunteer/shift/contract'
import { signUp } from '../../../cloudfunctions/volunteer/sign-up/contract'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { whenOf } from '../../shared/shift-words'
import { useList } from '../../shared/use-list'
import { Card } from '../../shared/ui/card'
import { Empty } from '../../shared/ui/empty'
import { Pieces } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { YesOrBack } from '../pledge/yes-or-back'

type Item = Output<typeof signUp.listApplications>['items'][number]

/** 审核报名 Who asks to be in a shift: taken, or told why not. */
export default function Applications() {
  const shift = useRouter().params['shift'] ?? ''
  const list = useList(signUp.listApplications, { shift })
  if (!list.value) return <Waiting from={list} heights={[64, 120, 120]} />
  const { title, roles } = list.value
  return (
    <Page seenAt={list.seenAt}>
      <Title words={title} />
      <View className="desk-say">
        {dotted([
          whenOf(list.value),
          ...roles.map(({ name, max, taken }) => `${name === '' ? '报上' : name} ${String(taken)} / ${String(max)}`),
        ])}
      </View>
      {list.items.length === 0 && <Empty title="没有等审核的" say="要审核的活动，报名的人会排在这里" />}
      <Pieces
        items={list.items}
        part={(each) => <OneApplication key={each.applicant} shift={shift} each={each} refresh={list.reload} />}
      />
      <ListEnd {...list} />
    </Page>
  )
}

interface Props {
  shift: string
  each: Item
  refresh: () => Promise<void>
}

function OneApplication({ shift, each, refresh }: Props) {
  const { applicant, name, role, at, skills, team, whyNot } = each
  const can = skills.map((skill) => skillWords[skill]).join('、')
  return (
    <Card name="submitted">
      <List label={name}>
        <Row
          title={name}
          note={dotted([role, can !== '' && `会${can}`, team && `${team}一起来`, `${dayAndTime(at)} 报的`])}
        />
      </List>
      {whyNot && <Notice look="tell" say={whyNot.say} />}
      <YesOrBack
        label="没排上的话，写一句为什么"
        rule={signUp.decideApplication.input.entries.reason.wrapped}
        yes="请对方来"
        back="这次没排上"
        onYes={() => call(signUp.decideApplication, { shift, applicant, take: true })}
        onBack={(reason) => call(signUp.decideApplication, { shift, applicant, take: false, reason })}
        refresh={refresh}
      />
    </Card>
  )
}
