import { useCallback, useState } from 'react'
import { team as contract, type TeamView } from '../../cloudfunctions/volunteer/team/contract'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Empty } from '../shared/ui/empty'
import { Field } from '../shared/ui/field'
import { Pieces } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
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
  const { busy, refusal, act } = useAct(refresh)
  const [sure, setSure] = useState(false)
  const leave = () => {
    if (!sure) return setSure(true)
    void act(() => call(contract.leaveTeam, { team: team.id })).then(() => setSure(false))
  }
  return (
    <Card name="team">
      <List label={team.name}>
        <Row title={team.name} note={`${String(team.members.length)} 人`} />
        {team.members.map(({ id, name, captain, me }) => (
          <Row key={id} title={me ? `${name}（您）` : name} side={captain ? '队长' : undefined} />
        ))}
        {team.code !== undefined && <Row title="队伍码" note="给要入队的人看" side={team.code} />}
      </List>
      {refusal !== undefined && <Notice say={refusal} />}
      <Button look="quiet" label={sure ? '再点一次，真的退出' : '退出这个队'} disabled={busy} onTap={leave} />
    </Card>
  )
}

function NewTeam({ refresh }: { refresh: () => Promise<void> }) {
  const { busy, refusal, act } = useAct(refresh)
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const writeCode = useCallback((words: string) => setCode(words.toUpperCase().trim()), [])
  const writeName = useCallback((words: string) => setName(words), [])
  const join = async () => void ((await act(() => call(contract.joinTeam, { code }))) && setCode(''))
  const make = async () => void ((await act(() => call(contract.makeTeam, { name }))) && setName(''))
  return (
    <>
      <Title of="part" words="加入一个队" />
      <Field label="队伍码" value={code} placeholder="队长手机上的六位" max={6} onInput={writeCode} />
      <Button look="quiet" label="入队" disabled={busy || code.length < 6} onTap={() => void join()} />
      <Title of="part" words="自己建一个" />
      <Field label="队名" value={name} placeholder="银发义剪队" max={12} onInput={writeName} />
      <Button look="quiet" label="建队" disabled={busy || name.trim().length < 2} onTap={() => void make()} />
      {refusal !== undefined && <Notice say={refusal} />}
    </>
  )
}
