import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useCallback, useMemo, useState } from 'react'
import { layout as contract, type LaidStall } from '../../../cloudfunctions/market/layout/contract'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { marksOf } from './laid-marks'
import { AddRowSheet } from './add-row-sheet'
import { LaidStallSheet } from './laid-stall-sheet'
import { Strips } from './strips'
import { likeInRow, nextRow, useLayout, withMore } from './use-layout'

/** 摊位布局 Rows as strips, a sheet for each stall; what was edited stays on the phone until it is saved. */
export default function LayoutDesk() {
  const market = useRouter().params['market'] ?? ''
  const from = useServer(contract.readLayout, { market })
  const layout = useLayout(market, from.value, from.reload)
  const [picked, setPicked] = useState<string>()
  const [sheet, setSheet] = useState<'none' | 'stall' | 'row'>('none')
  const pick = useCallback((code: string) => {
    setPicked(code)
    setSheet('stall')
  }, [])
  const { stalls } = layout
  const rows = useMemo(() => marksOf(stalls), [stalls])
  if (!from.value) return <Waiting from={from} heights={[64, 96, 96, 96]} />
  const stall = stalls.find(({ code }) => code === picked)
  const close = () => setSheet('none')
  const change = (next: readonly LaidStall[]) => {
    layout.edit(next)
    close()
  }
  const put = (next: LaidStall) => stalls.map((each) => (each.code === next.code ? next : each))
  return (
    <Page
      seenAt={from.seenAt}
      foot={<LayoutFoot layout={layout} version={from.value.version} market={market} />}
      over={
        <>
          {stall && (
            <LaidStallSheet
              key={stall.code}
              stall={stall}
              open={sheet === 'stall'}
              onPut={(next) => change(put(next))}
              onRow={(next) => change(likeInRow(put(next), next))}
              onGone={() => change(stalls.filter(({ code }) => code !== stall.code))}
              onClose={close}
            />
          )}
          <AddRowSheet
            rows={rows.map(({ row }) => row)}
            next={nextRow(stalls)}
            open={sheet === 'row'}
            onAdd={(row, count) => change(withMore(stalls, row, count))}
            onClose={close}
          />
        </>
      }
    >
      <Title words={from.value.name} />
      <View className="desk-say">
        {dotted([
          `第 ${String(from.value.version)} 版`,
          `${String(stalls.length)} 个摊位`,
          layout.edited && '改过，还没存',
        ])}
      </View>
      <Strips rows={rows} onPick={pick} />
      <Button look="quiet" label="加摊位" onTap={() => setSheet('row')} />
      <View>
        {from.value.version > 1 && (
          <Button look="text" label="以前的版本" onTap={() => go.to(`/desk/market/old-layouts?market=${market}`)} />
        )}
      </View>
    </Page>
  )
}

interface FootProps {
  layout: ReturnType<typeof useLayout>
  version: number
  market: string
}

function LayoutFoot({ layout: { busy, refusal, saved, edited, save, forget }, version, market }: FootProps) {
  const nights = { label: '看哪些晚上换上', onTap: () => go.to(`/desk/market/layout-nights?market=${market}`) }
  return (
    <>
      {refusal !== undefined && <Notice say={refusal} action={{ label: '不要我的了', onTap: forget }} />}
      {saved !== undefined && !edited && <Notice look="done" say={`存好了，第 ${String(saved)} 版`} action={nights} />}
      <Button
        look="filled"
        label={busy ? '正在存…' : edited ? `存成第 ${String(version + 1)} 版` : '点一个摊位来改'}
        disabled={busy || !edited}
        onTap={() => void save()}
      />
    </>
  )
}
