import { favourite } from '../../cloudfunctions/market/favourite/contract'
import { dotted } from '../shared/phrases'
import { go } from '../shared/routes'
import { useList } from '../shared/use-list'
import { Empty } from '../shared/ui/empty'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Waiting } from '../shared/ui/waiting'

/** 收藏 The vendors whom the reader follows, and where they stand tonight. */
export default function Favourites() {
  const list = useList(favourite.listFavourites)
  if (!list.value) return <Waiting from={list} heights={[56, 56, 56]} />
  return (
    <Page seenAt={list.seenAt}>
      {list.items.length === 0 ? (
        <Empty
          title="还没有收藏摊主"
          say="在摊位图上点一个摊，进去收藏，出摊那天告诉您"
          action={{ label: '去看今晚', onTap: go.home }}
        />
      ) : (
        <List label="收藏的摊主">
          {list.items.map(({ shop, name, sells, as, tonight }) => (
            <Row
              key={shop}
              title={name}
              note={as === 'muted' ? dotted([sells, '不提醒']) : sells}
              side={tonight ? `今晚 ${tonight.stall}` : undefined}
              onTap={() => go.shop(shop)}
            />
          ))}
        </List>
      )}
      {list.noMore && <Notice say={list.noMore.say} />}
    </Page>
  )
}
