import { View } from '@tarojs/components'
import { useCallback, useEffect, useState } from 'react'
import { dotted } from '../../shared/phrases'
import { Field } from '../../shared/ui/field'
import { Grouped } from '../../shared/ui/grouped'
import { Lasting } from '../../shared/ui/lasting'
import { Notice } from '../../shared/ui/notice'
import { Row } from '../../shared/ui/row'
import { Skeleton } from '../../shared/ui/skeleton'
import type { FromServer } from '../../shared/use-server'

/** A vendor as they are looked for. */
export interface FoundVendor {
  shop: string
  name: string
  sells: string
  /** Their turn, of whoever waits for such a stall. */
  position?: number | undefined
  /** What they have already. */
  stalls: readonly string[]
}

const pauseMs = 300

/** What is typed, and what is looked for: the words once the thumb rests. */
export function useWords() {
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const write = useCallback((words: string) => setTyped(words), [])
  useEffect(() => {
    const timer = setTimeout(() => setAsked(typed.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [typed])
  return { typed, write, wanted: asked === '' ? {} : { words: asked } }
}

interface Found {
  items: readonly FoundVendor[]
  more: number
}

interface Props {
  from: Pick<FromServer<Found>, 'value' | 'refused' | 'reload'>
  words: Pick<ReturnType<typeof useWords>, 'typed' | 'write'>
  /** What it means to have a stall already: 今晚在 A05. */
  has: (stalls: string) => string
  onChoose: (vendor: FoundVendor) => void
}

/** A vendor by name or goods: who waits comes first. */
export function FindVendor({ from: { value: found, refused, reload }, words, has, onChoose }: Props) {
  const again = refused?.passing ? { label: '再试一次', onTap: () => void reload() } : undefined
  return (
    <>
      <Field label="找摊主" value={words.typed} onInput={words.write} placeholder="摊名，或者卖什么" max={14} />
      {refused && <Notice say={refused.say} {...(again ? { action: again } : {})} />}
      <Lasting waits={!found}>
        {found ? (
          <Grouped
            label="摊主"
            items={found.items}
            row={(each) => (
              <Row
                title={each.name}
                note={each.stalls.length > 0 ? dotted([each.sells, has(each.stalls.join('、'))]) : each.sells}
                side={each.position === undefined ? undefined : `候补第 ${String(each.position)} 位`}
                onTap={() => onChoose(each)}
              />
            )}
          />
        ) : (
          <Skeleton heights={[56, 56, 56, 56]} />
        )}
        <View className="desk-say">{sayOf(found)}</View>
      </Lasting>
    </>
  )
}

function sayOf(found: Found | undefined): string {
  if (!found) return ' '
  if (found.items.length === 0) return '没有找到，换个摊名试试。只列出通过了、卖这一类的摊主'
  return found.more > 0 ? `还有 ${String(found.more)} 位，写摊名就能找到` : ' '
}
