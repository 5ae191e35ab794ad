import { useRouter } from '@tarojs/taro'
import { dateInFull, dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { profile, type PaperView } from '../../../cloudfunctions/volunteer/profile/contract'
import { paperWords } from '../../../cloudfunctions/volunteer/shift/contract'
import { call } from '../../shared/cloud'
import { useServer } from '../../shared/use-server'
import { Card } from '../../shared/ui/card'
import { CloudImage } from '../../shared/ui/cloud-image'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { YesOrBack } from '../pledge/yes-or-back'

/** 证件 What a volunteer sent: looked at, and let pass or sent back with a word. */
export default function DeskPapers() {
  const volunteer = useRouter().params['volunteer'] ?? ''
  const from = useServer(profile.openPapers, { volunteer })
  if (!from.value) return <Waiting from={from} heights={[64, 160, 160]} />
  const { name, community, papers } = from.value
  return (
    <Page seenAt={from.seenAt}>
      <Title words={name} />
      <List label={name}>
        <Row title={community} note="登记在这里" />
      </List>
      {papers.map((paper) => (
        <OnePaper key={paper.id} volunteer={volunteer} paper={paper} refresh={from.reload} />
      ))}
    </Page>
  )
}

const photoWords: Record<PaperView['photo'], string | undefined> = {
  checking: '照片还在核对，过几分钟再办',
  fine: undefined,
  refused: '照片没通过微信的核对，退回去请对方重拍',
}

interface Props {
  volunteer: string
  paper: PaperView
  refresh: () => Promise<void>
}

function OnePaper({ volunteer, paper: { id, kind, number, until, file, photo, state, say, at }, refresh }: Props) {
  const told = photoWords[photo]
  return (
    <Card name="submitted">
      <List label={paperWords[kind]}>
        <Row title={paperWords[kind]} note={`编号 ${number}`} />
        <Row title={`${dateInFull(until)} 到期`} note={`${dayAndTime(at)} 交`} />
      </List>
      {photo === 'fine' && <CloudImage src={file} label={`${paperWords[kind]}的照片`} name="wide-picture" />}
      {told !== undefined && <Notice look="tell" say={told} />}
      {state === 'accepted' && <Notice look="done" say="已经通过" />}
      {state === 'refused' && <Notice look="tell" say={`退回了：${say ?? ''}`} />}
      {state === 'waiting' && (
        <YesOrBack
          label="不行的话，写一句为什么"
          rule={profile.refusePaper.input.entries.reason}
          yes="看过了，通过"
          back="退回，请对方换"
          onYes={() => call(profile.approvePaper, { volunteer, paper: id })}
          onBack={(reason) => call(profile.refusePaper, { volunteer, paper: id, reason })}
          refresh={refresh}
        />
      )}
    </Card>
  )
}
