import type { Input } from '../../shared/contract'
import { members, regions, type Member, type Region, type RoleChange } from '../../shared/documents'
import { many, maybe, one } from '../../shared/load'
import { checkWords } from '../../shared/open-api'
import { Refusal } from '../../shared/refusal'
import { changeRole, wasMade } from '../../shared/role-change'
import { roleNames, type Grant } from '../../shared/roles'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { namesOf, worded } from '../places'
import { shownName } from '../profile/rules'
import { isGuarded, moveAdmin } from './admins'
import { role as contract, type Holding } from './contract'
import { openHolder } from '../../shared/holder'
import { holdersAt, pageOfHolders } from './holders'
import { whyNotGrant, whyNotLeave, whyNotRevoke } from './rules'
import { noticeOf } from './told'

/** Whoever shows this code; two with the same one are nobody. */
const byCode = (code: string) => many<Member>(members, { match: { 'code.text': code }, limit: 2 })

/** The one person whose code it is, while it holds. */
function shownBy(found: readonly Member[], now: Date): Member | undefined {
  const [person, another] = found
  return person?.code && !another && person.code.ends > now ? person : undefined
}

const view = (region: Region, { role, place }: Grant, person: Member): Holding => ({
  ...worded({ role, place }, new Map([[region.place, region.name]])),
  shownName: shownName(person),
})

type Giving = typeof contract.grantRole | typeof contract.appoint
type Taking = typeof contract.revokeRole | typeof contract.dismiss

/** Writes a change of roles: the district's admins are decided on the district's document, all else on the person's. */
async function carry(
  region: Region,
  mover: string,
  person: Member,
  change: RoleChange,
  why: { person: (person: Member) => Error | null; district: (admins: readonly string[]) => Error | null },
): Promise<boolean> {
  const checkPerson = (person: Member): void => {
    const refused = why.person(person)
    if (refused) throw refused
  }
  if (!isGuarded(change.role, region)) {
    await changeRole(person, change, [noticeOf(person._id, change, region.name)], checkPerson)
    return true
  }
  checkPerson(person)
  return moveAdmin(region, { ...change, person: person._id, mover }, ({ admins = [] }) => {
    const refused = why.district(admins)
    if (refused) throw refused
  })
}

const give = (capability: Giving) =>
  action(capability, {
    load: ({ input }: { input: Input<Giving> }) => ({
      region: one(regions, input.place, 'NO_SUCH_PLACE'),
      found: byCode(input.person),
    }),
    run: async ({ input, caller, key, now, loaded: { region, found }, refuse }) => {
      const { role, place } = input
      const told = found.find((each) => wasMade(each, key))
      if (told) return view(region, input, told)
      const person = shownBy(found, now)
      if (!person) throw refuse('NO_SUCH_PERSON')
      const change: RoleChange = {
        key,
        change: 'granted',
        role,
        place,
        by: actorOf(caller),
        as: capability.by,
        at: now,
      }
      const facts = { retired: region.retired !== undefined, self: person._id === caller }
      const done = await carry(region, caller, person, change, {
        person: ({ roles }) => {
          const why = whyNotGrant(input, { ...facts, roles })
          return why && refuse(why)
        },
        district: (admins) => (admins.includes(person._id) ? refuse('ALREADY_HOLDS') : null),
      })
      if (!done) throw refuse('ROLE_CHANGING')
      return view(region, input, person)
    },
  })

const take = (capability: Taking) =>
  action(capability, {
    load: ({ input, caller }: { input: Input<Taking>; caller: string }) => ({
      region: one(regions, input.place, 'NO_SUCH_PLACE'),
      person: maybe(members, openHolder(caller, input.holder) ?? ''),
    }),
    run: async ({ input, caller, key, now, loaded: { region, person }, refuse }) => {
      const { role, place, reason } = input
      if (!person) throw refuse('NO_SUCH_PERSON')
      if (wasMade(person, key)) return view(region, input, person)
      await checkWords(caller, reason, 'comment')
      const change: RoleChange = {
        key,
        change: 'revoked',
        role,
        place,
        by: actorOf(caller),
        as: capability.by,
        at: now,
        reason,
      }
      const done = await carry(region, caller, person, change, {
        person: ({ roles }) => {
          const why = whyNotRevoke(input, roles)
          return why && refuse(why)
        },
        district: (admins) => {
          const why = whyNotLeave(admins, person._id)
          return why && new Refusal(why, contract.revokeRole.refusals[why])
        },
      })
      if (!done) throw refuse('ROLE_CHANGING')
      return view(region, input, person)
    },
  })

export const grantRole = give(contract.grantRole)
export const appoint = give(contract.appoint)
export const revokeRole = take(contract.revokeRole)
export const dismiss = take(contract.dismiss)

export const listHolders = action(contract.listHolders, {
  load: holdersAt,
  run: (call) => pageOfHolders(call, call.loaded),
})

export const listAllHolders = action(contract.listAllHolders, {
  load: holdersAt,
  run: (call) => pageOfHolders(call, call.loaded),
})

export const findMember = action(contract.findMember, {
  load: ({ input }) => ({ found: byCode(input.person) }),
  run: ({ now, loaded: { found }, refuse }) => {
    const person = shownBy(found, now)
    if (!person) throw refuse('NO_SUCH_PERSON')
    return { shownName: shownName(person), ...(person.avatar ? { avatar: person.avatar.file } : {}) }
  },
})

/** How many changes a person reads of their own. */
const changesShown = 50

export const listMyRoleChanges = action(contract.listMyRoleChanges, {
  load: ({ caller }) => ({ me: maybe(members, caller) }),
  run: async ({ loaded: { me } }) => {
    const changes = (me?.roleChanges ?? []).slice(-changesShown).reverse()
    const names = await namesOf(changes.map(({ place }) => place))
    return {
      items: changes.map(({ change, role, place, as, at, reason }) => {
        const { roleName, placeName } = worded({ role, place }, names)
        return {
          change,
          roleName,
          place,
          placeName,
          as: roleNames[as],
          at: at.toISOString(),
          ...(reason === undefined ? {} : { reason }),
        }
      }),
    }
  },
})
