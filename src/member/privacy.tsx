import { View } from '@tarojs/components'
import { kept } from '../../cloudfunctions/member/privacy/rules'
import { phrased } from '../shared/phrases'
import { Button } from '../shared/ui/button'
import { Card } from '../shared/ui/card'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Progress } from '../shared/ui/progress'
import { Title } from '../shared/ui/title'
import { LeaveSheet } from './leave-sheet'
import { useExport } from './use-export'
import { useLeaving } from './use-leaving'
import './privacy.scss'

/** Signs of the largest second words that stand on a line of a card on the smallest phone. */
const lineful = 10

export default function Privacy() {
  const leaving = useLeaving()
  return (
    <Page foot={<Export />} over={<LeaveSheet {...leaving} />}>
      <Title words="我们留着什么，为什么" />
      {kept.map(({ what, why, after }) => (
        <Card key={what} look="plain" name="kept">
          <View className="kept-what">{what}</View>
          <View className={`kept-why${phrased(why, lineful)}`}>{why}</View>
          <View className={`kept-after${phrased(after, lineful)}`}>{`注销以后：${after}`}</View>
        </Card>
      ))}
      <Title of="part" words="不想用了" />
      <View className="privacy-say">注销会删掉您在这里的一切，手机上存的也一起清掉。字的大小留着。</View>
      <Button look="quiet" label="注销" onTap={leaving.ask} />
    </Page>
  )
}

const labels = { idle: '带走我的数据', fetching: '正在取来…', ready: '收下文件' }

/** Everything that is kept about the reader, as one file, from the button at the thumb. */
function Export() {
  const { is, parts, refusal, fetchAll, give } = useExport()
  const titles = Array.from(new Set(parts.map(({ title }) => title)))
  return (
    <>
      <View className="export-said">
        {is === 'fetching' && (
          <Progress label={`正在取${titles[titles.length - 1] ?? ''}`} percent={partsPercent(titles.length)} side="" />
        )}
        {refusal !== undefined && <Notice say={refusal} />}
        {is === 'ready' && refusal === undefined && (
          <Notice look="done" say={`${String(titles.length)} 样都在里面了，收好，谁拿到都能看`} />
        )}
      </View>
      <Button
        look="filled"
        label={is === 'idle' && parts.length > 0 ? '接着取' : labels[is]}
        disabled={is === 'fetching'}
        onTap={() => void (is === 'ready' ? give() : fetchAll())}
      />
    </>
  )
}

/** How full the bar is: how many parts there will be is not known beforehand, so that it only comes near its end. */
const partsPercent = (parts: number): number => Math.round(100 * (1 - 1 / (1 + parts / 2)))
