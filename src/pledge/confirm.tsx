import { useRouter } from '@tarojs/taro'
import { evidence } from '../../cloudfunctions/pledge/evidence/contract'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'

/** 确认 The one for whom something was done says yes by one tap; its member hands this page on. */
export default function Confirm() {
  const { pledge = '', code = '' } = useRouter().params
  const from = useServer(evidence.askConfirm, { pledge, code })
  const { busy, refusal, act } = useAct(from.reload)
  useShare({ title: '麻烦您点一下，确认这件事做了', path: `/pledge/confirm?pledge=${pledge}&code=${code}` })
  if (!from.value) return <Waiting from={from} heights={[96, 120]} />
  const { by, words, whom, shown, at, confirmed, own } = from.value
  return (
    <Page seenAt={from.seenAt}>
      <Title words={own ? '请对方来确认' : '这件事做了吗'} />
      <List label="做了什么">
        <Row icon="person" title={by} note={words} />
        <Row icon="tick" title={shown} note={`${whom}，${dayAndTime(at)}`} />
      </List>
      {refusal !== undefined && <Notice say={refusal} />}
      {confirmed ? (
        <Notice look="done" say="确认过了，谢谢" action={{ label: '看这条承诺', onTap: () => go.pledge(pledge) }} />
      ) : own ? (
        <Button look="filled" label="发给对方" weixin={{ openType: 'share' }} />
      ) : (
        <Button
          look="filled"
          label={busy ? '正在确认…' : '做了，我确认'}
          disabled={busy}
          onTap={() => void act(() => call(evidence.confirmDone, { pledge, code }))}
        />
      )}
    </Page>
  )
}
