import { View } from '@tarojs/components'
import { useState } from 'react'
import { evidence, mostPhotos } from '../../cloudfunctions/pledge/evidence/contract'
import { call } from '../shared/cloud'
import { useAct } from '../shared/use-act'
import { usePhotos } from '../shared/use-photos'
import { Button } from '../shared/ui/button'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Photos } from '../shared/ui/photos'
import { Title } from '../shared/ui/title'

interface Props {
  pledge: string
  folder: string
  refresh: () => Promise<void>
}

/** 晒一晒 What was done this time: words, and a photo or where. */
export function ShowForm({ pledge, folder, refresh }: Props) {
  const [words, setWords] = useState('')
  const [where, setWhere] = useState('')
  const { busy, refusal, act } = useAct(refresh)
  const photos = usePhotos(folder)
  const said = where.trim()
  const show = async () => {
    const input = { pledge, words, files: photos.files, ...(said === '' ? {} : { where: said }) }
    if (!(await act(() => call(evidence.showPledge, input)))) return
    setWords('')
    setWhere('')
    for (const { src } of photos.photos) photos.remove(src)
  }
  return (
    <View>
      <Title of="part" words="这一次，晒一晒" />
      <Field label="做了什么" value={words} placeholder="上门看了李奶奶，换了灯泡" max={200} long onInput={setWords} />
      <Photos label="照片" max={mostPhotos} {...photos} />
      <Field label="在哪" value={where} placeholder="没有照片就写上在哪" max={40} onInput={setWhere} />
      {refusal !== undefined && <Notice say={refusal} />}
      <Button
        look="filled"
        label={busy ? '正在晒…' : '晒出来'}
        disabled={busy || photos.busy || words.trim().length < 2}
        onTap={() => void show()}
      />
    </View>
  )
}
