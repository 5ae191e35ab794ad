import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { listKinds, type ListKind } from '../../cloudfunctions/pledge/promise/contract'
import { ChooseCommunity } from '../shared/choose-community'
import { go } from '../shared/routes'
import { canScan, scan } from '../shared/scan'
import { Button } from '../shared/ui/button'
import { Choice } from '../shared/ui/chip'
import { Field } from '../shared/ui/field'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { boardPath, plain, readFilter } from './board-filter'
import { listWords } from './words'

const kinds = [
  { value: 'all', label: '都看' },
  ...listKinds.map((value) => ({ value, label: listWords[value] })),
] as const

const shortest = 2

/** 找一找 What of the board is to be shown: whose branch, which list, which words. */
export default function Find() {
  const { params } = useRouter()
  const given = readFilter(params)
  const [branch, setBranch] = useState<{ place: string; name: string } | undefined>(
    given.branch === undefined ? undefined : { place: given.branch, name: plain(params['name'] ?? '') },
  )
  const [list, setList] = useState<ListKind | 'all'>(given.list ?? 'all')
  const [search, setSearch] = useState(given.search ?? '')
  const [choosing, setChoosing] = useState(false)
  const words = search.trim()
  const show = () =>
    go.boardInstead(
      boardPath({
        branch: branch?.place,
        list: list === 'all' ? undefined : list,
        search: words === '' ? undefined : words,
        sort: undefined,
      }),
    )
  const scanBoard = () =>
    void scan().then((text) => {
      if (text !== null) go.boardInstead(boardPath(readFilter({ q: text })))
    })
  if (choosing)
    return (
      <Page>
        <ChooseCommunity
          onChoose={(community) => {
            setBranch({ place: community.place, name: community.name })
            setChoosing(false)
          }}
        />
      </Page>
    )
  return (
    <Page foot={<Button look="filled" label="看看" disabled={words.length === 1} onTap={show} />}>
      <Title words="找一找承诺" />
      <Field
        label="里面有什么字"
        value={search}
        onInput={setSearch}
        placeholder="楼道的灯"
        max={20}
        error={words.length > 0 && words.length < shortest ? '至少写两个字' : undefined}
      />
      <Title of="part" words="哪张清单" />
      <Choice label="哪张清单" options={kinds} value={list} onChange={setList} />
      <Title of="part" words="哪个社区的支部" />
      <List label="哪个社区的支部">
        <Row
          title={branch === undefined ? '全区的都看' : branch.name || '刚才看的那个'}
          side="换一个"
          onTap={() => setChoosing(true)}
        />
      </List>
      <View>
        {branch !== undefined && <Button look="text" label="全区的都看" onTap={() => setBranch(undefined)} />}
        {canScan && <Button look="text" label="扫公示栏上的码" onTap={scanBoard} />}
      </View>
    </Page>
  )
}
