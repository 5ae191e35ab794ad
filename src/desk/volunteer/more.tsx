import { useRouter } from '@tarojs/taro'
import { activity as contract, type ActivityView } from '../../../cloudfunctions/volunteer/activity/contract'
import { call } from '../../shared/cloud'
import { go } from '../../shared/routes'
import { useServer } from '../../shared/use-server'
import { useAct } from '../../shared/use-act'
import { Button } from '../../shared/ui/button'
import { Notice } from '../../shared/ui/notice'
import { Page } from '../../shared/ui/page'
import { Title } from '../../shared/ui/title'
import { Waiting } from '../../shared/ui/waiting'
import { SeriesForm, useSeries } from './series-form'

/** 再排几班 More shifts of an activity. */
export default function MoreShifts() {
  const id = useRouter().params['activity'] ?? ''
  const from = useServer(contract.openActivity, { activity: id })
  if (!from.value) return <Waiting from={from} heights={[64, 96, 56]} />
  return <More one={from.value} seenAt={from.seenAt} refresh={from.reload} />
}

interface Props {
  one: ActivityView
  seenAt: string | undefined
  refresh: () => Promise<void>
}

function More({ one: { id, title, times, state }, seenAt, refresh }: Props) {
  const at = useSeries(times)
  const { busy, refusal, act } = useAct(refresh)
  const whyNot = at.whyNot()
  const add = async () => {
    if (await act(() => call(contract.addShifts, { activity: id, ...at.series }))) go.back()
  }
  return (
    <Page
      seenAt={seenAt}
      foot={
        <>
          {refusal !== undefined && <Notice say={refusal} />}
          {whyNot !== undefined && <Notice look="tell" say={whyNot} />}
          <Button
            look="filled"
            label={state === 'draft' ? '排上' : '排上，大家就能报名'}
            disabled={busy || whyNot !== undefined}
            onTap={() => void add()}
          />
        </>
      }
    >
      <Title words={title} />
      <SeriesForm today={at.today} times={at.times} setTimes={at.setTimes} />
    </Page>
  )
}
