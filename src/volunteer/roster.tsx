import { useRouter } from '@tarojs/taro'
import { View } from '@tarojs/components'
import { addDays, dateOf, longDate } from '../../cloudfunctions/shared/shanghai'
import { roster as contract, type Roster as People } from '../../cloudfunctions/volunteer/roster/contract'
import { attendanceWords } from '../../cloudfunctions/volunteer/shift/contract'
import { call } from '../shared/cloud'
import { phoneTime } from '../shared/device'
import { dial } from '../shared/dial'
import { openExcel } from '../shared/open-excel'
import { dotted, phrased } from '../shared/phrases'
import { whenOf } from '../shared/shift-words'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import './roster.scss'

/** 名单 Everybody of a shift, for whoever organises or leads it; the same as a sheet. */
export default function Roster() {
  const shift = useRouter().params['shift'] ?? ''
  const from = useServer(contract.roster, { shift })
  const { busy, refusal, act } = useAct()
  if (!from.value) return <Waiting from={from} heights={[64, 72, 72, 72]} />
  const { title, confirmed, cancelled } = from.value
  const save = () =>
    act(async () => {
      const { name, bytes } = await call(contract.rosterSheet, { shift })
      await openExcel(name, bytes)
    })
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        <>
          {refusal !== undefined && <Notice say={refusal} />}
          <Button look="filled" label={busy ? '正在准备…' : '存成表格'} disabled={busy} onTap={() => void save()} />
        </>
      }
    >
      <Title words={title} />
      <Say words={dotted([whenOf(from.value), from.value.place])} />
      {cancelled !== undefined && <Notice say={`取消了：${cancelled}`} />}
      <Say words={phonesWords(from.value)} />
      <Title of="part" words={`名额定了的 ${String(confirmed.length)} 人`} />
      {confirmed.length === 0 && <Empty title="还没有人报上" say="缺人的话，在工作台可以喊人帮忙" />}
      <Grouped label="名额定了的" items={confirmed} row={(each) => <Confirmed each={each} />} />
      <Others of={from.value} />
    </Page>
  )
}

/** Signs that stand on a line of the smallest phone in the largest type. */
const lineful = 11

const Say = ({ words }: { words: string }) => <View className={`roster-say${phrased(words, lineful)}`}>{words}</View>

/** Somebody who has a place; a tap calls whoever left a phone. */
function Confirmed({ each: { name, role, team, state, phone } }: { each: People['confirmed'][number] }) {
  const note = dotted([phone, role, team, attendanceWords[state]])
  return (
    <Row
      title={name}
      note={note}
      tone={state === 'missed' ? 'due' : undefined}
      label={phone === undefined ? undefined : `打电话给${name} ${note}`}
      end="phone"
      onTap={phone === undefined ? undefined : () => dial(phone)}
    />
  )
}

/** When phones are here to be read: where one is, whatever this phone's clock says. */
function phonesWords({ phones: { from, until }, confirmed }: People): string {
  const now = phoneTime()
  const last = longDate(addDays(dateOf(new Date(until)), -1))
  if (confirmed.some(({ phone }) => phone !== undefined)) return `点名字打电话，只为这一班。${last} 收起来`
  if (now < from) return `${longDate(dateOf(new Date(from)))} 起看得到留了的电话`
  if (now >= until) return `${last} 过了，电话收起来了`
  return '还没有人留电话'
}

/** Who does not have a place yet, and why. */
function Others({ of: { offered, waiting, applied } }: { of: People }) {
  const all = [
    ...offered.map((each) => ({ ...each, stands: '轮到了，等确认' })),
    ...waiting.map((each, index) => ({ ...each, stands: `候补第 ${String(index + 1)} 位` })),
    ...applied.map((each) => ({ ...each, stands: '等审核' })),
  ]
  if (all.length === 0) return null
  return (
    <>
      <Title of="part" words={`还没排上的 ${String(all.length)} 人`} />
      <Grouped
        label="还没排上的"
        items={all}
        row={({ name, role, team, stands }) => <Row title={name} note={dotted([stands, role, team])} />}
      />
    </>
  )
}
