import { View } from '@tarojs/components'
import { useCallback } from 'react'
import { vendor, type MyShop, type ShopState } from '../../cloudfunctions/market/vendor/contract'
import { needsPapers } from '../../cloudfunctions/market/vendor/rules'
import { stallKinds } from '../../cloudfunctions/market/night/contract'
import type { Output } from '../../cloudfunctions/shared/contract'
import { go } from '../shared/routes'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Chips } from '../shared/ui/chip'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { PaperForm } from './paper-form'
import { useMyShop } from './use-my-shop'
import { kindWords } from './words'

const stateSays: Record<ShopState, string> = {
  draft: '填好三样，点提交',
  submitted: '交上去了，运营方看过就告诉您',
  'needs-info': '还差一点，改好再提交',
  approved: '通过了，去摊位图上选一个空的',
  suspended: '资格暂停了',
}

const kindOptions = stallKinds.map((value) => ({ value, label: kindWords[value] }))

/** 我的摊位 What a vendor says of themselves: three fields, and papers where they sell food. */
export default function MyShopPage() {
  const from = useServer(vendor.myShop, {})
  if (!from.value) return <Waiting from={from} heights={[72, 72, 72, 96]} />
  return <Form shown={from.value} seenAt={from.seenAt} refresh={from.reload} />
}

interface Props {
  shown: Output<typeof vendor.myShop>
  seenAt: string | undefined
  refresh: () => Promise<void>
}

function Form({ shown: { mine, markets, folder, today }, seenAt, refresh }: Props) {
  const market = mine?.market.id ?? markets[0]?.id
  const form = useMyShop(market, mine, refresh)
  const { write } = form
  const setName = useCallback((words: string) => write('name', words), [write])
  const setSells = useCallback((words: string) => write('sells', words), [write])
  const busy = form.outcome === 'busy'
  const act = mine?.state === 'approved' ? '保存' : '提交'
  return (
    <Page
      seenAt={seenAt}
      foot={
        <Button
          look="filled"
          label={busy ? '正在提交…' : act}
          disabled={busy || mine?.state === 'suspended'}
          onTap={form.send}
        />
      }
    >
      {mine && <Standing mine={mine} />}
      <Field label="摊名" value={form.name} placeholder="招牌上写什么" max={28} onInput={setName} />
      <Field label="卖什么" value={form.sells} placeholder="臭豆腐、糖油粑粑" max={48} onInput={setSells} />
      <Title of="part" words="哪一类摊位" />
      <Chips label="哪一类摊位" options={kindOptions} chosen={form.kinds} onTap={form.toggle} />
      {form.refusal !== undefined && <Notice say={form.refusal} />}
      {market !== undefined && needsPapers(form.kinds) && (
        <View>
          <PaperForm market={market} folder={folder} today={today} papers={mine?.papers ?? []} refresh={refresh} />
        </View>
      )}
    </Page>
  )
}

const Standing = ({ mine: { state, say } }: { mine: MyShop }) => (
  <Notice
    look={state === 'approved' ? 'done' : 'tell'}
    say={say === undefined ? stateSays[state] : `${stateSays[state]}：${say}`}
    {...(state === 'approved' ? { action: { label: '去选摊位', onTap: go.home } } : {})}
  />
)
