import { useState } from 'react'
import { region, type RegionView } from '../../cloudfunctions/member/region/contract'
import { useList } from './use-list'
import { Button } from './ui/button'
import { Coming } from './ui/coming'
import { Grouped } from './ui/grouped'
import { ListEnd } from './ui/list-end'
import { Notice } from './ui/notice'
import { Row } from './ui/row'
import { Title } from './ui/title'

interface Props {
  busy?: boolean
  refusal?: string | undefined
  onChoose: (community: RegionView) => void
}

/** Down the tree to a community, the reader's own. */
export function ChooseCommunity({ busy = false, refusal, onChoose }: Props) {
  const [path, setPath] = useState<readonly RegionView[]>([])
  const districts = useList(region.listRegions)
  // Where there is one district there is nothing to choose.
  const only = districts.items.length === 1 ? districts.items[0] : undefined
  const under = path[path.length - 1] ?? only
  const below = useList(region.listRegions, under ? { under: under.place } : null)
  const list = under ? below : districts
  const choose = (each: RegionView) => (each.kind === 'community' ? onChoose(each) : setPath([...path, each]))
  return (
    <>
      <Title words="您住哪个社区" />
      {path.length > 0 && <Button look="text" label="回上一级" onTap={() => setPath(path.slice(0, -1))} />}
      {refusal !== undefined && <Notice say={refusal} />}
      {list.value ? (
        <Grouped
          label="选一个"
          items={list.items}
          row={(each) => (
            <Row
              title={each.name}
              side={each.kind === 'community' ? (busy ? '…' : '就是这里') : undefined}
              onTap={() => choose(each)}
            />
          )}
        />
      ) : (
        <Coming from={list} heights={[48, 48, 48, 48]} />
      )}
      <ListEnd {...list} />
    </>
  )
}
