import { useRouter } from '@tarojs/taro'
import { layout as contract } from '../../../cloudfunctions/market/layout/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { longDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { dotted } from '../../shared/phrases'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Empty } from '../../shared/ui/empty'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Row } from '../../shared/ui/row'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { Grouped } from '../../shared/ui/grouped'
import { useAct } from '../../shared/use-act'
import { collisionWords } from './words'

type Kept = Output<typeof contract.listLayoutNights>['items'][number]

/** 换上新布局 Nights that keep an older layout: what would change and whom it would hit is said before any takes it. */
export default function LayoutNights() {
  const market = useRouter().params['market'] ?? ''
  const from = useServer(contract.listLayoutNights, { market })
  const { busy, refusal, act } = useAct()
  if (!from.value) return <Waiting from={from} heights={[32, 56, 56, 56]} />
  const { items, version } = from.value
  const ready = items.filter(({ collisions }) => collisions.length === 0)
  const take = (nights: readonly Kept[]) =>
    void act(async () => {
      for (const { night } of nights) await call(contract.takeLayout, { night })
    }).then(() => void from.reload())
  if (items.length === 0)
    return (
      <Page seenAt={from.seenAt}>
        <Empty title="每晚都是最新布局" say="存了新布局，没换上的晚上列在这里" />
      </Page>
    )
  const foot = (
    <>
      {refusal !== undefined && <Notice say={refusal} />}
      <Button
        look="filled"
        label={busy ? '正在换…' : ready.length === 0 ? '每一晚都有摊位挡着' : `这 ${String(ready.length)} 晚都换上`}
        disabled={busy || ready.length === 0}
        onTap={() => take(ready)}
      />
    </>
  )
  return (
    <Page seenAt={from.seenAt} foot={foot}>
      <Title words={`换成第 ${String(version)} 版`} />
      <Grouped
        label="还用旧布局的晚上"
        items={items}
        row={(kept) => <KeptRow kept={kept} onTake={() => take([kept])} />}
      />
    </Page>
  )
}

function KeptRow({ kept: { night, date, version, changes, collisions }, onTake }: { kept: Kept; onTake: () => void }) {
  const title = dotted([longDate(date), `第 ${String(version)} 版`])
  const [first] = collisions
  if (!first)
    return <Row title={title} note={`${String(changes)} 个摊位会变，不碰到人`} tone="good" side="换上" onTap={onTake} />
  const more = collisions.length > 1 ? `，共 ${String(collisions.length)} 个摊位` : ''
  const whom = [first.stall, first.name].filter(Boolean).join(' ')
  return (
    <Row
      title={title}
      note={`先办 ${whom}（${collisionWords[first.why]}）${more}`}
      tone="due"
      onTap={() => go.to(`/desk/market/night?night=${night}`)}
    />
  )
}
