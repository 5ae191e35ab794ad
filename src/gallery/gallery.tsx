import { useState } from 'react'
import { useComfort, type Comfort } from '../shared/comfort'
import { Button } from '../shared/ui/button'
import { Page } from '../shared/ui/page'
import { Segmented } from '../shared/ui/segmented'
import { Sheet } from '../shared/ui/sheet'
import { Title } from '../shared/ui/title'
import { Asking } from './asking'
import { Forms } from './forms'
import { Showing } from './showing'
import { Telling } from './telling'

const sizes: { value: Comfort; label: string }[] = [
  { value: 'normal', label: '标准' },
  { value: 'large', label: '大字' },
  { value: 'larger', label: '特大字' },
]

/** Every part of the house in every state, to look at and to copy from; left out of what ships. */
export default function Gallery() {
  const { comfort, setComfort } = useComfort()
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <Page
      seenAt="2026-11-27T01:30:00.000Z"
      foot={<Button look="filled" label="打开一张" onTap={() => setOpen(true)} />}
      over={
        <Sheet open={open} label="一张" onClose={close}>
          <Title words="从下面升起来的一张" />
          <Button look="filled" label="好的" onTap={close} />
        </Sheet>
      }
    >
      <Title words="零件" />
      <Segmented label="字的大小" options={sizes} value={comfort} onChange={setComfort} />
      <Showing />
      <Forms />
      <Telling />
      <Asking />
    </Page>
  )
}
