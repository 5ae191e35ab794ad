import { View } from '@tarojs/components'
import { tapRole, role } from '../shared/aria'
import { comforts, useComfort, type Comfort } from '../shared/comfort'
import { Card } from '../shared/ui/card'
import { Icon } from '../shared/ui/icon'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Title } from '../shared/ui/title'
import './comfort.scss'

const words: Record<Comfort, string> = { normal: '正常', large: '大', larger: '特大' }

/** 关怀模式: how large everything is, seen at once on the page itself. */
export default function ComfortPage() {
  const { comfort, setComfort } = useComfort()
  return (
    <Page>
      <Title words="字多大看着舒服？" />
      <View className={`sizes sizes-${comfort}`} {...role('radiogroup')} aria-label="字的大小">
        {comforts.map((each) => (
          <View
            key={each}
            className={`size size-${each} comfort-${each}`}
            hoverClass="pressed"
            {...tapRole('radio', each === comfort)}
            aria-label={words[each]}
            onClick={() => setComfort(each)}
          >
            <View className="size-words">{words[each]}</View>
            <Icon name="tick" />
          </View>
        ))}
      </View>
      <Title of="part" words="看起来是这样" />
      <Card look="market">
        <View className="sample-title">今晚 桃花井夜市</View>
        <View className="in-phrases">五点半开张，来吃碗刮凉粉</View>
        <View className="sample-note">月亮岛街道 桃花井社区</View>
      </Card>
      <Notice look="tell" say="字大了，页面也简单些，少用的进“更多”。" />
      <View className="sample-theme in-phrases">深浅跟着手机走：手机调成深色，这里也会变。</View>
    </Page>
  )
}
