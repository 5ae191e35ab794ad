import { useState } from 'react'
import * as v from 'valibot'
import { region as contract } from '../../cloudfunctions/member/region/contract'
import { asRefused, call } from '../shared/cloud'

/** What of the tree is being changed: one more below, another name, or out of use. */
export type Task = 'add' | 'rename' | 'retire'

interface State {
  /** It stays while the sheet goes down. */
  task: Task
  open: boolean
  name: string
  /** As it was typed; absent while the suggestion stands. */
  slug: string | undefined
  busy: boolean
  wrongName: string | undefined
  wrongSlug: string | undefined
  refusal: string | undefined
}

const nothing: State = {
  task: 'add',
  open: false,
  name: '',
  slug: undefined,
  busy: false,
  wrongName: undefined,
  wrongSlug: undefined,
  refusal: undefined,
}

export type RegionForm = ReturnType<typeof useRegionForm>

const { name: Name, slug: Slug } = contract.addRegion.input.entries
const wrongNameWords = '名字要 2 到 20 个字'
const wrongSlugWords = '只能用小写字母和数字，1 到 20 个'

const wrongName = (name: string) => (v.is(Name, name) ? undefined : wrongNameWords)
const wrongSlug = (slug: string) => (v.is(Slug, slug) ? undefined : wrongSlugWords)

/** Changes the tree at one place; `done` hears what was done. */
export function useRegionForm(
  place: string,
  suggest: (name: string) => string,
  done: (task: Task, name: string) => void,
) {
  const [state, setState] = useState(nothing)
  const { task, name, busy } = state
  const slug = state.slug ?? suggest(task === 'add' ? name : '')

  const wrongs = (): Pick<State, 'wrongName' | 'wrongSlug'> => ({
    wrongName: task === 'retire' ? undefined : wrongName(name),
    wrongSlug: task === 'add' ? wrongSlug(slug) : undefined,
  })
  const send = () => {
    if (task === 'add') return call(contract.addRegion, { under: place, slug, name })
    if (task === 'rename') return call(contract.renameRegion, { place, name })
    return call(contract.retireRegion, { place })
  }
  const save = async () => {
    const wrong = wrongs()
    const stop = busy || wrong.wrongName !== undefined || wrong.wrongSlug !== undefined
    setState({ ...state, ...wrong, busy: busy || !stop, refusal: undefined })
    if (stop) return
    try {
      const made = await send()
      setState((now) => ({ ...now, busy: false, open: false }))
      done(task, made.name)
    } catch (error) {
      const { code, say } = asRefused(error)
      const where = code === 'SLUG_TAKEN' ? { wrongSlug: say } : { refusal: say }
      setState((now) => ({ ...now, busy: false, ...where }))
    }
  }
  const begin = (task: Task, name = '') => setState({ ...nothing, task, name, open: true })
  const writeName = (name: string) => setState((now) => ({ ...now, name, wrongName: undefined }))
  const writeSlug = (slug: string) => setState((now) => ({ ...now, slug, wrongSlug: undefined }))
  const close = () => setState((now) => ({ ...now, open: false }))
  return { ...state, slug, begin, writeName, writeSlug, save, close }
}
