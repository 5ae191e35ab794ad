import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../shared/ui/button'
import { Chips } from '../../shared/ui/chip'
import { Sheet } from '../../shared/ui/sheet'
import { Stepper } from '../../shared/ui/stepper'

interface Props {
  rows: readonly string[]
  /** The letter of a new row; absent when there is none left. */
  next: string | undefined
  open: boolean
  onAdd: (row: string, count: number) => void
  onClose: () => void
}

const most = 30

/** Adds a row of so many stalls, or so many to the end of one. */
export function AddRowSheet({ rows, next, open, onAdd, onClose }: Props) {
  const [chosen, setChosen] = useState<string>()
  const [count, setCount] = useState(10)
  const row = chosen !== undefined && [...rows, next].includes(chosen) ? chosen : (next ?? rows[0] ?? 'A')
  const options = [
    ...(next === undefined ? [] : [{ value: next, label: `新的 ${next} 排` }]),
    ...rows.map((value) => ({ value, label: `${value} 排后面` })),
  ]
  return (
    <Sheet open={open} label="加摊位" onClose={onClose}>
      <View className="desk-title">加摊位</View>
      <Chips label="加在哪里" options={options} chosen={[row]} onTap={setChosen} />
      <Stepper label="加几个" value={count} max={most} unit="个" onChange={setCount} />
      <View className="sheet-do">
        <Button look="filled" label="加上" onTap={() => onAdd(row, count)} />
      </View>
      <Button look="quiet" label="先不动" onTap={onClose} />
    </Sheet>
  )
}
