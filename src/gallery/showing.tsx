import { View } from '@tarojs/components'
import { Avatar } from '../shared/ui/avatar'
import { Card } from '../shared/ui/card'
import { ChangingCode } from '../shared/ui/changing-code'
import { Tag } from '../shared/ui/chip'
import { Figures } from '../shared/ui/figures'
import { Icon, iconNames } from '../shared/ui/icon'
import { Progress } from '../shared/ui/progress'
import { Qr } from '../shared/ui/qr'
import { List, Row } from '../shared/ui/row'
import { Timeline } from '../shared/ui/timeline'
import { Title } from '../shared/ui/title'
import { aPicture } from './picture'
import './gallery.scss'

const nothing = () => undefined
const longName = '月亮岛街道桃花井社区党群服务中心一楼便民大厅（临时）'

/** What shows things: cards, rows, figures, people, what happened. */
export const Showing = () => (
  <>
    <Title of="part" words="数字条" />
    <Figures
      items={[
        { value: '62', label: '今晚出摊', tone: 'lantern', onTap: nothing },
        { value: '32,280', label: '承诺', tone: 'amber', onTap: nothing },
        { value: '96%', label: '办成', tone: 'leaf' },
        { value: '0', label: '在等', tone: 'indigo' },
      ]}
    />
    <Title of="part" words="卡片" />
    <Card>手头的事</Card>
    <Card look="market" onTap={nothing}>
      夜市的事，可以点
    </Card>
    <Card look="plain">过去的事</Card>
    <Title of="part" words="列表" />
    <List label="列表">
      <Row title="只有一句" />
      <Row title="周五夜市" note="正在订摊" tone="good" side="还剩 12 个" onTap={nothing} />
      <Row title="清理下水管" note="后天到期" tone="due" icon="time" onTap={nothing} />
      <Row title={longName} note={`${longName}，${longName}`} side="很长的另一头" icon="place" onTap={nothing} />
      <Row title="消息" icon="bell" dot onTap={nothing} />
      <Row title="13800138000" note="打电话" end="phone" onTap={nothing} />
      <Row title="摊位" side="✓ 提醒" on onTap={nothing} />
      <Row title="照片审核" note="不提醒，只放在收件箱里" side="静音" on={false} onTap={nothing} />
    </List>
    <Title of="part" words="人" />
    <View className="gallery-line">
      {['阿黎', '石**', 'Lin', '邻'].map((name) => (
        <Avatar key={name} name={name} />
      ))}
      <Avatar name="阿黎" size="large" />
      <Avatar name="有图" src={aPicture} size="large" />
    </View>
    <Title of="part" words="说状态的词" />
    <View className="gallery-line">
      <Tag words="已经收摊" />
      <Tag words="✓ 办成" tone="good" />
      <Tag words="快到期" tone="due" />
      <Tag words="！退回" tone="bad" />
      <Tag words="公开" tone="tell" />
    </View>
    <Title of="part" words="经过" />
    <Timeline
      label="这件事的经过"
      entries={[
        { id: '1', say: '楼下的灯坏了三天了', actor: '石**', at: '2026-11-23T11:20:00.000Z', state: 'done' },
        { id: '2', say: '说得太少，请补一张照片', actor: '网格员', at: '2026-11-23T12:00:00.000Z', state: 'no' },
        { id: '3', say: '正在修', actor: longName, at: '2026-11-24T01:00:00.000Z', state: 'now' },
        { id: '4', say: '等您说修好没有', state: 'next' },
      ]}
    />
    <Title of="part" words="进度" />
    <Progress label="没开始" percent={0} />
    <Progress label="志愿时长" percent={62} side="62 / 100 小时" />
    <Progress label="全办完" percent={100} />
    <Title of="part" words="二维码" />
    <Qr text="YHLL-4Q7K-2026" label="签到码" />
    <ChangingCode text="YHLL-4Q7K-2027" label="入场码" hint="给工作人员扫" />
    <Title of="part" words="图标" />
    <View className="gallery-line">
      {iconNames.map((name) => (
        <View key={name} className="gallery-icon">
          <Icon name={name} />
          <View className="gallery-name">{name}</View>
        </View>
      ))}
    </View>
  </>
)
