import { claim, untilClaimed } from '../../shared/database'
import { one } from '../../shared/load'
import { notice, owed, settle } from '../../shared/notify'
import { checkWords } from '../../shared/open-api'
import { actorOf } from '../../shared/seal'
import { action } from '../../shared/serve'
import { longDate } from '../../shared/shanghai'
import { nights, type Night, type NightChange } from '../documents'
import { changeBy, changed } from '../night/changing'
import { stands } from '../night/rules'
import { warning as contract } from './contract'
import { whyNotWarn } from './rules'

/** What whoever has a stall of this night, or is kept one, is told. */
const warnings = (night: Night, words: string, now: Date, key: string) =>
  night.bookings
    .filter((each) => stands(each, now))
    .map(({ vendor }) =>
      notice({
        to: vendor,
        kind: 'market',
        title: `${longDate(night.date)} 夜市提醒`,
        words,
        state: '照常出摊',
        when: night.startsAt,
        opens: `/market/night-map?night=${night._id}`,
        at: now,
        cause: key,
      }),
    )

/** Written onto exactly the night that was read, so that whoever stands in it then is whoever is told. */
export const warnNight = action(contract.warnNight, {
  load: ({ input }) => ({ night: one(nights, input.night, 'NO_SUCH_NIGHT') }),
  run: async ({ input: { words }, caller, key, now, loaded: { night }, refuse }) => {
    const record: NightChange = { what: 'warned', reason: words, by: actorOf(caller), at: now, key }
    const judge = (night: Night) => {
      const told = warnings(night, words, now, key)
      const why = whyNotWarn(night, words, told.length, now)
      if (why) throw refuse(why)
      return told
    }
    if (!changeBy(night, key)) {
      judge(night)
      await checkWords(caller, words, 'comment')
    }
    const done = await untilClaimed(nights, night, async (night) => {
      if (changeBy(night, key)) return true
      const told = judge(night)
      if (!(await claim(nights, night._id, { rev: night.rev }, changed(owed(told), record)))) return null
      await settle(nights, night._id, told)
      return true
    })
    if (!done) throw refuse('BUSY')
    return { night: night._id }
  },
})
