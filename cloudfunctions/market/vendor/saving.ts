import { claim, command, find, whole } from '../../shared/database'
import { members, type RoleChange } from '../../shared/documents'
import { changeRole } from '../../shared/role-change'
import { same } from '../../shared/roles'
import { instantOf, type CalendarDate } from '../../shared/shanghai'
import { vendors, type ShopStep, type Vendor } from '../documents'
import { shopTable } from './rules'

const stepsKept = 50

/** Whether this tap already did this to the profile. */
export const wasDone = ({ steps }: Vendor, key: string): boolean => steps.some((each) => each.key === key)

/**
 * Writes a step of a profile by ONE write, onto exactly the profile that it was decided on.
 * @returns the profile after it, or null when it changed meanwhile
 */
export async function writeStep(
  vendor: Vendor,
  step: ShopStep,
  set: Partial<Vendor>,
  also: Record<string, unknown> = {},
): Promise<Vendor | null> {
  const state = shopTable[vendor.state][step.event]
  if (!state) throw new Error(`a profile that is ${vendor.state} takes no ${step.event}`)
  const steps = command.push({ each: [step], slice: -stepsKept })
  const change = { ...whole(set), ...also, state, steps, rev: command.inc(1) }
  const { _id, rev } = vendor
  if (!(await claim(vendors, _id, { rev, state: vendor.state }, change))) return null
  return { ...vendor, ...set, state, steps: [...vendor.steps, step], rev: rev + 1 }
}

/** At ten in the morning of a date. */
export const tenOn = (date: CalendarDate): Date => instantOf(date, 10 * 60)

/**
 * Gives the role that an approval decided on, and closes it; whoever comes second finds it done. Nothing is given to
 * somebody who left, or who has it already.
 */
export async function carryGrant({ _id }: Vendor, granting: RoleChange): Promise<void> {
  const [person] = await find(members, { where: { _id }, sort: [], limit: 1 })
  if (person && !person.roles.some((each) => same(each, granting)))
    await changeRole(person, granting, [], () => undefined)
  await claim(vendors, _id, { 'granting.key': granting.key }, { granting: command.remove() })
}

const grantsPerRun = 20

/** Gives what was decided before a call died. */
export async function finishGrants(): Promise<{ grants: number }> {
  const open = await find(vendors, {
    where: { 'granting.key': command.gt('') },
    sort: [['granting.key', 'asc']],
    limit: grantsPerRun,
  })
  for (const vendor of open) if (vendor.granting) await carryGrant(vendor, vendor.granting)
  return { grants: open.length }
}
