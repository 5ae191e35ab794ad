import { command, find } from '../../shared/database'
import { one } from '../../shared/load'
import { unseal } from '../../shared/seal'
import { action } from '../../shared/serve'
import { dateOf, longDate } from '../../shared/shanghai'
import { excelOf } from '../../shared/xlsx'
import { shifts, volunteers, type Shift } from '../documents'
import { roster as contract, type Roster } from './contract'
import { showsPhones } from './rules'
import { sheetsOf } from './sheets'
import { rosterView } from './views'

const shiftOnly = ({ input }: { input: { shift: string } }) => ({ shift: one(shifts, input.shift, 'NO_SUCH_SHIFT') })

/** The phones of those who have a place, as far as they left one; outside their time none is read. */
async function phonesOf(shift: Shift, now: Date): Promise<Map<string, string>> {
  const people = shift.roles.flatMap(({ holders }) =>
    holders.flatMap(({ person, until }) => (until === undefined ? [person] : [])),
  )
  if (people.length === 0 || !showsPhones(shift, now)) return new Map()
  const found = await find(volunteers, {
    where: { _id: command.in(people), phone: command.exists(true) },
    sort: [],
    limit: people.length,
    fields: { phone: true },
  })
  return new Map(
    found.flatMap(({ _id, phone }) => {
      const number = phone && unseal(phone.sealed, _id)
      return typeof number === 'string' ? [[_id, number] as const] : []
    }),
  )
}

const rosterOf = async (shift: Shift, now: Date): Promise<Roster> => rosterView(shift, await phonesOf(shift, now), now)

export const roster = action(contract.roster, {
  load: shiftOnly,
  run: ({ now, loaded: { shift } }) => rosterOf(shift, now),
})

export const rosterSheet = action(contract.rosterSheet, {
  load: shiftOnly,
  run: async ({ now, loaded: { shift } }) => ({
    name: `${longDate(dateOf(shift.startsAt))} ${shift.title} 名单.xlsx`,
    bytes: await excelOf(sheetsOf(await rosterOf(shift, now))),
  }),
})
