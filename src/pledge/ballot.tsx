import { View } from '@tarojs/components'
import { useState } from 'react'
import {
  grades,
  gradeWords,
  review,
  voices,
  voiceWords,
  type Grade,
  type Voice,
} from '../../cloudfunctions/pledge/review/contract'
import { maySpeak } from '../../cloudfunctions/pledge/review/rules'
import type { Grant } from '../../cloudfunctions/shared/roles'
import { asRefused, call } from '../shared/cloud'
import { useSure } from '../shared/use-sure'
import { Button } from '../shared/ui/button'
import { Choice } from '../shared/ui/chip'
import { Field } from '../shared/ui/field'
import { Notice } from '../shared/ui/notice'
import { SureSheet } from '../shared/ui/sure-sheet'
import { Title } from '../shared/ui/title'
import type { useReceipt } from './receipt'
import './pledge-form.scss'

interface Props {
  round: string
  /** Where the branch is. */
  place: string
  held: readonly Grant[]
  kept: ReturnType<typeof useReceipt>
  refresh: () => Promise<void>
}

const gradeOptions = grades.map((value) => ({ value, label: gradeWords[value] }))
const fewestWords = 2

/** One's ballot: as whom, a grade, and words if one likes. */
export function Ballot({ round, place, held, kept, refresh }: Props) {
  const mine = voices.filter((voice) => maySpeak(voice, held, place))
  const [voice, setVoice] = useState<Voice>(mine[0] ?? 'residents')
  const [grade, setGrade] = useState<Grade>('excellent')
  const [opinion, setOpinion] = useState('')
  const said = opinion.trim()
  const cast = async () => {
    const ballot = { round, voice, grade, receipt: await kept.take(), ...(said === '' ? {} : { opinion: said }) }
    try {
      await call(review.vote, ballot)
      kept.show()
    } catch (error) {
      if (!asRefused(error).passing) kept.drop()
      throw error
    }
  }
  const { ask, sheet } = useSure(cast, refresh)
  return (
    <View>
      <Title of="part" words="做得怎么样" />
      <Choice label="评得怎么样" options={gradeOptions} value={grade} onChange={setGrade} />
      <Title of="part" words="以什么身份评" />
      <Choice
        label="以什么身份评"
        options={mine.map((value) => ({ value, label: voiceWords[value] }))}
        value={voice}
        onChange={setVoice}
      />
      <Field
        label="想说的话"
        value={opinion}
        hint="可以不写。公布时不带名字"
        max={60}
        long
        error={said.length > 0 && said.length < fewestWords ? '多写一个字，或者不写' : undefined}
        onInput={setOpinion}
      />
      <View className="pledge-do">
        {mine.length < voices.length && <Notice look="tell" say={othersWords(mine)} />}
        <Button look="filled" label="交上这一票" disabled={said.length > 0 && said.length < fewestWords} onTap={ask} />
      </View>
      <SureSheet
        {...sheet}
        title={`${voiceWords[voice]}：${gradeWords[grade]}`}
        say="每人一票，交上就不能改。谁评的、怎么评的，分开放，谁也对不上"
        yes="交上"
        doing="正在交…"
        no="再想想"
      />
    </View>
  )
}

/** Who speaks in the voices that are not the reader's. */
function othersWords(mine: readonly Voice[]): string {
  if (mine.includes('self')) return '组织评由支部书记和社区评'
  return mine.includes('branch') ? '自评、互评由支部的党员评' : '自评、互评由支部的党员评，组织评由书记和社区评'
}
