import type { WishInside } from '../../cloudfunctions/volunteer/wish/contract'
import { wishGradeWords } from '../../cloudfunctions/volunteer/wish/contract'
import { dayAndTime } from '../../cloudfunctions/shared/shanghai'
import { dial } from './dial'
import { dotted } from './phrases'
import { wishAbout, wishStateWords, wishStepWords } from './wish-words'
import { CloudImage } from './ui/cloud-image'
import { Notice } from './ui/notice'
import { List, Row } from './ui/row'
import { Timeline } from './ui/timeline'
import { Title } from './ui/title'

type Entries = Parameters<typeof Timeline>[0]['entries']

/** 点单 → 派单 → 接单 → 评单, as far as it came. */
function entriesOf({ timeline, state }: WishInside): Entries {
  const next = timeline.findIndex(({ at }) => at === undefined)
  const ended = state === 'declined' || state === 'withdrawn'
  const come = timeline.map(({ step, at }, index): Entries[number] => ({
    ...{ id: step, say: wishStepWords[step] },
    ...(at === undefined ? {} : { at }),
    state: at !== undefined ? 'done' : index === next ? 'now' : 'next',
  }))
  if (!ended) return come
  return [...come.filter(({ state }) => state === 'done'), { id: 'ended', say: wishStateWords[state], state: 'no' }]
}

/** A tap calls. */
const CallRow = ({ phone }: { phone: string }) => (
  <Row icon="phone" title={phone} note="点一下打电话" end="phone" onTap={() => dial(phone)} />
)

/** A wish as those read it whom it concerns: what, where and who, how far it came, what was done, the thanks. */
export function WishInsideParts({ inside }: { inside: WishInside }) {
  const { contact, claimer, until, done, thanks, say, state } = inside
  return (
    <>
      {say !== undefined && <Notice look="tell" say={say} />}
      <List label="这件事">
        <Row icon="calendar" title={inside.suits} note={wishAbout(inside)} />
        {contact && (
          <Row
            icon="place"
            title={contact.address}
            note={dotted([
              contact.whom === undefined ? '在这里' : `替${contact.whom}`,
              contact.phone === undefined && '没留电话',
            ])}
          />
        )}
        {contact?.phone !== undefined && <CallRow phone={contact.phone} />}
        <Row icon="person" title={inside.asker} note="谁发的" />
        {claimer !== undefined && (
          <Row
            icon="heart"
            title={claimer}
            note={state === 'claimed' && until !== undefined ? `接了，${dayAndTime(until)} 前办好` : '谁接的'}
          />
        )}
      </List>
      <Title of="part" words="走到哪一步" />
      <Timeline label="走到哪一步" entries={entriesOf(inside)} />
      {done && (
        <>
          <Title of="part" words="做了什么" />
          <List label="做了什么">
            <Row title={done.words} note={`${String(done.minutes)} 分钟，${dayAndTime(done.at)}`} />
          </List>
          {done.photos.map((photo) => (
            <CloudImage key={photo} src={photo} label="办好时拍的照片" name="wide-picture" />
          ))}
          {done.checking > 0 && <Notice look="wait" say={`还有 ${String(done.checking)} 张照片在审核`} />}
        </>
      )}
      {thanks && (
        <List label="评单">
          <Row icon="heart" title={thanks.words} note={wishGradeWords[thanks.grade]} tone="good" />
        </List>
      )}
    </>
  )
}
