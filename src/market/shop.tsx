import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { favourite, type KeptAs } from '../../cloudfunctions/market/favourite/contract'
import { vendor } from '../../cloudfunctions/market/vendor/contract'
import { recordDays } from '../../cloudfunctions/market/vendor/rules'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dateInFull, longDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useShare } from '../shared/share'
import { useAct } from '../shared/use-act'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { List, Row } from '../shared/ui/row'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'
import { eveningWithDate, hoursOf, kindWords } from './words'
import './shop.scss'

type Shop = Output<typeof vendor.shopPage>

const roundWords = ({ times, fine }: Shop['inspected']): string => {
  if (times === 0) return '还没查到'
  if (fine === 0) return `${String(times)} 次，有要改的`
  return fine === times ? `${String(times)} 次，样样都好` : `${String(times)} 次，${String(fine)} 次样样都好`
}

/** 摊主 What anyone may know of a vendor: what they sell, since when, and where they stand next. */
export default function ShopPage() {
  const shop = useRouter().params['shop'] ?? ''
  const from = useServer(vendor.shopPage, { shop })
  const { refusal, act } = useAct(from.reload)
  const keep = (as: KeptAs) => void act(() => call(favourite.keepShop, { shop, as }))
  const it = from.value
  useShare({ title: it ? `${it.name}：${it.sells}` : '夜市摊主', path: `/market/shop?shop=${shop}` })
  if (!it) return <Waiting from={from} heights={[96, 64, 64]} />
  const kept = it.favourite !== 'none'
  return (
    <Page
      seenAt={from.seenAt}
      foot={
        it.mine ? undefined : (
          <Button
            look={kept ? 'quiet' : 'filled'}
            label={kept ? '不再收藏' : '收藏，出摊时告诉我'}
            onTap={() => keep(kept ? 'none' : 'following')}
          />
        )
      }
    >
      <Title words={it.name} />
      <View>{it.resting && <Notice look="tell" say="这位摊主这阵子不出摊" />}</View>
      <Card>
        <List label="这位摊主">
          <Row title="卖什么" side={it.sells} />
          <Row title="哪一类" side={it.kinds.map((kind) => kindWords[kind]).join('、')} />
          <Row title="哪天开始摆" side={dateInFull(it.since)} />
        </List>
      </Card>
      <Title of="part" words={`近 ${String(recordDays)} 天`} />
      <List label={`近 ${String(recordDays)} 天`}>
        <Row title="出摊" side={`${String(it.stood)} 晚`} />
        <Row
          title="订了没来"
          note="没退也没到；有原因、申诉通过的不算"
          side={it.missed === 0 ? '没有' : `${String(it.missed)} 次`}
        />
        <Row title="巡查" note="卫生、用火、噪音、占道" side={roundWords(it.inspected)} />
      </List>
      <View className={kept ? 'kept' : 'kept kept-none'}>
        <Button
          look="text"
          label={it.favourite === 'muted' ? '出摊时再告诉我' : '留着收藏，不用告诉我'}
          onTap={() => keep(it.favourite === 'muted' ? 'following' : 'muted')}
        />
      </View>
      <View>{refusal !== undefined && <Notice say={refusal} />}</View>
      <Title of="part" words="接下来在哪儿" />
      <List label="接下来在哪儿">
        {it.next.length === 0 && <Row title="还没有订下一晚" note="收藏起来，出摊就告诉您" />}
        {it.next.map((each) => (
          <Row
            key={each.night}
            title={eveningWithDate(each.date, it.today)}
            note={`${each.name} ${hoursOf(each)}`}
            side={each.stall}
            onTap={() => go.nightMap(each.night)}
          />
        ))}
      </List>
      {it.lately.length > 0 && !it.mine && (
        <View>
          <Title of="part" words="有问题要反映" />
          <List label="有问题要反映">
            {it.lately.map(({ night, date, stall }) => (
              <Row
                key={night}
                title={`${longDate(date)} ${stall}`}
                note="油烟、占道、太吵，有人查了答复您"
                onTap={() => go.complain(night, stall)}
              />
            ))}
          </List>
        </View>
      )}
    </Page>
  )
}
