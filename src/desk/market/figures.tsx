import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { figures as contract } from '../../../cloudfunctions/market/figures/contract'
import { dayAndTime, longDate } from '../../../cloudfunctions/shared/shanghai'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import '../desk.scss'
import { ExcelFoot } from './excel-foot'
import { FigureList } from './figure-list'

/** 一晚小结 What a night comes to, so far or in the end. */
export default function NightFigures() {
  const night = useRouter().params['night'] ?? ''
  const from = useServer(contract.nightFigures, { night })
  if (!from.value) return <Waiting from={from} heights={[48, 280, 240, 320]} />
  const { date, market, asOf, cancelled, values } = from.value
  return (
    <Page seenAt={from.seenAt} foot={<ExcelFoot of={{ night }} />}>
      <Title words={longDate(date)} />
      <View className="desk-say">
        <View>{market}</View>
        <View>{`截至 ${dayAndTime(asOf)}`}</View>
      </View>
      {cancelled !== undefined && <Notice look="tell" say={`这一晚取消了：${cancelled}。没有人算缺席，也不收摊位费`} />}
      <FigureList values={values} onOpen={(figure) => go.deskFigure(figure, `night=${night}`)} />
    </Page>
  )
}
