import { View } from '@tarojs/components'
import { useState } from 'react'
import { notice, type Notice as Letter } from '../../cloudfunctions/member/notice/contract'
import { isMessageKind, labelOf } from '../../cloudfunctions/shared/notices'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { role } from '../shared/aria'
import { useComfort } from '../shared/comfort'
import { dotted, phrased } from '../shared/phrases'
import { useList } from '../shared/use-list'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Empty } from '../shared/ui/empty'
import { Pieces } from '../shared/ui/grouped'
import { Icon } from '../shared/ui/icon'
import { ListEnd } from '../shared/ui/list-end'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { leftWords, RemindersSheet } from './reminders-sheet'
import { useReading } from './use-reading'
import { useReminders } from './use-reminders'
import './inbox.scss'

export default function Inbox() {
  const list = useList(notice.listNotices)
  const { isUnread, isNew, open, readAll, refusal } = useReading(list.value?.items ?? [], list.reload)
  const reminders = useReminders()
  const { simple } = useComfort()
  const [settling, setSettling] = useState(false)
  if (!list.value) return <Waiting from={list} heights={[96, 96, 96]} />
  const groups = [
    { words: '没看过的', letters: list.items.filter(isNew) },
    { words: '看过的', letters: list.items.filter((each) => !isNew(each)) },
  ].filter(({ letters }) => letters.length > 0)
  const some = list.items.some(isUnread)
  const close = () => setSettling(false)
  return (
    <Page seenAt={list.seenAt} over={<RemindersSheet {...reminders} open={settling} onClose={close} />}>
      <View className="inbox-do">
        <Button look="quiet" label="提醒设置" onTap={() => setSettling(true)} />
        {some && <Button look="quiet" label="全部已读" onTap={() => void readAll()} />}
      </View>
      {/* A part of its own: what comes into it later sends nothing of the letters below. */}
      <View>
        {refusal !== undefined && <Notice say={refusal} />}
        {!simple && reminders.settings && list.items.some(({ kind }) => isMessageKind(kind)) && (
          <Notice
            look="tell"
            say={reminders.said ?? leftWords(reminders.settings)}
            action={{ label: '加一次', onTap: () => void reminders.agree() }}
          />
        )}
      </View>
      <View>
        {groups.map(({ words, letters }) => (
          <View key={words}>
            <Title of="part" words={words} />
            <Pieces
              items={letters}
              part={(each) => <OneLetter letter={each} unread={isUnread(each)} onOpen={() => void open(each)} />}
            />
          </View>
        ))}
      </View>
      {list.items.length === 0 && <Empty title="还没有通知" say="办的事有了结果，都会送到这里" />}
      <ListEnd {...list} />
    </Page>
  )
}

/** Signs of the largest title and words that stand on a line of the smallest phone. */
const lineful = { title: 7, words: 10 }

interface Props {
  letter: Letter
  unread: boolean
  onOpen: () => void
}

function OneLetter({ letter: { kind, title, words, at, opens }, unread, onOpen }: Props) {
  const when = dotted([labelOf(kind), dayAndTime(at)])
  return (
    <Card name="letter" look={unread ? 'raised' : 'plain'} onTap={onOpen}>
      <View className="letter-head">
        <View>{unread && <View className="letter-dot" {...role('img')} aria-label="没看过" />}</View>
        <View className={`letter-title${phrased(title, lineful.title)}`}>{title}</View>
        {opens !== undefined && <Icon name="go" />}
      </View>
      <View className={`letter-words${phrased(words, lineful.words)}`}>{words}</View>
      <View className="letter-when">{when}</View>
    </Card>
  )
}
