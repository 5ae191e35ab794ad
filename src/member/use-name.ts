import { useCallback, useState } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { shownName, whyNotShownAs } from '../../cloudfunctions/member/profile/rules'
import { shownAsKinds } from '../../cloudfunctions/shared/contract'
import { asRefused, call } from '../shared/cloud'
import { useDraft } from '../shared/use-draft'
import type { Me } from './words'

const fieldsInOrder = ['name', 'fullName', 'shownAs'] as const
type Field = (typeof fieldsInOrder)[number]

/** The three things about a name that one button saves; `refresh` brings `me` up to date. */
export function useName(me: Me, refresh: () => Promise<void>) {
  const { draft, write } = useDraft('profile')
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({})
  const [outcome, setOutcome] = useState<'none' | 'busy' | 'saved'>('none')
  const name = draft['name'] ?? me.name ?? ''
  const fullName = draft['fullName'] ?? me.fullName ?? ''
  const shownAs = shownAsKinds.find((kind) => kind === draft['shownAs']) ?? me.shownAs
  const facts = {
    shownAs,
    ...(name.trim() === '' ? {} : { name: name.trim() }),
    ...(fullName.trim() === '' ? {} : { fullName: fullName.trim() }),
  }
  const why = draft['shownAs'] === undefined ? null : whyNotShownAs(shownAs, facts)

  const set = useCallback(
    (field: Field, words: string) => {
      setOutcome('none')
      setErrors((now) => ({ ...now, [field]: undefined }))
      write(field, words === (me[field] ?? '') ? undefined : words)
    },
    [me, write],
  )
  const setName = useCallback((words: string) => set('name', words), [set])
  const setFullName = useCallback((words: string) => set('fullName', words), [set])
  const send = {
    name: () => call(profile.setName, { name }),
    fullName: () => call(profile.setFullName, { fullName }),
    shownAs: () => call(profile.setShownAs, { shownAs }),
  }
  const save = async () => {
    if (outcome === 'busy') return
    setOutcome('busy')
    const refused: Partial<Record<Field, string>> = {}
    // In this order: how a name is shown asks for the name to be there.
    for (const field of fieldsInOrder)
      if (draft[field] !== undefined)
        await send[field]().then(
          () => write(field, undefined),
          (error: unknown) => (refused[field] = asRefused(error).say),
        )
    await refresh()
    setErrors(refused)
    setOutcome(Object.keys(refused).length === 0 ? 'saved' : 'none')
  }
  return {
    name,
    fullName,
    shownAs,
    preview: shownName(facts),
    errors: { ...errors, ...(why ? { shownAs: profile.setShownAs.refusals[why] } : {}) },
    outcome,
    setName,
    setFullName,
    setShownAs: (kind: Me['shownAs']) => set('shownAs', kind),
    save,
  }
}
