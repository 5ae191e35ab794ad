import { useRouter } from '@tarojs/taro'
import { wish as contract } from '../../cloudfunctions/volunteer/wish/contract'
import { useShare } from '../shared/share'
import { useServer } from '../shared/use-server'
import { WishInsideParts } from '../shared/wish-inside'
import { wishAbout, wishStateWords } from '../shared/wish-words'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { ClaimFoot } from './wish-foot'
import { WishDoing } from './wish-doing'

/** One wish: what everybody reads, more for who asked and who has it, and what the reader can do about it. */
export default function WishPage() {
  const id = useRouter().params['wish'] ?? ''
  const from = useServer(contract.oneWish, { wish: id })
  const seen = from.value
  useShare({
    title: seen ? `邻居的心愿：${seen.wish.words}` : '邻居的小心愿，看看能不能帮上',
    path: `/volunteer/wish?wish=${id}`,
  })
  if (!seen) return <Waiting from={from} heights={[64, 120, 160]} />
  const { wish, inside, whyNot, folder } = seen
  return (
    <Page
      seenAt={from.seenAt}
      foot={inside ? undefined : <ClaimFoot wish={wish} whyNot={whyNot} refresh={from.reload} />}
    >
      <Title words={wish.words} />
      {inside ? (
        <>
          <WishInsideParts inside={inside} />
          <WishDoing key={inside.state} inside={inside} folder={folder} refresh={from.reload} />
        </>
      ) : (
        <List label="这件事">
          <Row icon="calendar" title={wish.suits} note={wishAbout(wish)} />
          <Row
            icon="time"
            title={wishStateWords[wish.state]}
            note={wish.state === 'shown' ? '接了才看得到门牌和电话' : undefined}
          />
        </List>
      )}
    </Page>
  )
}
