import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useMemo, useState } from 'react'
import { layout as contract } from '../../../cloudfunctions/market/layout/contract'
import { dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useAct } from '../../shared/use-act'
import { useList } from '../../shared/use-list'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { ListEnd } from '../../shared/ui/list-end'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { marksOf } from './laid-marks'
import { Strips } from './strips'

/** 以前的版本 Layouts that others replaced; one is looked at, and used again as a new version. */
export default function OldLayouts() {
  const { market = '', version } = useRouter().params
  return version === undefined ? <Versions market={market} /> : <OneVersion market={market} version={Number(version)} />
}

function Versions({ market }: { market: string }) {
  const list = useList(contract.listLayouts, { market })
  if (!list.value) return <Waiting from={list} heights={[32, 56, 56, 56]} />
  if (list.items.length === 0)
    return (
      <Page seenAt={list.seenAt}>
        <Empty title="还没有以前的版本" say="存了新布局，换下的一版留在这里" />
      </Page>
    )
  return (
    <Page seenAt={list.seenAt}>
      <View className="desk-say">点一版，看看那时摊位怎么摆的；合适就用回它。</View>
      <Grouped
        label="以前的版本"
        items={list.items}
        row={({ version, stalls, rows, changes, savedAt }) => (
          <Row
            title={versionWords(version, savedAt)}
            note={dotted([`${String(rows)} 排`, `${String(stalls)} 个摊位`, changesWords(changes)])}
            onTap={() => go.to(`/desk/market/old-layouts?market=${market}&version=${String(version)}`)}
          />
        )}
      />
      <ListEnd {...list} />
    </Page>
  )
}

/** One version as it stood; used again, it is saved as a new one, so that the one in force is kept too. */
function OneVersion({ market, version }: { market: string; version: number }) {
  const from = useServer(contract.readLayout, { market, version })
  const [saved, setSaved] = useState<number>()
  const { busy, refusal, act } = useAct(from.reload)
  const stalls = from.value?.stalls
  const rows = useMemo(() => marksOf(stalls ?? []), [stalls])
  if (!from.value) return <Waiting from={from} heights={[64, 96, 96, 96]} />
  const { inForce, savedAt } = from.value
  const next = String(inForce + 1)
  const use = () =>
    void act(async () => {
      const done = await call(contract.saveLayout, { market, from: inForce, stalls: from.value?.stalls ?? [] })
      setSaved(done.version)
    })
  const labelOf = () => {
    if (busy) return '正在存…'
    if (saved !== undefined) return '用回来了'
    return version === inForce ? '现在用的就是这一版' : `用回这一版，存成第 ${next} 版`
  }
  const nights = { label: '看哪些晚上换上', onTap: () => go.to(`/desk/market/layout-nights?market=${market}`) }
  const foot = (
    <>
      {refusal !== undefined && <Notice say={refusal} />}
      {saved !== undefined && <Notice look="done" say={`存好了，第 ${String(saved)} 版`} action={nights} />}
      <Button
        look="filled"
        label={labelOf()}
        disabled={busy || saved !== undefined || version === inForce}
        onTap={use}
      />
    </>
  )
  return (
    <Page seenAt={from.seenAt} foot={foot}>
      <Title words={from.value.name} />
      <View className="desk-say">
        {dotted([versionWords(version, savedAt), `${String(from.value.stalls.length)} 个摊位`])}
      </View>
      <Strips rows={rows} />
    </Page>
  )
}

const versionWords = (version: number, savedAt: string | undefined): string =>
  dotted([`第 ${String(version)} 版`, savedAt === undefined ? '开市时的' : `${dayAndTime(savedAt)} 存的`])

const changesWords = (changes: number): string =>
  changes === 0 ? '和现在的一样' : `和现在的差 ${String(changes)} 个摊位`
