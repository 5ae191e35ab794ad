import { Picker, View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import { paperKinds, vendor, type PaperKind, type PaperView } from '../../cloudfunctions/market/vendor/contract'
import { dateInFull, type CalendarDate } from '../../cloudfunctions/shared/shanghai'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { usePhotos } from '../shared/use-photos'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Photos } from '../shared/ui/photos'
import { List, Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'

const paperWords: Record<PaperKind, string> = { food: '食品摊贩登记证', health: '健康证明' }
const options = paperKinds.map((value) => ({ value, label: paperWords[value] }))

interface Props {
  market: string
  folder: string
  today: CalendarDate
  papers: readonly PaperView[]
  refresh: () => Promise<void>
}

/** 证照 The papers of whoever sells food: what is there, and one more by its photo, number and last date. */
export function PaperForm({ market, folder, today, papers, refresh }: Props) {
  const [paper, setPaper] = useState<PaperKind>('food')
  const [number, setNumber] = useState('')
  const [until, setUntil] = useState('')
  const { busy, refusal, act } = useAct(refresh)
  const photos = usePhotos(folder)
  const writeNumber = useCallback((words: string) => setNumber(words), [])
  const [file] = photos.files

  const put = async () => {
    if (file === undefined || !(await act(() => call(vendor.putPaper, { market, paper, number, until, file })))) return
    setNumber('')
    setUntil('')
    for (const { src } of photos.photos) photos.remove(src)
  }
  return (
    <View>
      <Title of="part" words="证照，只有您和核对的人看得到" />
      <List label="证照">
        {papers.map((each) => (
          <Row
            key={`${each.paper} ${String(each.accepted)}`}
            title={paperWords[each.paper]}
            note={each.until < today ? '过期了，传新的' : `${dateInFull(each.until)} 到期`}
            tone={each.until < today ? 'due' : undefined}
            side={each.photo === 'refused' ? '照片没通过' : each.accepted ? '已通过' : '等核对'}
          />
        ))}
      </List>
      <Title of="part" words="传一张新的" />
      <Segmented label="哪种证照" options={options} value={paper} onChange={setPaper} />
      <Photos label="拍一张" max={1} {...photos} />
      <Field label="编号" value={number} max={40} onInput={writeNumber} />
      <List label="有效期">
        <Picker
          mode="date"
          value={until === '' ? today : until}
          start={today}
          onChange={({ detail }) => setUntil(detail.value)}
        >
          <Row title="有效期到" side={until === '' ? '选日期' : dateInFull(until)} />
        </Picker>
      </List>
      {refusal !== undefined && <Notice say={refusal} />}
      <Button
        look="quiet"
        label={busy ? '正在传…' : `传上${paperWords[paper]}`}
        disabled={busy || photos.busy || file === undefined || until === ''}
        onTap={() => void put()}
      />
    </View>
  )
}
