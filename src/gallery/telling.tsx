import { View } from '@tarojs/components'
import { Refused } from '../shared/cloud'
import { Card } from '../shared/ui/card'
import { Coming } from '../shared/ui/coming'
import { Empty } from '../shared/ui/empty'
import { Gone } from '../shared/ui/gone'
import { Lasting } from '../shared/ui/lasting'
import { ListEnd } from '../shared/ui/list-end'
import { Notice } from '../shared/ui/notice'
import { Skeleton } from '../shared/ui/skeleton'
import { Title } from '../shared/ui/title'
import './gallery.scss'

const nothing = () => undefined
const soon = () => Promise.resolve()
const noAnswer = new Refused('NO_ANSWER', '网络不通，连上以后再试试')

/** What tells how things stand: notices, what is on its way, what is not there. */
export const Telling = () => (
  <>
    <Title of="part" words="提醒" />
    <Notice say="每晚只能订一个摊位，想换就先退掉手上的" />
    <View className="gallery-gap" />
    <Notice look="done" say="订好了，这一晚这里是您的" />
    <View className="gallery-gap" />
    <Notice look="tell" say="名字会显示成 石**，可以在「我的」里改" action={{ label: '去改', onTap: nothing }} />
    <View className="gallery-gap" />
    <Notice look="wait" say="有 2 件等着发出" />
    <View className="gallery-gap" />
    <Notice
      say="A03 签到没送到：网络开小差了，请稍后再试一次"
      action={{ label: '放弃', onTap: nothing }}
      other={{ label: '再试一次', onTap: nothing }}
    />
    <Title of="part" words="正在取来" />
    <Skeleton heights={[72, 44]} />
    <Coming from={{ refused: noAnswer, reload: soon }} heights={[72]} />
    <Lasting waits>
      <Card>刚才看到的，新的正在取来</Card>
    </Lasting>
    <Title of="part" words="一串的末尾" />
    <ListEnd hasMore before={0} noMore={undefined} more={soon} toStart={nothing} />
    <ListEnd hasMore before={60} noMore={noAnswer} more={soon} toStart={nothing} />
    <Title of="part" words="什么都没有" />
    <Empty title="还没有订摊位" say="在摊位图上点一个空的，订好就在这里" action={{ label: '去看看', onTap: nothing }} />
    <Gone />
  </>
)
