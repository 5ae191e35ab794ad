import { Picker, View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import type { Output } from '../../cloudfunctions/shared/contract'
import { dateInFull } from '../../cloudfunctions/shared/shanghai'
import { profile, type PaperView } from '../../cloudfunctions/volunteer/profile/contract'
import { paperKinds, paperWords, type PaperKind } from '../../cloudfunctions/volunteer/shift/contract'
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

const options = paperKinds.map((value) => ({ value, label: paperWords[value] }))

const stateWords: Record<PaperView['state'], string> = { waiting: '等核对', refused: '没通过', accepted: '已通过' }

interface Props {
  me: Output<typeof profile.myVolunteer>
  refresh: () => Promise<void>
}

/** 证件 The papers that some shifts ask for: what is there, and one more by its photo, number and last date. */
export function PaperForm({ me: { folder, today, papers }, refresh }: Props) {
  const [kind, setKind] = useState<PaperKind>('health')
  const [number, setNumber] = useState('')
  const [until, setUntil] = useState('')
  const { busy, refusal, act } = useAct(refresh)
  const photos = usePhotos(folder)
  const writeNumber = useCallback((words: string) => setNumber(words), [])
  const [file] = photos.files

  const put = async () => {
    if (file === undefined || !(await act(() => call(profile.putPaper, { kind, number, until, file })))) return
    setNumber('')
    setUntil('')
    for (const { src } of photos.photos) photos.remove(src)
  }
  return (
    <View>
      <Title of="part" words="证件，只有您和核对的人看得到" />
      {papers.length > 0 && (
        <List label="证件">
          {papers.map((each) => (
            <Row
              key={each.id}
              title={paperWords[each.kind]}
              note={each.say ?? (each.until < today ? '过期了，交新的' : `${dateInFull(each.until)} 到期`)}
              tone={each.state === 'refused' || each.until < today ? 'due' : undefined}
              side={each.photo === 'refused' ? '照片没通过' : stateWords[each.state]}
            />
          ))}
        </List>
      )}
      <Segmented label="哪种证件" options={options} value={kind} onChange={setKind} />
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
        label={busy ? '正在交…' : `交上${paperWords[kind]}`}
        disabled={busy || photos.busy || file === undefined || until === '' || number.trim().length < 4}
        onTap={() => void put()}
      />
    </View>
  )
}
