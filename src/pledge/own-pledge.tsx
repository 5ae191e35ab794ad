import { View } from '@tarojs/components'
import { board } from '../../cloudfunctions/pledge/board/contract'
import { evidence, type Evidence } from '../../cloudfunctions/pledge/evidence/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'
import { go } from '../shared/routes'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Pieces } from '../shared/ui/grouped'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { Beads } from './beads'
import { ShowForm } from './show-form'
import { rhythmsWords } from '../shared/rhythm-words'

type Own = Output<typeof evidence.myEvidence>['items'][number]

const stateWords: Record<Evidence['state'], string> = {
  shown: '等人看',
  verified: '核实过了',
  back: '退回来了',
  excused: '免了',
}

/** One promise of the reader's: what to show now, what was shown, and who said yes to it. */
export function OwnPledge({ pledge }: { pledge: string }) {
  const it = useServer(board.one, { pledge })
  const shown = useServer(evidence.myEvidence, { pledge })
  if (!it.value || !shown.value) return <Waiting from={it.value ? shown : it} heights={[96, 120, 120]} />
  const refresh = async () => void (await Promise.all([it.reload(), shown.reload()]))
  const { words, whom, rhythm, beads, state } = it.value
  const { folder, items } = shown.value
  const open = state === 'active' && beads.some((each) => ['due', 'late', 'veryLate'].includes(each.state))
  return (
    <Page seenAt={it.seenAt}>
      <Title words={words} />
      <List label="承诺">
        <Row icon="place" title={whom} note={rhythmsWords(rhythm)} />
        <Row icon="share" title="邻居看到的样子" onTap={() => go.pledge(pledge)} />
      </List>
      <Beads beads={beads} />
      {open && folder !== undefined && <ShowForm pledge={pledge} folder={folder} refresh={refresh} />}
      {items.length > 0 && <Title of="part" words="晒过的" />}
      <Pieces items={items} part={(each) => <OneShown shown={each} pledge={pledge} />} />
    </Page>
  )
}

const OneShown = ({
  shown: { words, due, at, state, hint, confirmed, code },
  pledge,
}: {
  shown: Own
  pledge: string
}) => (
  <View>
    <List label={words}>
      <Row
        title={words}
        note={hint ?? `${longDate(due)}这一次，${dayAndTime(at)} 晒的`}
        tone={state === 'back' ? 'due' : state === 'verified' ? 'good' : undefined}
        side={confirmed ? '对方确认了' : stateWords[state]}
      />
    </List>
    {code !== undefined && !confirmed && (
      <Button look="quiet" label="请对方来确认" onTap={() => go.confirmPledge(pledge, code)} />
    )}
  </View>
)
