import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { approval } from '../../../cloudfunctions/market/approval/contract'
import type { PaperKind } from '../../../cloudfunctions/market/vendor/contract'
import type { Output } from '../../../cloudfunctions/shared/contract'
import { dateInFull, dayAndTime } from '../../../cloudfunctions/shared/shanghai'
import { dotted } from '../../shared/phrases'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Card } from '../../shared/ui/card'
import { CloudImage } from '../../shared/ui/cloud-image'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Sheet } from '../../shared/ui/sheet'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { useShopDecision, type Asked } from './use-shop-decision'

type Shown = Output<typeof approval.openShop>

const paperWords: Record<PaperKind, string> = { food: '食品摊贩登记证', health: '健康证明' }
const askWords: Record<Asked, [act: string, label: string]> = {
  ask: ['请对方补资料', '要补什么'],
  suspend: ['暂停资格', '为什么暂停'],
  reinstate: ['恢复资格', '为什么恢复'],
}

/** One vendor's profile and papers, to be decided on. */
export default function Shop() {
  const shop = useRouter().params['shop'] ?? ''
  const from = useServer(approval.openShop, { shop })
  const deciding = useShopDecision(shop, from.value?.rev ?? 0, from.reload)
  if (!from.value) return <Waiting from={from} heights={[96, 72, 72]} />
  const it = from.value
  const { asked, open, words, busy, refusal } = deciding
  const [act, label] = askWords[asked]
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        it.can.includes('approve') ? (
          <Button
            look="filled"
            label={busy ? '正在办…' : '通过'}
            disabled={busy || it.whyNotApprove !== undefined}
            onTap={deciding.approve}
          />
        ) : undefined
      }
      over={
        <Sheet open={open} label={act} onClose={deciding.close}>
          <View className="desk-title">{it.name}</View>
          <Field label={label} value={words} onInput={deciding.write} hint="对方会读到这段话" max={100} long />
          {refusal !== undefined && <Notice say={refusal} />}
          <View className="desk-do">
            <Button look="filled" label={busy ? '正在办…' : act} disabled={busy} onTap={deciding.send} />
          </View>
          <Button look="quiet" label="先不动" onTap={deciding.close} />
        </Sheet>
      }
    >
      <Title words={it.name === '' ? '还没起摊名' : it.name} />
      {it.whyNotApprove && <Notice say={it.whyNotApprove.say} />}
      {!open && refusal !== undefined && <Notice say={refusal} />}
      <Facts shown={it} />
      <View className="desk-apart">
        {(['ask', 'suspend', 'reinstate'] as const).map(
          (each) =>
            it.can.includes(each) && (
              <Button
                key={each}
                look="quiet"
                label={askWords[each][0]}
                disabled={busy}
                onTap={() => deciding.begin(each)}
              />
            ),
        )}
      </View>
    </Page>
  )
}

function Facts({ shown: { sells, papers, stood, steps } }: { shown: Shown }) {
  return (
    <>
      <Card>
        <List label="资料">
          <Row title="卖什么" side={sells} />
          <Row title="近 60 天出摊" side={`${String(stood)} 晚`} />
        </List>
      </Card>
      {papers.map(({ paper, number, until, file, photo, accepted }) => (
        <Card key={`${paper} ${String(accepted)}`}>
          <Row
            title={paperWords[paper]}
            note={dotted([number, `${dateInFull(until)} 到期`])}
            side={accepted ? '已通过' : '新'}
          />
          {photo === 'fine' && <CloudImage name="desk-paper" src={file} label={paperWords[paper]} />}
        </Card>
      ))}
      <Title of="part" words="经过" />
      <List label="经过">
        {steps.map(({ words, at, say }) => (
          <Row key={at + words} title={words} note={say} side={dayAndTime(at)} />
        ))}
      </List>
    </>
  )
}
