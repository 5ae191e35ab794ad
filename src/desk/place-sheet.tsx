import { View } from '@tarojs/components'
import { useState } from 'react'
import { region } from '../../cloudfunctions/member/region/contract'
import { regionKinds } from '../../cloudfunctions/shared/region'
import { useList, type ListFromServer } from '../shared/use-list'
import { Button } from '../shared/ui/button'
import { Coming } from '../shared/ui/coming'
import { Grouped } from '../shared/ui/grouped'
import { Lasting } from '../shared/ui/lasting'
import { ListEnd } from '../shared/ui/list-end'
import { Row } from '../shared/ui/row'
import { Sheet } from '../shared/ui/sheet'
import type { Named } from './authority'
import { Crumbs } from './crumbs'
import { kindWords } from './words'

interface Props {
  open: boolean
  /** Where the tree begins: the reader's own places. */
  own: readonly Named[]
  onChoose: (place: Named) => void
  onClose: () => void
}

/** How many levels one can be down, with one above the reader's own places. */
const levels = regionKinds.length + 1

/** Stands above several places of the reader's. */
const all: Named = { place: '', name: '您的地方' }

/** Chooses a place: down the tree from the reader's own ones, level by level. */
export function PlaceSheet({ open, own, onChoose, onClose }: Props) {
  const [{ path, at }, setWay] = useState({ path: own.length === 1 ? [...own] : [all], at: 0 })
  const here = path[at] ?? all
  const down = (place: Named) => setWay({ path: [...path.slice(0, at + 1), place], at: at + 1 })
  return (
    <Sheet open={open} label="选一个地方" onClose={onClose}>
      <View className="desk-title">选一个地方</View>
      <Crumbs path={path} at={at} slots={levels} onTap={(index) => setWay({ path, at: index })} />
      {here.place === '' ? (
        <Grouped label="您的地方" items={own} row={(each) => <Row title={each.name} onTap={() => down(each)} />} />
      ) : (
        <Below open={open} at={here} onDown={down} />
      )}
      <View className="sheet-do">
        <Button
          look="filled"
          label={here.place === '' ? '先点一个地方' : '就选这里'}
          disabled={here.place === ''}
          onTap={() => onChoose(here)}
        />
      </View>
    </Sheet>
  )
}

/** The places right below one, asked for once the sheet is up. */
function Below({ open, at, onDown }: { open: boolean; at: Named; onDown: (place: Named) => void }) {
  // Asked for once it was opened, and kept from then on.
  const [asked, setAsked] = useState(open)
  if (open && !asked) setAsked(true)
  const list = useList(region.listRegions, asked ? { under: at.place } : null)
  return (
    <Lasting waits={!list.value && !list.refused}>
      <Places list={list} at={at} onDown={onDown} />
    </Lasting>
  )
}

interface PlacesProps {
  list: ListFromServer<typeof region.listRegions>
  at: Named
  onDown: (place: Named) => void
}

function Places({ list, at, onDown }: PlacesProps) {
  if (!list.value) return <Coming from={list} heights={[44, 44]} />
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
