import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { profile } from '../../../cloudfunctions/volunteer/profile/contract'
import { paperWords } from '../../../cloudfunctions/volunteer/shift/contract'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useList } from '../../shared/use-list'
import { Coming } from '../../shared/ui/coming'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Row } from '../../shared/ui/row'

/** 证件 Volunteers whose papers wait to be looked at, who waits longest first. */
export function PapersOf({ place }: { place: string }) {
  const list = useList(profile.listPapers, { place })
  if (!list.value) return <Coming from={list} heights={[72, 72]} />
  return (
    <>
      {list.items.length === 0 && <Empty title="没有等核对的证件" say="志愿者交的证件会排在这里" />}
      <Grouped
        label="证件"
        items={list.items}
        row={({ volunteer, name, community, kinds, since }) => (
          <Row
            title={name}
            note={dotted([kinds.map((kind) => paperWords[kind]).join('、'), community, `${dayAndTime(since)} 交`])}
            onTap={() => go.deskPapers(volunteer)}
          />
        )}
      />
      <ListEnd {...list} />
    </>
  )
}
