import { demoOpenid } from '../../shared/demo'
import type { Applicant, Shift } from '../documents'

/** Who asks to be in shifts whose organiser decides. */
const askers = [18, 20]

const hourMs = 60 * 60_000

/** A shift to come with whoever asks to be in it, where its organiser decides. */
export function asked(shift: Shift, now: Date): Shift {
  if (!shift.approval || shift.startsAt <= now) return shift
  const applied = askers
    .filter((number) => !shift.people.includes(demoOpenid('volunteer', number)))
    .map((number): Applicant => {
      const id = `00000000-0000-4000-9000-${String(number).padStart(12, '0')}`
      const at = new Date(+now - number * hourMs)
      const person = demoOpenid('volunteer', number)
      return {
        id,
        person,
        name: `志愿者${String(number)}`,
        role: '',
        at,
        key: `demo-ask-${shift._id}-${String(number)}`,
      }
    })
  return { ...shift, applied, people: [...shift.people, ...applied.map(({ person }) => person)] }
}
