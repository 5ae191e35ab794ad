import { readTogether } from '../../shared/database'
import { members } from '../../shared/documents'
import { many, maybe } from '../../shared/load'
import { holds } from '../../shared/roles'
import { action } from '../../shared/serve'
import { dateOf } from '../../shared/shanghai'
import { markets, type Night } from '../documents'
import { nightState } from '../night/rules'
import { summary } from '../night/views'
import { desk as contract, waitKinds } from './contract'
import { selections, sources, type DeskFacts, type MyMarket } from './sources'

const marketsShown = 100
/** How many of a kind the page shows at once. */
const oldestShown = 3

/** Two requests for the whole page: which markets the caller runs, then what waits at them. */
export const listWaits = action(contract.listWaits, {
  load: ({ caller }) => ({
    me: maybe(members, caller, { fields: { roles: 1 } }),
    all: many(markets, {
      match: { _id: { $gt: '' } },
      limit: marketsShown,
      fields: { name: 1, place: 1, 'layout.version': 1 },
    }),
  }),
  run: async ({ caller, now, loaded: { me, all } }) => {
    const mine = all.filter(({ place }) => holds(me?.roles ?? [], 'operator', place))
    const facts = await read(caller, mine, now)
    return {
      today: dateOf(now),
      markets: mine.map(({ _id, name }) => {
        const coming = facts.nights.filter(({ market }) => market === _id)
        const [next] = coming
        const shut = coming.find((night) => nightState(night, now) === 'draft')
        return {
          id: _id,
          name,
          ...(next ? { next: summary(next, now) } : {}),
          ...(shut ? { toOpen: { date: shut.date, opensAt: shut.opensAt.toISOString() } } : {}),
        }
      }),
      waits: waitKinds.flatMap((kind) => {
        const rows = [...sources[kind](facts, now)].sort((one, other) => (one.at < other.at ? -1 : 1))
        return rows.length === 0 ? [] : [{ kind, count: rows.length, oldest: rows.slice(0, oldestShown) }]
      }),
    }
  },
})

async function read(caller: string, mine: readonly MyMarket[], now: Date): Promise<DeskFacts> {
  if (mine.length === 0) return { markets: [], nights: [], appealed: [], shops: [], reports: [] }
  const anchor = { from: members.name, match: { _id: caller }, fields: { _id: 1 } }
  const found = await readTogether({ anchor, others: selections(mine, now) })
  const part = <T>(name: keyof ReturnType<typeof selections>) => (found?.others[name] ?? []) as T[]
  return {
    markets: mine,
    nights: part<Night>('nights').filter(({ endsAt }) => endsAt > now),
    appealed: part('appealed'),
    shops: part('shops'),
    reports: part('reports'),
  }
}
