import type { Output } from '../../cloudfunctions/shared/contract'
import { profile as contract } from '../../cloudfunctions/volunteer/profile/contract'
import { skills as allSkills, skillWords } from '../../cloudfunctions/volunteer/shift/contract'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { useSure } from '../shared/use-sure'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Chips } from '../shared/ui/chip'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { SureSheet } from '../shared/ui/sure-sheet'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { ChooseCommunity } from '../shared/choose-community'
import { ContactForm } from './contact-form'
import { PaperForm } from './paper-form'

type Me = Output<typeof contract.myVolunteer>
const options = allSkills.map((value) => ({ value, label: skillWords[value] }))

/** 志愿者 One step to register; then what one can do, and the papers for what asks for one. */
export default function Profile() {
  const from = useServer(contract.myVolunteer, {})
  if (!from.value) return <Waiting from={from} heights={[96, 120, 120]} />
  return (
    <Page seenAt={from.seenAt}>
      {from.value.enrolled ? <Enrolled me={from.value} refresh={from.reload} /> : <Register refresh={from.reload} />}
    </Page>
  )
}

/** A tap on a community registers there. */
function Register({ refresh }: { refresh: () => Promise<void> }) {
  const { busy, refusal, act } = useAct(refresh)
  const register = (community: string) => void act(() => call(contract.enroll, { community }))
  return <ChooseCommunity busy={busy} refusal={refusal} onChoose={({ place }) => register(place)} />
}

function Enrolled({ me, refresh }: { me: Me; refresh: () => Promise<void> }) {
  const { refusal, act } = useAct(refresh)
  const leaving = useSure(() => call(contract.resign, {}), refresh)
  const toggle = (value: string) => {
    const skill = allSkills.find((each) => each === value)
    if (!skill) return
    const skills = me.skills.includes(skill) ? me.skills.filter((each) => each !== skill) : [...me.skills, skill]
    void act(() => call(contract.setSkills, { skills }))
  }
  return (
    <>
      <List label="志愿者">
        <Row icon="heart" title="您是志愿者了" note={me.community?.name} />
        <Row icon="calendar" title="看志愿活动" onTap={go.shifts} />
      </List>
      <Title of="part" words="我会什么" />
      <Chips label="我会什么" options={options} chosen={me.skills} onTap={toggle} />
      {refusal !== undefined && <Notice say={refusal} />}
      <ContactForm phone={me.phone} refresh={refresh} />
      <PaperForm me={me} refresh={refresh} />
      <Title of="part" words="不做了" />
      <Button look="quiet" label="退出志愿者" onTap={leaving.ask} />
      <SureSheet
        {...leaving.sheet}
        title="不做志愿者了？"
        say="时长都留着，想回来随时再登记"
        yes="退出志愿者"
        doing="正在退…"
        no="再想想"
      />
    </>
  )
}
