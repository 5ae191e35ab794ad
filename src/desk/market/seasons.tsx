import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { season as contract } from '../../../cloudfunctions/market/season/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { dateInFull } from '../../../cloudfunctions/shared/shanghai'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Empty } from '../../shared/ui/empty'
import { Grouped } from '../../shared/ui/grouped'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { kindWords } from './words'

type Seasons = Output<typeof contract.listSeasons>
export type SeasonRight = Seasons['stalls'][number]['rights'][number]

/** 固定摊 The stalls of a market that are given for a season, and whose they are. */
export default function SeasonsDesk() {
  const market = useRouter().params['market'] ?? ''
  const from = useServer(contract.listSeasons, { market })
  if (!from.value) return <Waiting from={from} heights={[64, 64, 64]} />
  const { name, stalls, today } = from.value
  return (
    <Page seenAt={from.seenAt}>
      <Title words={name} />
      <View className="desk-say">一季归一位摊主，不用每晚抢。哪晚不来，摊位让给别人。</View>
      {stalls.length === 0 && (
        <Empty
          title="还没有固定摊"
          say="先在摊位布局里，把要定下来的摊位改成固定摊"
          action={{ label: '去摊位布局', onTap: () => go.to(`/desk/market/layout?market=${market}`) }}
        />
      )}
      <Grouped
        label="固定摊"
        items={stalls}
        row={({ code, kind, rights }) => (
          <Row
            title={`${code} ${kindWords[kind]}`}
            {...whose(rights, today)}
            onTap={() => go.deskSeason(market, code)}
          />
        )}
      />
    </Page>
  )
}

/** Whose a stall is, or who is next. */
function whose([first]: readonly SeasonRight[], today: string) {
  if (!first) return { note: '还没定给谁', tone: 'due' as const }
  const { name, from, until } = first
  return { note: name, side: from > today ? `${dateInFull(from)}起` : `到${dateInFull(until)}` }
}
