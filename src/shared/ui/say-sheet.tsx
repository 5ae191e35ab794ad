import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from './button'
import { Field } from './field'
import { Notice } from './notice'
import { Sheet } from './sheet'
import { Title } from './title'

export interface Saying {
  title: string
  label: string
  hint: string
  send: string
  /** How many characters it takes. */
  min: number
}

interface Props {
  saying: Saying
  open: boolean
  busy: boolean
  refusal: string | undefined
  /** Answers whether it was taken. */
  onSay: (words: string) => Promise<boolean>
  onClose: () => void
}

/** A few words to whoever decides. */
export function SaySheet({ saying: { title, label, hint, send, min }, open, busy, refusal, onSay, onClose }: Props) {
  const [words, setWords] = useState('')
  const [short, setShort] = useState(false)
  const say = async () => {
    const enough = words.trim().length >= min
    setShort(!enough)
    if (enough && (await onSay(words))) setWords('')
  }
  return (
    <Sheet open={open} label={title} onClose={onClose}>
      <Title words={title} />
      <Field
        label={label}
        value={words}
        onInput={setWords}
        hint={hint}
        error={short ? `多说一点，至少 ${String(min)} 个字` : undefined}
        max={200}
        long
      />
      <View className="sheet-do">
        {refusal !== undefined && <Notice say={refusal} />}
        <Button look="filled" label={busy ? '正在交…' : send} disabled={busy} onTap={() => void say()} />
      </View>
    </Sheet>
  )
}
