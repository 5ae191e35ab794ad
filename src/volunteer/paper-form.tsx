import { View } from '@tarojs/components'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dateInFull } from '../../cloudfunctions/shared/shanghai'
import { profile, type PaperView } from '../../cloudfunctions/volunteer/profile/contract'
import { paperKinds, paperWords } from '../../cloudfunctions/volunteer/shift/contract'
import { call } from '../shared/cloud'
import { NewPaper } from '../shared/new-paper'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'

const options = paperKinds.map((value) => ({ value, label: paperWords[value] }))

const stateWords: Record<PaperView['state'], string> = { waiting: '等核对', refused: '没通过', accepted: '已通过' }

interface Props {
  me: Output<typeof profile.myVolunteer>
  refresh: () => Promise<void>
}

/** 证件 The papers that some shifts ask for: what is there, and one more. */
export const PaperForm = ({ me: { folder, today, papers }, refresh }: Props) => (
  <View>
    <Title of="part" words="证件，只有您和核对的人看得到" />
    {papers.length > 0 && (
      <List label="证件">
        {papers.map((each) => (
          <Row
            key={each.id}
            title={paperWords[each.kind]}
            note={each.say ?? (each.until < today ? '过期了，传新的' : `${dateInFull(each.until)} 到期`)}
            tone={each.state === 'refused' || each.until < today ? 'due' : undefined}
            side={each.photo === 'refused' ? '照片没通过' : stateWords[each.state]}
          />
        ))}
      </List>
    )}
    <NewPaper
      label="证件"
      kinds={options}
      folder={folder}
      today={today}
      onPut={(paper) => call(profile.putPaper, paper)}
      refresh={refresh}
    />
  </View>
)
