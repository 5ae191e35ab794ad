import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useCallback, useState } from 'react'
import {
  report,
  reportKinds,
  reportKindWords,
  reportPhotos,
  type ReportKind,
} from '../../cloudfunctions/market/report/contract'
import { longDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { useDraft } from '../shared/use-draft'
import { usePhotos } from '../shared/use-photos'
import { useServer } from '../shared/use-server'
import { Button } from '../shared/ui/button'
import { Choice } from '../shared/ui/chip'
import { Empty } from '../shared/ui/empty'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Photos } from '../shared/ui/photos'
import { Title } from '../shared/ui/title'
import { Waiting } from '../shared/ui/waiting'

const kinds = reportKinds.map((value) => ({ value, label: reportKindWords[value] }))
const fewest = 4

/** 反映问题 What is wrong at a stall, with photos; whoever runs the market looks and answers. */
export default function Complain() {
  const { night = '', stall = '' } = useRouter().params
  const mine = useServer(report.myReports, {})
  const [sent, setSent] = useState(false)
  if (!mine.value) return <Waiting from={mine} heights={[32, 96, 120]} />
  const title = `${longDate(night.slice(0, 10))} ${stall}`
  if (sent)
    return (
      <Page>
        <Empty
          title="收到了"
          say={`${title} 的问题有人去查，查完答复您，会发通知`}
          action={{ label: '看我反映的问题', onTap: go.myReports }}
        />
      </Page>
    )
  return <Form night={night} stall={stall} title={title} folder={mine.value.folder} onSent={() => setSent(true)} />
}

interface Props {
  night: string
  stall: string
  title: string
  folder: string
  onSent: () => void
}

/** What is written waits on the phone until it is sent. */
function Form({ night, stall, title, folder, onSent }: Props) {
  const { draft, write } = useDraft(`complain ${night} ${stall}`)
  const [short, setShort] = useState(false)
  const [stuck, setStuck] = useState(false)
  const { busy, refusal, act } = useAct()
  const photos = usePhotos(folder)
  const words = draft['words'] ?? ''
  const kind = reportKinds.find((each) => each === draft['kind']) ?? 'smoke'
  const setWords = useCallback((next: string) => write('words', next), [write])
  const setKind = (next: ReportKind) => write('kind', next)
  const send = async () => {
    const enough = words.trim().length >= fewest
    const lost = photos.photos.length > photos.files.length && !photos.busy
    setShort(!enough)
    setStuck(lost)
    if (!enough || lost || photos.busy) return
    const done = await act(() => call(report.complain, { night, stall, kind, words, files: photos.files }))
    if (!done) return
    for (const field of ['words', 'kind']) write(field, undefined)
    onSent()
  }
  return (
    <Page
      foot={
        <>
          {stuck && <Notice say="有照片没传上：点它再传一次，或者删掉" />}
          {refusal !== undefined && <Notice say={refusal} />}
          <Button
            look="filled"
            label={busy ? '正在交…' : photos.busy ? '照片还在传…' : '交上去'}
            onTap={() => void send()}
          />
        </>
      }
    >
      <Title words={title} />
      <Choice label="哪一类问题" options={kinds} value={kind} onChange={setKind} />
      <View>
        <Field
          label="怎么了"
          value={words}
          onInput={setWords}
          placeholder="油烟正对着三栋的窗户"
          hint="摊主看不到是谁反映的"
          error={short ? `多说一点，至少 ${String(fewest)} 个字` : undefined}
          max={200}
          long
        />
      </View>
      <Photos label="照片，可不加" max={reportPhotos} {...photos} />
    </Page>
  )
}
