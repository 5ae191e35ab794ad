import { View } from '@tarojs/components'
import { useCallback, useState } from 'react'
import {
  wish as contract,
  wishCategories,
  wishCategoryWords,
  wishKinds,
  wishKindWords,
  type WishInside,
  type WishView,
} from '../../cloudfunctions/volunteer/wish/contract'
import { skills, skillWords } from '../../cloudfunctions/volunteer/shift/contract'
import { call } from '../shared/cloud'
import { useComfort } from '../shared/comfort'
import { go } from '../shared/routes'
import { useAct } from '../shared/use-act'
import { useDraft } from '../shared/use-draft'
import { Button } from '../shared/ui/button'
import { Choice } from '../shared/ui/chip'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { Page } from '../shared/ui/page'
import { Segmented } from '../shared/ui/segmented'
import { Title } from '../shared/ui/title'

const kinds = wishKinds.map((value) => ({ value, label: wishKindWords[value] }))
const categories = wishCategories.map((value) => ({ value, label: wishCategoryWords[value] }))
const crafts = [
  { value: 'none', label: '不用' },
  ...skills.map((value) => ({ value, label: skillWords[value] })),
] as const

interface Props {
  place: { place: string; name: string }
  /** What is mended, where staff asked more about it. */
  mends?: WishInside | undefined
  /** Whether the reader may ask for somebody else. */
  asksFor: boolean
}

const phoneRule = /^1[3-9]\d{9}$/

/** What is asked; it waits on the phone until it is sent. */
export function WishForm({ place, mends, asksFor }: Props) {
  const { draft, write } = useDraft(`wish ${mends?.id ?? ''}`)
  const { simple } = useComfort()
  const { busy, refusal, act } = useAct()
  const [tried, setTried] = useState(false)
  const before = { ...mends, address: mends?.contact?.address }
  const field = (name: 'words' | 'address' | 'suits') => draft[name] ?? before[name] ?? ''
  const [words, address, suits, phone, whom] = [
    field('words'),
    field('address'),
    field('suits'),
    draft['phone'] ?? '',
    draft['whom'] ?? '',
  ]
  const kind = wishKinds.find((each) => each === draft['kind']) ?? mends?.kind ?? 'help'
  const category = wishCategories.find((each) => each === draft['category']) ?? mends?.category ?? 'errand'
  const skill = skills.find((each) => each === (draft['skill'] ?? mends?.skill))
  const wrong = phone !== '' && !phoneRule.test(phone)
  const enough = words.trim().length >= 4 && address.trim().length >= 2 && suits.trim().length >= 2
  const send = async () => {
    setTried(true)
    if (wrong) return
    const given = {
      ...{ kind, category, words, address, suits },
      ...(skill === undefined ? {} : { skill }),
      ...(phone === '' ? {} : { phone }),
    }
    const community = place.place
    let sent: WishView | undefined
    const done = await act(async () => {
      sent = mends
        ? await call(contract.mendWish, { wish: mends.id, ...given })
        : whom.trim() === ''
          ? await call(contract.askWish, { community, ...given })
          : await call(contract.askWishFor, { community, whom, ...given })
    })
    if (!done || !sent) return
    for (const name of Object.keys(draft)) write(name, undefined)
    go.wishAnew(sent.id)
  }
  const on = {
    words: useCallback((next: string) => write('words', next), [write]),
    address: useCallback((next: string) => write('address', next), [write]),
    suits: useCallback((next: string) => write('suits', next), [write]),
    phone: useCallback((next: string) => write('phone', next), [write]),
    whom: useCallback((next: string) => write('whom', next), [write]),
  }
  return (
    <Page
      foot={
        <>
          {refusal !== undefined && <Notice say={refusal} />}
          <Button
            look="filled"
            label={busy ? '正在交…' : '交给社区'}
            disabled={busy || !enough}
            onTap={() => void send()}
          />
        </>
      }
    >
      <Title words={place.name} />
      {mends?.say !== undefined && <Notice look="tell" say={mends.say} />}
      <Segmented label="帮忙还是心愿" options={kinds} value={kind} onChange={(next) => write('kind', next)} />
      <Choice label="哪一类" options={categories} value={category} onChange={(next) => write('category', next)} />
      <View>
        <Field
          label="想请人做什么"
          value={words}
          placeholder="水龙头滴水，想请会修的邻居看看"
          hint="大家会读到这一句，别写门牌和电话"
          max={100}
          long
          onInput={on.words}
        />
        {asksFor && !mends && (
          <Field label="替谁说的" value={whom} placeholder="三栋的奶奶，自己的就空着" max={20} onInput={on.whom} />
        )}
        <Field
          label="门牌"
          value={address}
          placeholder="二期三栋 1204"
          hint="只有接单的人和社区看得到"
          max={40}
          onInput={on.address}
        />
        <Field label="什么时候方便" value={suits} placeholder="上午都在家" max={30} onInput={on.suits} />
        <Field
          label="电话，可不留"
          type="number"
          value={phone}
          hint="只有接单的人和社区看得到"
          error={tried && wrong ? '写 11 位手机号，或者空着' : undefined}
          max={11}
          onInput={on.phone}
        />
      </View>
      {!simple && (
        <>
          <Title of="part" words="要会什么手艺" />
          <Choice
            label="要会什么手艺"
            options={crafts}
            value={skill ?? 'none'}
            onChange={(next) => write('skill', next)}
          />
        </>
      )}
    </Page>
  )
}
