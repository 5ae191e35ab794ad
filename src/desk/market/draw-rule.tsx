import { Picker, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useCallback, useState } from 'react'
import { bonusMost, drawRule as contract, type Rule } from '../../../cloudfunctions/market/draw-rule/contract'
import { whyNotDrawRule } from '../../../cloudfunctions/market/draw-rule/rules'
import { planDays } from '../../../cloudfunctions/market/schedule/contract'
import { longDate } from '../../../cloudfunctions/shared/shanghai'
import { call } from '../../shared/cloud'
import { useAct } from '../../shared/use-act'
import { useServer } from '../../shared/use-server'
import { Button } from '../../shared/ui/button'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { List, Row } from '../../shared/ui/row'
import { Stepper } from '../../shared/ui/stepper'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { dayBeforeWords, minuteWords } from './words'
import { wrongWith } from '../../shared/wrong-with'

/** What a first rule begins with: by the lottery's number of the evening before. */
const usual: Rule = {
  opensDaysBefore: 6,
  opensAt: 600,
  closesDaysBefore: 1,
  closesAt: 1200,
  numberDaysBefore: 1,
  numberAt: 1275,
  revealDaysBefore: 0,
  revealAt: 720,
  source: '福彩3D 开奖号码',
  bonusMax: bonusMost,
}

const stepMinutes = 15
const times = Array.from({ length: (24 * 60) / stepMinutes }, (_, index) => minuteWords(index * stepMinutes))
const days = Array.from({ length: planDays }, (_, index) => dayBeforeWords(index))

type DayField = 'opensDaysBefore' | 'closesDaysBefore' | 'numberDaysBefore' | 'revealDaysBefore'
type TimeField = 'opensAt' | 'closesAt' | 'numberAt' | 'revealAt'
const moments: [label: string, note: string, day: DayField, time: TimeField][] = [
  ['开始报名', '摊主从这时起填想要的摊位', 'opensDaysBefore', 'opensAt'],
  ['截止报名', '名单定下来，谁都改不了', 'closesDaysBefore', 'closesAt'],
  ['公布数字', '公共数字这时才有', 'numberDaysBefore', 'numberAt'],
  ['最晚开签', '监督员过了没录，这一轮作废', 'revealDaysBefore', 'revealAt'],
]

/** Points of chance by one stepper's step. */
const bonusStep = 10

/** 摇号规则 When a market draws for its stalls, and by which public number; or that it does not. */
export default function DrawRule() {
  const market = useRouter().params['market'] ?? ''
  const from = useServer(contract.readDrawRule, { market })
  const [edited, setEdited] = useState<Rule>()
  const [saved, setSaved] = useState<string>()
  const { busy, refusal, act, forget } = useAct(from.reload)
  const kept = from.value?.rule
  const setSource = useCallback((source: string) => setEdited((now) => ({ ...(now ?? kept ?? usual), source })), [kept])
  if (!from.value) return <Waiting from={from} heights={[32, 240, 96]} />
  const { version, appliesFrom, stalls, startsAt } = from.value
  const rule = edited ?? kept ?? usual
  const wrong = wrongWith(contract.saveDrawRule.input.entries.source, rule.source)
  const why = whyNotDrawRule(rule, startsAt)
  const say = refusal ?? (why ? contract.saveDrawRule.refusals[why] : undefined)
  const put = (next: Partial<Rule>) => {
    forget()
    setSaved(undefined)
    setEdited({ ...rule, ...next })
  }
  const finish = (words: string) => (done: boolean) => {
    if (!done) return
    setSaved(words)
    setEdited(undefined)
  }
  const ask = { market, from: version }
  const counts = longDate(appliesFrom)
  const save = () =>
    void act(() => call(contract.saveDrawRule, { ...ask, ...rule })).then(finish(`存好了，从 ${counts} 起算`))
  const stop = () => void act(() => call(contract.stopDraws, ask)).then(finish(`从 ${counts} 起不再摇号`))
  const foot = (
    <>
      {say !== undefined && <Notice say={say} />}
      {saved !== undefined && <Notice look="done" say={saved} />}
      <Button
        look="filled"
        label={busy ? '正在存…' : `存下，从 ${counts} 起算`}
        disabled={busy || why !== null || wrong !== undefined || (edited === undefined && kept !== undefined)}
        onTap={save}
      />
    </>
  )
  return (
    <Page seenAt={from.seenAt} foot={foot}>
      <Title words="摇号规则" />
      <View className="desk-say">{sayOf(kept !== undefined, stalls)}</View>
      <List label="什么时候">
        {moments.map(([label, note, day, time]) => (
          <Picker
            key={time}
            mode="multiSelector"
            range={[days, times]}
            value={[rule[day], Math.round(rule[time] / stepMinutes)]}
            onChange={({ detail }) => {
              const [before = rule[day], at = 0] = detail.value
              put({ [day]: before, [time]: at * stepMinutes })
            }}
          >
            <Row title={label} note={note} side={`${dayBeforeWords(rule[day])} ${minuteWords(rule[time])}`} />
          </Picker>
        ))}
      </List>
      <View className="desk-apart">
        <Field
          label="用哪个公共数字"
          value={rule.source}
          onInput={setSource}
          hint="人人查得到、谁也定不了的，像福彩3D"
          error={wrong}
          max={30}
        />
      </View>
      <Stepper
        label="服务时长最多多几分机会（人人有 100 分）"
        value={rule.bonusMax}
        min={0}
        max={bonusMost}
        unit="分"
        by={bonusStep}
        onChange={(bonusMax) => put({ bonusMax })}
      />
      <View>{kept !== undefined && <Button look="quiet" label="以后不再摇号" disabled={busy} onTap={stop} />}</View>
    </Page>
  )
}

const sayOf = (draws: boolean, stalls: number): string =>
  [
    draws ? '' : '这个夜市还不摇号，存下就开始。',
    stalls === 0 ? '现在的布局里没有要摇号的摊位，先在布局里定。' : `现在的布局里有 ${String(stalls)} 个摊位要摇号。`,
    '已经排好的晚上不变。',
  ].join('')
