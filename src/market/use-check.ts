import { useEffect, useRef, useState } from 'react'
import { checking, type Finding, type Published, type Step } from '../../cloudfunctions/market/draw/check.rules'

interface Checked {
  /** How far, of 100. */
  percent: number
  over: boolean
  /** The steps that were made, each once. */
  steps: { step: Step; fits: boolean }[]
  /** The first that does not fit. */
  misfit: Finding | undefined
}

const nothing: Checked = { percent: 0, over: false, steps: [], misfit: undefined }

/** So many parts of the check, a moment apart: the bar moves, and the phone stays awake to thumbs. */
const parts = 24
const momentMs = 60

/** Draws again on this phone, step by step. */
export function useCheck() {
  const [checked, setChecked] = useState<Checked>()
  const timer = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(timer.current), [])

  const begin = (published: Published) => {
    clearTimeout(timer.current)
    const { total, next } = checking(published)
    const findings: Finding[] = []
    const goOn = () => {
      const until = findings.length + Math.ceil(total / parts)
      let over = false
      while (!over && findings.length < until) {
        const finding = next()
        if (finding) findings.push(finding)
        over = finding === null
      }
      setChecked(asChecked(findings, total, over))
      if (!over) timer.current = setTimeout(goOn, momentMs)
    }
    setChecked(nothing)
    timer.current = setTimeout(goOn, momentMs)
  }
  return { checked, begin }
}

function asChecked(findings: readonly Finding[], total: number, over: boolean): Checked {
  const steps = new Map<Step, boolean>()
  for (const { step, fits } of findings) steps.set(step, fits && steps.get(step) !== false)
  return {
    percent: over ? 100 : Math.min(99, Math.floor((findings.length / total) * 100)),
    over,
    steps: [...steps].map(([step, fits]) => ({ step, fits })),
    misfit: findings.find(({ fits }) => !fits),
  }
}
