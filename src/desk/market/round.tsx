import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { aspects, inspection, markKinds } from '../../../cloudfunctions/market/inspection/contract'
import { aspectWords, foundWords, markWords } from '../../../cloudfunctions/market/inspection/rules'
import { longDate } from '../../../cloudfunctions/shared/shanghai'
import { counted, dotted, noBreak } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Field } from '../../shared/ui/field'
import { Grouped } from '../../shared/ui/grouped'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Photos } from '../../shared/ui/photos'
import { List, Row } from '../../shared/ui/row'
import { Segmented } from '../../shared/ui/segmented'
import { Sheet } from '../../shared/ui/sheet'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import './round.scss'
import { useRound, type AtRound, type Round, type RoundStall } from './use-round'

/** 巡查 Of one night: the stalls row by row, each marked in its sheet. */
export default function RoundDesk() {
  const { night } = useRouter().params
  const from = useServer(inspection.round, night === undefined ? null : { night })
  if (night === undefined)
    return (
      <Page>
        <Empty
          title="先选哪一晚"
          say="巡查按晚记，从「夜市今晚」进来"
          action={{ label: '夜市今晚', onTap: () => go.to('/desk/market/tonight') }}
        />
      </Page>
    )
  if (!from.value) return <Waiting from={from} heights={[64, 64, 64, 64]} />
  return <Shown round={from.value} seenAt={from.seenAt} refresh={from.reload} />
}

interface Props {
  round: Round
  seenAt: string | undefined
  refresh: () => Promise<void>
}

function Shown({ round, seenAt, refresh }: Props) {
  const at = useRound(round, refresh)
  const { stalls, date, name } = round
  const here = stalls.filter((each) => each.here)
  const looked = here.filter(({ seen }) => seen.length > 0)
  const next = here.find(({ seen }) => seen.length === 0)
  const told = at.open ? undefined : at.done
  const rows = Array.from(new Set(stalls.map(({ row }) => row)))
  return (
    <Page
      seenAt={seenAt}
      foot={
        (told ?? next) !== undefined && (
          <>
            {told !== undefined && <Notice look="done" say={told} />}
            {next && <Button look="filled" label={`从 ${next.stall} 看起`} onTap={() => at.pick(next.stall)} />}
          </>
        )
      }
      over={<StallSheet at={at} />}
    >
      <Title words={longDate(date)} />
      <View className="desk-say in-phrases">
        {counted(
          dotted([name, `到了${noBreak}${String(here.length)} 个摊，看了${noBreak}${String(looked.length)} 个`]),
        )}
      </View>
      {stalls.length === 0 && <Empty title="这一晚还没有摊位有人" say="有人订了摊、签了到，就能一个一个看" />}
      <View>
        {here.length < stalls.length && (
          <List label="还没到的">
            <Row
              title="签到名单"
              note={`${String(stalls.length - here.length)} 个摊还没签到`}
              onTap={() => go.deskGate(round.night)}
            />
          </List>
        )}
      </View>
      {rows.map((row) => (
        <View key={row}>
          <Title of="part" words={`${row} 排`} />
          <Grouped
            label={`${row} 排`}
            items={stalls.filter((each) => each.row === row)}
            row={(each) => (
              <Row
                title={`${each.stall} ${each.name}`}
                {...stateOf(each)}
                onTap={each.here ? () => at.pick(each.stall) : undefined}
              />
            )}
          />
        </View>
      ))}
    </Page>
  )
}

function stateOf({ here, seen }: RoundStall) {
  const last = seen[seen.length - 1]
  if (!here) return { note: '人还没到' }
  if (!last) return { note: '还没看', tone: 'due' as const }
  return { note: foundWords(last), tone: last.points === 0 ? ('good' as const) : ('due' as const) }
}

const options = markKinds.map((value) => ({ value, label: markWords[value] }))

/** What is looked at: four marks, a word and a photo. */
function StallSheet({ at }: { at: AtRound }) {
  const { stall, marks, words, busy, refusal, photos, isLast } = at
  return (
    <Sheet open={at.open} label="记一摊" onClose={at.close}>
      <View className="desk-title">{stall ? `${stall.stall} ${stall.name}` : ' '}</View>
      <View className="desk-say">{stall?.sells ?? ' '}</View>
      {aspects.map((aspect) => (
        <View key={aspect} className="mark">
          <View className="mark-name">{aspectWords[aspect]}</View>
          <View className="mark-choice">
            <Segmented
              label={aspectWords[aspect]}
              options={options}
              value={marks[aspect]}
              onChange={(mark) => at.mark({ [aspect]: mark })}
            />
          </View>
        </View>
      ))}
      <Field label="说明" value={words} onInput={at.write} hint="有不合格的，写一句哪里不行，摊主会读到" max={200} />
      {at.canSendPhotos && <Photos label="拍一张" max={1} {...photos} />}
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button
          look="filled"
          label={busy ? '正在记…' : isLast ? '记下' : '记下，看下一个'}
          disabled={busy || photos.busy}
          onTap={at.send}
        />
      </View>
    </Sheet>
  )
}
