import { demoOpenid, demoPlace } from '../../shared/demo'
import { addDays, dateOf } from '../../shared/shanghai'
import type { Volunteer } from '../documents'
import type { Paper } from './documents'
import { canOf, waitsOf } from './rules'

const dayMs = 24 * 60 * 60_000

/** Somebody who can cook and sent a health certificate that waits to be looked at; its number is sealed under no key. */
export function demoVolunteers(now: Date): Volunteer[] {
  const _id = demoOpenid('volunteer', 20)
  const photo = `photos/demo-uploads-${_id}/paper.jpg`
  const paper: Paper = {
    id: 'DEMPAPER22',
    kind: 'health',
    number: { key: 'demo', text: '' },
    last: '0220',
    until: addDays(dateOf(now), 240),
    photo,
    file: `cloud://demo.bucket/${photo}`,
    at: new Date(+now - dayMs),
  }
  return [
    {
      ...{ _id, id: 'DEMVLNTR22', name: '志愿者20', place: demoPlace, placeName: '桃花井社区', skills: ['cook'] },
      ...{ papers: [], offered: [paper], ...waitsOf(demoPlace, [paper]), can: canOf(demoPlace, ['cook']) },
      ...{ joinedAt: new Date(+now - 90 * dayMs), rev: 1, steps: [] },
    },
  ]
}
