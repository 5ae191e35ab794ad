import { useState } from 'react'
import { shift } from '../../cloudfunctions/volunteer/shift/contract'
import { useList } from '../shared/use-list'
import { Coming } from '../shared/ui/coming'
import { Grouped } from '../shared/ui/grouped'
import { List, Row } from '../shared/ui/row'
import { Sheet } from '../shared/ui/sheet'

interface Named {
  id: string
  title: string
}

interface Props {
  /** Whose activities to come are offered. */
  branch: string
  chosen: Named | undefined
  onChoose: (activity: Named | undefined) => void
}

/** 签到就算 An activity whose check-in shows what is due, if the promise is kept there. */
export function ActivityChoice({ branch, chosen, onChoose }: Props) {
  const [open, setOpen] = useState(false)
  const choose = (activity: Named | undefined) => {
    onChoose(activity)
    setOpen(false)
  }
  return (
    <>
      <List label="签到就算做了">
        <Row
          title={chosen?.title ?? '签到就算做了'}
          note={chosen ? '在这个活动签到，就算做了一次' : '在志愿活动里做的，选了就不用另外晒'}
          side={chosen ? '换' : '选活动'}
          onTap={() => setOpen(true)}
        />
      </List>
      <Sheet open={open} label="在哪个活动签到" onClose={() => setOpen(false)}>
        {open && <Offered branch={branch} onChoose={choose} />}
      </Sheet>
    </>
  )
}

function Offered({ branch, onChoose }: Pick<Props, 'branch'> & { onChoose: Props['onChoose'] }) {
  const list = useList(shift.listShifts, { community: branch })
  if (!list.value) return <Coming from={list} heights={[48, 48, 48]} />
  const activities = [...new Map(list.items.map(({ activity: id, title }) => [id, { id, title }])).values()]
  return (
    <>
      <Grouped
        label="活动"
        items={activities}
        row={(each) => <Row title={each.title} side="就选它" onTap={() => onChoose(each)} />}
      />
      <List label="不选">
        <Row
          title="不选活动"
          note={activities.length === 0 ? '这里最近没有活动，做了自己来晒' : '做了自己来晒'}
          onTap={() => onChoose(undefined)}
        />
      </List>
    </>
  )
}
