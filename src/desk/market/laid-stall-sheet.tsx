import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import * as v from 'valibot'
import { LaidStall } from '../../../cloudfunctions/market/layout/contract'
import { stallKinds, stallModes } from '../../../cloudfunctions/market/night/contract'
import { Button } from '../../shared/ui/button'
import { Chips } from '../../shared/ui/chip'
import { Field } from '../../shared/ui/field'
import { Notice } from '../../shared/ui/notice'
import { Segmented } from '../../shared/ui/segmented'
import { Sheet } from '../../shared/ui/sheet'
import { kindWords, modeWords, yuan } from './words'

interface Props {
  stall: LaidStall
  open: boolean
  onPut: (stall: LaidStall) => void
  /** Gives the whole row what this one has. */
  onRow: (stall: LaidStall) => void
  onGone: () => void
  onClose: () => void
}

const kinds = stallKinds.map((value) => ({ value, label: kindWords[value] }))
const modes = stallModes.map((value) => ({ value, label: modeWords[value] }))
const supplies = [
  { value: 'water', label: '有水' },
  { value: 'power', label: '有电' },
]

/** One stall of a layout: kind, how it comes to a vendor, water, power, fee, out of use with a reason. */
export function LaidStallSheet({ stall, open, onPut, onRow, onGone, onClose }: Props) {
  const [edited, setEdited] = useState(stall)
  const [fee, setFee] = useState(yuan(stall.fee))
  const [reason, setReason] = useState(stall.outOfUse ?? '')
  const [wrong, setWrong] = useState<string>()
  const writeFee = useCallback((text: string) => setFee(text), [])
  const writeReason = useCallback((text: string) => setReason(text), [])
  const give = (to: (stall: LaidStall) => void) => {
    const { outOfUse: _, ...rest } = edited
    const words = reason.trim()
    const next = { ...rest, fee: Math.round(Number(fee) * 100), ...(words === '' ? {} : { outOfUse: words }) }
    if (!v.is(LaidStall, next)) return setWrong('摊位费填 0 到 1000 元，停用原因 2 到 40 个字')
    return to(next)
  }
  const { kind, mode, water, power } = edited
  return (
    <Sheet open={open} label="摊位" onClose={onClose}>
      <View className="desk-title">{stall.code}</View>
      <Chips
        label="摊位类型"
        options={kinds}
        chosen={[kind]}
        onTap={(value) => setEdited({ ...edited, kind: stallKinds.find((each) => each === value) ?? kind })}
      />
      <Segmented label="怎么订" options={modes} value={mode} onChange={(mode) => setEdited({ ...edited, mode })} />
      <Chips
        label="水电"
        options={supplies}
        chosen={[...(water ? ['water'] : []), ...(power ? ['power'] : [])]}
        onTap={(value) => setEdited(value === 'water' ? { ...edited, water: !water } : { ...edited, power: !power })}
      />
      <Field label="摊位费（元）" value={fee} onInput={writeFee} type="digit" max={7} />
      <Field label="停用原因（能用就空着）" value={reason} onInput={writeReason} placeholder="如：地面在修" max={40} />
      <View className="sheet-do">
        {wrong !== undefined && <Notice say={wrong} />}
        <Button look="filled" label="这样就好" onTap={() => give(onPut)} />
      </View>
      <Button look="quiet" label={`${stall.code.charAt(0)} 排都这样`} onTap={() => give(onRow)} />
      <Button look="text" label="去掉这个摊位" onTap={onGone} />
    </Sheet>
  )
}
