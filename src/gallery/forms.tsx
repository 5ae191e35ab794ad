import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Photo } from '../shared/use-photos'
import { usePhotos } from '../shared/use-photos'
import { Button } from '../shared/ui/button'
import { CalendarStrip } from '../shared/ui/calendar-strip'
import { Chips, Choice } from '../shared/ui/chip'
import { Field } from '../shared/ui/field'
import { MonthBar } from '../shared/ui/month-bar'
import { Photos } from '../shared/ui/photos'
import { Segmented } from '../shared/ui/segmented'
import { Stepper } from '../shared/ui/stepper'
import { Title } from '../shared/ui/title'
import { aPicture } from './picture'
import './gallery.scss'

const nothing = () => undefined
const kinds = ['热食', '冷食', '百货', '手作', '公益'].map((label) => ({ value: label, label }))
const views = ['地图', '列表'].map((label) => ({ value: label, label }))
const states = [undefined, 'some', 'full', 'closed'] as const
const days = Array.from({ length: 14 }, (_, index) => {
  const state = states[index % 4]
  const date = index < 4 ? `2026-11-${String(27 + index)}` : `2026-12-${String(index - 3).padStart(2, '0')}`
  return state === undefined ? { date } : { date, state }
})
const photo = (state: Photo['state'], percent = 100): Photo => ({ src: `${aPicture}#${state}`, state, percent })
const someStates: Photo[] = [
  photo('sending', 40),
  photo('failed'),
  photo('checking'),
  { ...photo('refused'), say: '没通过审核' },
  photo('ready'),
]

/** What is written, chosen and sent. */
export function Forms() {
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>(['热食'])
  const [kind, setKind] = useState('手作')
  const [view, setView] = useState('地图')
  const [day, setDay] = useState('2026-11-27')
  const [people, setPeople] = useState(1)
  const photos = usePhotos('gallery')
  const flip = (value: string) =>
    setChosen(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value])
  return (
    <>
      <Title of="part" words="按钮" />
      <Button look="filled" label="一页最多一个" onTap={nothing} />
      <View className="gallery-gap" />
      <Button look="filled" label="现在不行" disabled onTap={nothing} />
      <View className="gallery-gap" />
      <Button look="quiet" label="别的都用这个" onTap={nothing} />
      <View className="gallery-gap" />
      <Button look="quiet" label="现在不行" disabled onTap={nothing} />
      <Button look="text" label="一句话旁边" onTap={nothing} />
      <Title of="part" words="填写" />
      <Field
        label="怎么称呼"
        value={name}
        onInput={setName}
        placeholder="比如：阿黎"
        hint="别人看到的就是它"
        max={20}
      />
      <Field label="摊位费" value="三十" onInput={nothing} error="这里要填数字，比如 30" />
      <Field label="说说情况" long value="楼下的灯坏了三天了" onInput={nothing} hint="写清在哪儿、多久了" max={200} />
      <Field label="不能改的" value="桃花井" onInput={nothing} disabled />
      <Title of="part" words="挑选" />
      <Chips label="卖什么" options={kinds} chosen={chosen} onTap={flip} />
      <Choice label="只卖一样" options={kinds} value={kind} onChange={setKind} />
      <Segmented label="看法" options={views} value={view} onChange={setView} />
      <CalendarStrip label="哪一晚" days={days} today="2026-11-27" chosen={day} onChoose={setDay} />
      <MonthBar month="2026-11" onStep={nothing} />
      <Stepper label="几个人来" unit="人" value={people} max={3} onChange={setPeople} />
      <Stepper label="最早几点出摊" unit="点" value={17} max={18} onChange={nothing} />
      <Title of="part" words="照片" />
      <Photos label="现场照片" max={3} {...photos} />
      <Photos label="各种样子" max={6} photos={someStates} add={nothing} remove={nothing} retry={nothing} />
    </>
  )
}
