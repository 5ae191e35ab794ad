import { useState } from 'react'
import { Button } from '../shared/ui/button'
import { SaySheet } from '../shared/ui/say-sheet'
import { SureSheet } from '../shared/ui/sure-sheet'
import { Title } from '../shared/ui/title'

const saying = { title: '申诉', label: '那天怎么了', hint: '不是记录那次的人来看', send: '交申诉', min: 4 }
const answered = () => Promise.resolve(true)

/** Sheets that ask: once more before something is done, and for a few words. */
export function Asking() {
  const [open, setOpen] = useState<'sure' | 'say'>()
  const close = () => setOpen(undefined)
  return (
    <>
      <Title of="part" words="问一句" />
      <Button look="quiet" label="再问一次" onTap={() => setOpen('sure')} />
      <Button look="quiet" label="说几句" onTap={() => setOpen('say')} />
      <SureSheet
        open={open === 'sure'}
        title="退掉 A03？"
        say="11月27日 周五，退了别人就能订"
        yes="退摊"
        doing="正在退…"
        no="不退了"
        busy={false}
        refusal="过了能退的时间"
        onYes={close}
        onClose={close}
      />
      <SaySheet
        saying={saying}
        open={open === 'say'}
        busy={false}
        refusal={undefined}
        onSay={answered}
        onClose={close}
      />
    </>
  )
}
