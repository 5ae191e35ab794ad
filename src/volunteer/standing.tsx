import { useState } from 'react'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { standing as contract } from '../../cloudfunctions/volunteer/standing/contract'
import { call } from '../shared/cloud'
import { whenOf } from '../shared/shift-words'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Pieces } from '../shared/ui/grouped'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { SaySheet, type Saying } from '../shared/ui/say-sheet'
import { Waiting } from '../shared/ui/waiting'

type Standing = Output<typeof contract.myStanding>
type Missed = Standing['items'][number]

const appealing: Saying = {
  title: '申诉',
  label: '那天怎么了',
  hint: '说说原因，不是记录那次的人来看',
  send: '交申诉',
  min: 4,
}

/** 到场记录 The shifts that were missed, what follows from it and until when, and a word on each. */
export default function StandingPage() {
  const from = useServer(contract.myStanding, {})
  const { busy, refusal, act, forget } = useAct(from.reload)
  const [about, setAbout] = useState<Missed>()
  const [open, setOpen] = useState(false)
  if (!from.value) return <Waiting from={from} heights={[56, 120, 120]} />
  const begin = (it: Missed) => {
    forget()
    setAbout(it)
    setOpen(true)
  }
  const say = async (words: string) => {
    if (!about) return false
    const done = await act(() => call(contract.appealMissed, { shift: about.shift, absence: about.absence, words }))
    if (done) setOpen(false)
    return done
  }
  return (
    <Page
      seenAt={from.seenAt}
      over={
        <SaySheet
          saying={appealing}
          open={open}
          busy={busy}
          refusal={refusal}
          onSay={say}
          onClose={() => setOpen(false)}
        />
      }
    >
      <Notice {...standingWords(from.value)} />
      <Pieces items={from.value.items} part={(it) => <OneMissed it={it} onAppeal={() => begin(it)} />} />
    </Page>
  )
}

function standingWords({ count, pausedUntil, rule }: Standing): { look: 'done' | 'tell' | 'warn'; say: string } {
  if (pausedUntil !== undefined) return { look: 'warn', say: `${dayAndTime(pausedUntil)} 前不能报名，到时候自动恢复` }
  if (count === 0) return { look: 'done', say: '没有没到场的记录' }
  const { absences, windowDays, pauseDays } = rule
  return {
    look: 'tell',
    say: `近 ${String(windowDays)} 天有 ${String(count)} 次没到场，满 ${String(absences)} 次暂停报名 ${String(pauseDays)} 天。来不了提前退出，就不算`,
  }
}

const stateWords: Record<Missed['state'], string> = { counts: '算一次', excused: '不算了', cancelled: '那班取消了' }
const appealWords = { open: '申诉在等人看', excused: '申诉通过了', upheld: '申诉没通过' } as const

const OneMissed = ({ it, onAppeal }: { it: Missed; onAppeal: () => void }) => (
  <Card name="record" look={it.state === 'counts' ? 'raised' : 'plain'}>
    <List label={it.title}>
      <Row
        title={it.title}
        note={`${whenOf(it)}\n${it.place}`}
        side={it.appeal ? appealWords[it.appeal.state] : stateWords[it.state]}
      />
      {it.reason !== undefined && <Row title="带队人记的" note={it.reason} />}
      {it.appeal && <Row title="您申诉说" note={it.appeal.words} />}
      {it.appeal?.reason !== undefined && <Row title="答复" note={it.appeal.reason} />}
    </List>
    {it.appealBy !== undefined && <Button look="quiet" label="申诉" onTap={onAppeal} />}
  </Card>
)
