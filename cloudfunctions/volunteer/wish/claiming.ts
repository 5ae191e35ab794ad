import { members } from '../../shared/documents'
import { maybe, one } from '../../shared/load'
import { checkOnce } from '../../shared/open-api'
import { action } from '../../shared/serve'
import { dateOf, longDate } from '../../shared/shanghai'
import { shownName } from '../../member/profile/rules'
import { wishes } from '../documents'
import { takePhotos } from '../photos'
import { wish as contract } from './contract'
import { aboutClaimer, claimerOf } from './reading'
import { claimMs, handsOf, hasClaim, mostMinutes, whyNotClaim } from './rules'
import { changeWish, stepOf, wasDone, wishOf } from './saving'
import { insideView, partIn, wishView } from './views'
import { lapse } from './tending'
import { about } from './words'

export const claimWish = action(contract.claimWish, {
  load: ({ input, caller, now }) => ({ wish: one(wishes, input.wish, 'NO_SUCH_WISH'), ...aboutClaimer(caller, now) }),
  run: async ({ caller, key, now, loaded: { wish, ...person }, refuse }) => {
    const claimer = claimerOf(person, caller, now)
    const name = shownName(person.me ?? {})
    // Whose time ran out has let go, whether or not the timer came.
    for (const each of person.held) await lapse(each, now)
    const full = person.held.filter((each) => hasClaim(each, caller, now)).map(({ hold }) => hold)
    const free = handsOf(caller).filter((hand) => !full.includes(hand))
    const after = await changeWish(
      wish,
      stepOf('claim', caller, key, now),
      (wish) => {
        const why = whyNotClaim(wish, claimer, now)
        if (why) throw refuse(why)
        const [hold] = free
        if (hold === undefined) throw refuse('HANDS_FULL')
        const until = new Date(+now + claimMs)
        const told = about(wish, wish.asker, {
          ...{ title: '有人接您的心愿了', state: '已接单', at: now, cause: key },
          words: `${name}会在 ${longDate(dateOf(until))} 前来办「${wish.words}」`,
        })
        const claim = { person: caller, name, at: now, until }
        return { set: { claim, hold }, told: [told], onTaken: () => void free.shift() }
      },
      () => refuse('WISH_TAKEN'),
    )
    // A late repeat, after it went on to somebody else, reads no address.
    if (partIn(after, caller, now) !== 'claimer') throw refuse('WISH_TAKEN')
    return insideView(after, 'claimer', now)
  },
})

export const giveBackWish = action(contract.giveBackWish, {
  load: wishOf,
  run: async ({ input: { reason }, caller, key, now, loaded: { wish }, refuse }) => {
    const judge = checkOnce(caller, reason, 'comment')
    const after = await changeWish(
      wish,
      stepOf('giveBack', caller, key, now, reason),
      async (wish) => {
        if (!hasClaim(wish, caller, now)) throw refuse('NOT_YOUR_CLAIM')
        await judge()
        const told = about(wish, wish.asker, {
          ...{ title: '接单的人来不了', words: `「${wish.words}」重新等人接：${reason}`, state: '等人接' },
          ...{ at: now, cause: key },
        })
        return { unset: ['claim'], told: [told] }
      },
      () => refuse('NOT_YOUR_CLAIM'),
    )
    return wishView(after, now)
  },
})

export const finishWish = action(contract.finishWish, {
  load: ({ input, caller }) => ({ ...wishOf({ input }), me: maybe(members, caller, { fields: { uploads: 1 } }) }),
  run: async ({ input: { words, minutes, files = [] }, caller, key, now, loaded: { wish, me }, refuse }) => {
    const step = stepOf('finish', caller, key, now)
    let photos: string[] = []
    if (!wasDone(wish, step)) {
      if (!hasClaim(wish, caller, now)) throw refuse('NOT_YOUR_CLAIM')
      if (minutes > mostMinutes[wish.category]) throw refuse('TOO_LONG')
      await checkOnce(caller, words, 'forum')()
      photos = await takePhotos(files, { owner: caller, me, use: 'wish', about: wish._id }, refuse, now)
    }
    const after = await changeWish(
      wish,
      step,
      (wish) => {
        if (!hasClaim(wish, caller, now)) throw refuse('NOT_YOUR_CLAIM')
        const told = about(wish, wish.asker, {
          ...{ title: '您的心愿办好了', words: `「${wish.words}」办好了，谢一声，评一评`, state: '等您评' },
          ...{ at: now, cause: key },
        })
        return { set: { done: { words, minutes, photos, at: now, day: dateOf(now) } }, told: [told] }
      },
      () => refuse('NOT_YOUR_CLAIM'),
    )
    if (partIn(after, caller, now) !== 'claimer') throw refuse('NOT_YOUR_CLAIM')
    return insideView(after, 'claimer', now)
  },
})
