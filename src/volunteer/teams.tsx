import { useCallback, useState } from 'react'
import { team as contract, type TeamView } from '../../cloudfunctions/volunteer/team/contract'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { useSure } from '../shared/use-sure'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Empty } from '../shared/ui/empty'
import { Field } from '../shared/ui/field'
import { Pieces } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { SureSheet } from '../shared/ui/sure-sheet'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'

/** 我的队伍 The teams that the reader is in; one more by its code, or a new one. */
export default function Teams() {
  const from = useServer(contract.myTeams, {})
  if (!from.value) return <Waiting from={from} heights={[120, 56, 56]} />
  const { items } = from.value
  return (
    <Page seenAt={from.seenAt}>
      {items.length === 0 && <Empty title="还没有队伍" say="和邻居结个队，队长一次替大家报名" />}
      <Pieces items={items} part={(each) => <OneTeam team={each} refresh={from.reload} />} />
      <NewTeam refresh={from.reload} />
    </Page>
  )
}

function OneTeam({ team, refresh }: { team: TeamView; refresh: () => Promise<void> }) {
  const leaving = useSure(() => call(contract.leaveTeam, { team: team.id }), refresh)
  return (
    <Card name="team">
      <List label={team.name}>
        <Row title={team.name} note={`${String(team.members.length)} 人`} />
        {team.members.map(({ id, name, captain, me }) => (
          <Row key={id} title={me ? `${name}（您）` : name} side={captain ? '队长' : undefined} />
        ))}
        {team.code !== undefined && <Row title="队伍码" note="给要入队的人看" side={team.code} />}
      </List>
      <Button look="quiet" label="退出这个队" onTap={leaving.ask} />
      <SureSheet
        {...leaving.sheet}
        title={`退出${team.name}？`}
        say={team.captain ? '最早入队的那位接着当队长' : '想回来，再输一次队伍码就好'}
        yes="退出"
        doing="正在退…"
        no="不退了"
      />
    </Card>
  )
}

function NewTeam({ refresh }: { refresh: () => Promise<void> }) {
  const { busy, refusal, act } = useAct(refresh)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const writeCode = useCallback((words: string) => setCode(words.toUpperCase().trim()), [])
  const join = async () => void ((await act(() => call(contract.joinTeam, { code }))) && setCode(''))
  const make = async () => void ((await act(() => call(contract.makeTeam, { name }))) && setName(''))
  return (
    <>
      <Title of="part" words="加入一个队" />
      <Field label="队伍码" value={code} placeholder="队长手机上的六位" max={6} onInput={writeCode} />
      <Button look="quiet" label="入队" disabled={busy || code.length < 6} onTap={() => void join()} />
      <Title of="part" words="自己建一个" />
      <Field label="队名" value={name} placeholder="银发义剪队" max={12} onInput={setName} />
      <Button look="quiet" label="建队" disabled={busy || name.trim().length < 2} onTap={() => void make()} />
      {refusal !== undefined && <Notice say={refusal} />}
    </>
  )
}
