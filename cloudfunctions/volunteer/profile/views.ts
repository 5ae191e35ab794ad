import type { Photo } from '../../shared/documents'
import { unseal } from '../../shared/seal'
import { maskPhone } from '../../member/profile/rules'
import type { MyVolunteer, PapersForDesk, PaperView } from './contract'
import type { Paper, Volunteer } from './documents'

type PhotoStates = Readonly<Record<string, Photo['state'] | undefined>>

const statesOf = (photos: readonly Photo[]): PhotoStates =>
  Object.fromEntries(photos.map(({ _id, state }) => [_id, state]))

/** Papers that count first, each kind's newer one after it. */
function papersOf(
  { papers, offered }: Volunteer,
  photos: readonly Photo[],
  number: (paper: Paper) => string,
): PaperView[] {
  const states = statesOf(photos)
  const view = (paper: Paper, state: PaperView['state'], say?: string): PaperView => ({
    id: paper.id,
    kind: paper.kind,
    number: number(paper),
    until: paper.until,
    file: paper.file,
    photo: states[paper.photo] ?? (state === 'accepted' ? 'fine' : 'checking'),
    state,
    ...(say === undefined ? {} : { say }),
    at: paper.at.toISOString(),
  })
  return [
    ...papers.map((paper) => view(paper, 'accepted')),
    ...offered.map((paper) => view(paper, paper.refused === undefined ? 'waiting' : 'refused', paper.refused)),
  ]
}

/** A registration as its volunteer sees it. */
export function myView(mine: Volunteer, enrolled: boolean, photos: readonly Photo[]): MyVolunteer {
  const { place, placeName: name, joinedAt, skills, phone } = mine
  return {
    enrolled,
    community: { place, name },
    since: joinedAt.toISOString(),
    skills,
    ...(phone ? { phone: maskPhone(unseal(phone.sealed, mine._id), phone.last) } : {}),
    papers: papersOf(mine, photos, ({ last }) => `尾号 ${last}`),
  }
}

/** A volunteer's papers as whoever decides about them sees them. */
export const deskView = (volunteer: Volunteer, photos: readonly Photo[]): PapersForDesk => ({
  volunteer: volunteer.id,
  name: volunteer.name,
  community: volunteer.placeName,
  papers: papersOf(volunteer, photos, ({ number, last }) => unseal(number, volunteer._id) ?? `尾号 ${last}`),
})
