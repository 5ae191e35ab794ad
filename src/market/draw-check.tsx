import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Finding, Published } from '../../cloudfunctions/market/draw/check.rules'
import { draw as contract } from '../../cloudfunctions/market/draw/contract'
import { dayAndTime, longDate } from '../../cloudfunctions/shared/shanghai'
import { useShare } from '../shared/share'
import { dotted } from '../shared/phrases'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Progress } from '../shared/ui/progress'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { ends, named, roundWords, stepWords, type Proof } from './draw-words'
import { useCheck } from './use-check'
import './draw.scss'

/** 我来验 Draws a round again on the reader's own phone, from what is public alone. */
export default function DrawCheckPage() {
  const round = useRouter().params['round'] ?? ''
  const from = useServer(contract.proveDraw, { round })
  const { checked, begin } = useCheck()
  const proof = from.value
  useShare({ title: '夜市摇号，您也来验一验', path: `/market/draw-check?round=${round}` })
  if (!proof) return <Waiting from={from} heights={[64, 200, 160]} />
  const published = publishedOf(proof)
  const label = !checked ? '开始验' : checked.over ? '再验一遍' : '正在重摇…'
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        published && (
          <Button look="filled" label={label} disabled={checked?.over === false} onTap={() => begin(published)} />
        )
      }
    >
      <Title words={`${longDate(proof.round.date)} ${proof.round.name}`} />
      <View className="draw-now in-phrases">
        {dotted([`第 ${String(proof.round.number)} 轮`, roundWords(proof.round)])}
      </View>
      <View className={checked ? 'check' : 'check check-none'}>
        <Progress label="在您的手机上重摇" percent={checked?.percent ?? 0} />
        <List label="一步一步">
          {checked?.steps.map(({ step, fits }) => (
            <Row key={step} icon={fits ? 'tick' : 'warn'} title={stepWords(step, fits)} tone={fits ? 'good' : 'due'} />
          ))}
        </List>
        <View>{checked?.over === true && <Verdict proof={proof} misfit={checked.misfit} />}</View>
      </View>
      <Facts proof={proof} />
      {proof.drawn && <Winners proof={proof} drawn={proof.drawn} />}
    </Page>
  )
}

function publishedOf({ round, list, drawn }: Proof): Published | undefined {
  if (list === undefined || !drawn) return undefined
  const { secret, number, outcome } = drawn
  const { id, commitment, source, hash = '' } = round
  return { round: id, commitment, source, list, hash, secret, number, outcome }
}

function Verdict({ proof, misfit }: { proof: Proof; misfit: Finding | undefined }) {
  if (!misfit) return <Notice look="done" say="一致。您手机上摇出来的，和公布的一模一样" />
  const { published = '', expected = '' } = misfit
  return (
    <Notice
      say={`不一致：${stepWords(misfit.step, false)}。公布的是「${named(published, proof.names) || '没有'}」，重摇是「${named(expected, proof.names) || '没有'}」`}
    />
  )
}

/** What was public when, in the order that keeps everybody from turning the draw. */
function Facts({ proof: { round, drawn } }: { proof: Proof }) {
  return (
    <>
      <Title of="part" words="公布了什么" />
      <List label="公布了什么">
        <Row title="报名前：密码的承诺" note={ends(round.commitment)} />
        <Row
          title={`截止时：${String(round.entrants)} 位的名单`}
          note={round.hash === undefined ? `${dayAndTime(round.closesAt)} 定下来` : `指纹 ${ends(round.hash)}`}
        />
        <Row title={`截止后：${round.source}`} note={drawn ? `${drawn.number}，出处：${drawn.origin}` : '还没录入'} />
        {drawn && <Row title="开签时：密码" note={ends(drawn.secret)} />}
      </List>
    </>
  )
}

function Winners({ proof, drawn }: { proof: Proof; drawn: NonNullable<Proof['drawn']> }) {
  const { winners, rest } = drawn.outcome
  return (
    <>
      <Title of="part" words={`中签 ${String(winners.length)} 位`} />
      <List label="中签的">
        {winners.map(({ shop, stall }) => (
          <Row key={shop} title={named(shop, proof.names)} side={stall} />
        ))}
      </List>
      {rest.length > 0 && <Title of="part" words={`没中签 ${String(rest.length)} 位，按先后`} />}
      <List label="没中签的">
        {rest.map((shop, index) => (
          <Row key={shop} title={named(shop, proof.names)} side={`第 ${String(index + 1)} 位`} />
        ))}
      </List>
    </>
  )
}
