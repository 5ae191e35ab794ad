import { View } from '@tarojs/components'
import { grades, gradeWords, voiceWords, type review } from '../../cloudfunctions/pledge/review/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { Card } from '../shared/ui/card'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Progress } from '../shared/ui/progress'
import { Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import './round-result.scss'

type Result = Output<typeof review.roundResult>

/** What came of a round: each voice that had five ballots, the others together, and what was written. */
export function RoundResult({ result: { results, words } }: { result: Result }) {
  if (results.length === 0) return <Empty title="评的人不到五位" say="人少了容易猜到是谁评的，这一轮就不公布了" />
  const together = results.some(({ voices }) => voices.length > 1)
  return (
    <View>
      <Title of="part" words="大家怎么评" />
      {together && <Notice look="tell" say="不到五票的身份合在一起，免得猜到是谁" />}
      {results.map((group) => (
        <OneGroup key={group.voices.join()} group={group} />
      ))}
      {words.length > 0 && <Title of="part" words="大家说的" />}
      {words.length > 0 && <Grouped label="大家说的" items={words} row={(each) => <Row title={each} />} />}
    </View>
  )
}

const OneGroup = ({ group: { voices, count, grades: given } }: { group: Result['results'][number] }) => (
  <Card name="round-group">
    <Title of="part" words={voices.map((voice) => voiceWords[voice]).join('、')} />
    {grades.map((grade) => (
      <Progress
        key={grade}
        label={gradeWords[grade]}
        percent={Math.round((100 * given[grade]) / count)}
        side={`${String(given[grade])} 票`}
      />
    ))}
  </Card>
)
