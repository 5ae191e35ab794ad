import { View } from '@tarojs/components'
import { useState } from 'react'
import { region } from '../../cloudfunctions/member/region/contract'
import { useList } from '../shared/use-list'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { Row } from '../shared/ui/row'
import { Sheet } from '../shared/ui/sheet'
import { Skeleton } from '../shared/ui/skeleton'
import type { Named } from './authority'
import { Crumbs } from './crumbs'
import { Grouped } from './grouped'
import { ListEnd } from './list-end'
import { kindWords } from './words'

interface Props {
  open: boolean
  /** Where the tree begins: the reader's own places. */
  own: readonly Named[]
  onChoose: (place: Named) => void
  onClose: () => void
}

/** Stands above several places of the reader's. */
const all: Named = { place: '', name: '您的地方' }

/** Chooses a place: down the tree from the reader's own ones, level by level. */
export function PlaceSheet({ open, own, onChoose, onClose }: Props) {
  const [path, setPath] = useState<Named[]>(own.length === 1 ? [...own] : [all])
  const here = path[path.length - 1] ?? all
  const down = (place: Named) => setPath([...path, place])
  return (
    <Sheet open={open} label="选一个地方" onClose={onClose}>
      <View className="desk-title">选一个地方</View>
      <Crumbs above={path.slice(0, -1)} here={here.name} onTap={(index) => setPath(path.slice(0, index + 1))} />
      {here.place === '' ? (
        <Grouped label="您的地方" items={own} row={(each) => <Row title={each.name} onTap={() => down(each)} />} />
      ) : (
        <Below open={open} at={here} onDown={down} />
      )}
      <View className="desk-do">
        <Button
          look="filled"
          label={here.place === '' ? '先点一个地方' : `就选${here.name}`}
          disabled={here.place === ''}
          onTap={() => onChoose(here)}
        />
      </View>
    </Sheet>
  )
}

/** The places right below one, asked for once the sheet is up. */
function Below({ open, at, onDown }: { open: boolean; at: Named; onDown: (place: Named) => void }) {
  const list = useList(region.listRegions, open ? { under: at.place } : null)
  if (!list.value) {
    const again = { label: '再试一次', onTap: () => void list.reload() }
    return list.refused ? <Notice say={list.refused.say} action={again} /> : <Skeleton heights={[44, 44]} />
  }
  if (list.items.length === 0) return <View className="desk-say">下面没有更小的地方了</View>
  return (
    <>
      <Grouped
        label={`${at.name}下面`}
        items={list.items}
        row={(each) => <Row title={each.name} side={kindWords[each.kind]} onTap={() => onDown(each)} />}
      />
      <ListEnd {...list} />
    </>
  )
}
