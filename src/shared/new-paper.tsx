import { Picker, View } from '@tarojs/components'
import { useState } from 'react'
import { dateInFull, type CalendarDate } from '../../cloudfunctions/shared/shanghai'
import { useAct } from './use-act'
import { usePhotos } from './use-photos'
import { Button } from './ui/button'
import { Field } from './ui/field'
import { Notice } from './ui/notice'
import { Photos } from './ui/photos'
import { List, Row } from './ui/row'
import { Segmented } from './ui/segmented'
import './new-paper.scss'

/** A paper as it was filled in. */
export interface PaperWritten<K extends string> {
  kind: K
  number: string
  until: CalendarDate
  file: string
}

interface Props<K extends string> {
  /** What the kinds are called together, as 证照. */
  label: string
  kinds: readonly { value: K; label: string }[]
  folder: string
  today: CalendarDate
  onPut: (paper: PaperWritten<K>) => Promise<unknown>
  refresh: () => Promise<void>
}

/** Signs that a number has at least. */
const shortest = 4

/** One more paper, by its photo, number and last date. */
export function NewPaper<K extends string>({ label, kinds, folder, today, onPut, refresh }: Props<K>) {
  const [chosen, setKind] = useState(kinds[0])
  const [number, setNumber] = useState('')
  const [until, setUntil] = useState('')
  const { busy, refusal, act } = useAct(refresh)
  const photos = usePhotos(folder)
  const [file] = photos.files
  if (!chosen) return null

  const put = async () => {
    if (file === undefined || !(await act(() => onPut({ kind: chosen.value, number, until, file })))) return
    setNumber('')
    setUntil('')
    for (const { src } of photos.photos) photos.remove(src)
  }
  const choose = (kind: K) => setKind(kinds.find(({ value }) => value === kind))
  return (
    <>
      <Segmented label={`哪种${label}`} options={kinds} value={chosen.value} onChange={choose} />
      <Photos label="拍一张" max={1} {...photos} />
      <Field label="编号" value={number} max={40} onInput={setNumber} />
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
      <View className="paper-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button
          look="quiet"
          label={busy ? '正在传…' : `传上${chosen.label}`}
          disabled={busy || photos.busy || file === undefined || until === '' || number.trim().length < shortest}
          onTap={() => void put()}
        />
      </View>
    </>
  )
}
