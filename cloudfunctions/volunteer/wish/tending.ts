import { changeAll, command, find } from '../../shared/database'
import type { Tender } from '../../shared/tending'
import { volunteers } from '../documents'
import { canAt } from '../profile/rules'
import type { Wish, WishStep } from './documents'
import { calledAtMost, communityOf, dueOf, type WishEvent } from './rules'
import { write } from './saving'
import { about } from './words'

/** What the clock does, once for each time that it is due. */
const clockStep = (event: WishEvent, cause: Date, at: Date): WishStep => ({
  ...{ event, by: 'clock', at, key: `${event}-${String(+cause)}` },
})

const isDue = (wish: Wish, state: Wish['state'], now: Date): Date | undefined => {
  const due = dueOf(wish)
  return wish.state === state && due && due <= now ? due : undefined
}

const due: Tender<Wish>['due'] = (wish) => [dueOf(wish)].filter((each) => each !== undefined)

/** A claim whose time ran out: both are told; it was anybody's already. */
export const lapsedClaims: Tender<Wish> = {
  due,
  tend: lapse,
}

/** Takes a wish from whoever had it where their time ran out; @returns whether it did */
export async function lapse(wish: Wish, now: Date): Promise<boolean> {
  const until = isDue(wish, 'claimed', now)
  if (!until || !wish.claim) return false
  const step = clockStep('lapse', until, now)
  const said = { state: '等人接', at: now, cause: step.key }
  const told = [
    about(wish, wish.claim.person, {
      ...said,
      title: '接的心愿到期了',
      words: `「${wish.words}」让给别人了，想办就再接一次`,
    }),
    about(wish, wish.asker, { ...said, title: '您的心愿重新等人接', words: `「${wish.words}」接的人没来得及办` }),
  ]
  await write(wish, step, { unset: ['claim'], told })
  return true
}

/** Volunteers of the community who can do it, those first who were called longest ago. */
const able = ({ skill, place, asker }: Wish) =>
  find(volunteers, {
    where: { can: canAt(skill ?? 'any', communityOf(place)), _id: command.neq(asker) },
    sort: [['calledAt', 'asc']],
    limit: calledAtMost,
    fields: { _id: true },
  })

/** A wish that nobody claimed for days: some volunteers nearby are asked, once. */
export const calls: Tender<Wish> = {
  due,
  tend: async (wish, now) => {
    const since = isDue(wish, 'shown', now)
    if (!since) return false
    const people = (await able(wish)).map(({ _id }) => _id)
    const step = clockStep('call', since, now)
    const told = people.map((person) =>
      about(wish, person, {
        ...{ title: '邻居的心愿等人接', words: `${wish.placeName}：「${wish.words}」，您方便吗`, state: '等人接' },
        ...{ at: now, cause: step.key },
      }),
    )
    if (await write(wish, step, { set: { calledAt: now }, told }))
      await changeAll(volunteers, { _id: command.in(people) }, { calledAt: now })
    return true
  },
}
