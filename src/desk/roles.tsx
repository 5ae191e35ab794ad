import { useState } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { role as contract, staffRoles } from '../../cloudfunctions/member/role/contract'
import { roles as allRoles, type Role } from '../../cloudfunctions/shared/contract'
import { roleNames } from '../../cloudfunctions/shared/roles'
import { useList, type ListFromServer } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Grouped } from '../shared/ui/grouped'
import { Lasting } from '../shared/ui/lasting'
import { ListEnd } from '../shared/ui/list-end'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Waiting } from '../shared/ui/waiting'
import { AddSheet } from './add-sheet'
import { ownPlaces, powerAt, type Held, type Named, type Power } from './authority'
import './desk.scss'
import { DismissSheet } from './dismiss-sheet'
import { Foot } from './foot'
import { NotYours } from './not-yours'
import { PlaceSheet } from './place-sheet'
import { RoleChoice } from './role-choice'
import { useAdding } from './use-adding'
import { useDismissing, type Holder } from './use-dismissing'

/** 成员与身份 Who is what at a place; one more, or one less. */
export default function Roles() {
  const me = useServer(profile.me, {})
  if (!me.value) return <Waiting from={me} heights={[76, 48, 56, 56, 56]} />
  const own = ownPlaces(me.value.roles, ['admin', 'staff'])
  const [first] = own
  if (!first)
    return (
      <Page seenAt={me.seenAt}>
        <NotYours who="工作人员、管理员" />
      </Page>
    )
  return <RolesAt own={own} first={first} held={me.value.roles} />
}

interface Props {
  own: Named[]
  /** The place that is shown at first. */
  first: Named
  held: Held[]
}

function RolesAt({ own, first, held }: Props) {
  const [at, setAt] = useState(first)
  const [choosing, setChoosing] = useState(false)
  const [wanted, setWanted] = useState<Role>('vendor')
  const power = powerAt(held, at.place)
  const offered: readonly Role[] = power === 'admin' ? allRoles : staffRoles
  const role = offered.includes(wanted) ? wanted : 'vendor'
  const list = useList(power === 'admin' ? contract.listAllHolders : contract.listHolders, { place: at.place, role })
  const adding = useAdding(power, at, role, list.reload)
  const [gone, setGone] = useState<Holder[]>([])
  const [outcome, setOutcome] = useState<string>()
  const dismissing = useDismissing(power, (holder) => {
    setGone((before) => [...before, holder])
    setOutcome(`${holder.shownName}不再是${holder.roleName}了，原因已经告诉对方`)
  })
  const choose = (place: Named) => {
    setAt(place)
    setChoosing(false)
    setOutcome(undefined)
  }
  const begin = () => {
    setOutcome(undefined)
    adding.begin()
  }
  return (
    <Page
      seenAt={list.seenAt}
      foot={<Foot outcome={outcome} act={`加一位${roleNames[role]}`} onTap={begin} />}
      over={
        <>
          <PlaceSheet open={choosing} own={own} onChoose={choose} onClose={() => setChoosing(false)} />
          <AddSheet adding={adding} at={at} role={role} />
          <DismissSheet dismissing={dismissing} />
        </>
      }
    >
      <List name="desk-card" label="地方">
        <Row
          icon="place"
          title={at.name}
          note={asWords(power)}
          side="换一处"
          label={`${at.name} 换一处`}
          onTap={() => setChoosing(true)}
        />
      </List>
      <RoleChoice offered={offered} role={role} onChoose={setWanted} />
      <Lasting waits={!list.value && !list.refused}>
        <Holders list={list} gone={gone} at={at} role={role} onTap={dismissing.ask} />
      </Lasting>
    </Page>
  )
}

const asWords = (power: Power | undefined): string => `您在这里：${power === 'admin' ? '管理员' : '工作人员'}`

interface HoldersProps {
  list: ListFromServer<typeof contract.listHolders | typeof contract.listAllHolders>
  /** Whose role was just taken: a list that was read before still names them. */
  gone: readonly Holder[]
  at: Named
  role: Role
  onTap: (holder: Holder) => void
}

function Holders({ list, gone, at, role, onTap }: HoldersProps) {
  if (!list.value) return <Coming from={list} heights={[56, 56, 56]} />
  const there = list.items.filter(({ holder }) => !gone.some((each) => each.holder === holder))
  if (there.length === 0 && !list.hasMore)
    return <Empty title={`这里还没有${roleNames[role]}`} say="请对方打开「我的码」，点下面的按钮加上" />
  return (
    <>
      <Grouped
        label={`${at.name}的${roleNames[role]}`}
        items={there}
        row={(each) => (
          <Row
            title={each.shownName}
            note={each.place === at.place ? undefined : each.placeName}
            label={`${each.shownName}，${each.placeName}`}
            onTap={() => onTap(each)}
          />
        )}
      />
      <ListEnd {...list} />
    </>
  )
}
