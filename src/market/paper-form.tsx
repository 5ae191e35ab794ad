import { View } from '@tarojs/components'
import { paperKinds, vendor, type PaperKind, type PaperView } from '../../cloudfunctions/market/vendor/contract'
import { dateInFull, type CalendarDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { NewPaper } from '../shared/new-paper'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'

const paperWords: Record<PaperKind, string> = { food: '食品摊贩登记证', health: '健康证明' }
const options = paperKinds.map((value) => ({ value, label: paperWords[value] }))

interface Props {
  market: string
  folder: string
  today: CalendarDate
  papers: readonly PaperView[]
  refresh: () => Promise<void>
}

/** 证照 The papers of whoever sells food: what is there, and one more. */
export const PaperForm = ({ market, folder, today, papers, refresh }: Props) => (
  <View>
    <Title of="part" words="证照，只有您和核对的人看得到" />
    <List label="证照">
      {papers.map((each) => (
        <Row
          key={`${each.paper} ${String(each.accepted)}`}
          title={paperWords[each.paper]}
          note={each.until < today ? '过期了，传新的' : `${dateInFull(each.until)} 到期`}
          tone={each.until < today ? 'due' : undefined}
          side={each.photo === 'refused' ? '照片没通过' : each.accepted ? '已通过' : '等核对'}
        />
      ))}
    </List>
    <Title of="part" words="传一张新的" />
    <NewPaper
      label="证照"
      kinds={options}
      folder={folder}
      today={today}
      onPut={({ kind, ...paper }) => call(vendor.putPaper, { market, paper: kind, ...paper })}
      refresh={refresh}
    />
  </View>
)
