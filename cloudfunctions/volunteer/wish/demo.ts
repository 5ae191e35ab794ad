import { demoOpenid, demoPlace, type DemoOptions } from '../../shared/demo'
import { placesAbove } from '../../shared/region'
import { dateOf } from '../../shared/shanghai'
import type { Skill } from '../shift/contract'
import type { WishCategory, WishKind, WishState } from './contract'
import type { Wish, WishStep } from './documents'
import { claimMs, dueOf, handsOf, isPublic, unansweredMs, unclaimedMs, type WishEvent } from './rules'
import { keyAt } from './saving'

const hourMs = 60 * 60_000

interface Drafted {
  kind: WishKind
  category: WishCategory
  words: string
  suits: string
  skill?: Skill
  state: WishState
  /** Where it is beside the community itself. */
  grid?: [slug: string, name: string]
  /** How many hours ago it was asked for, and since when it stands where it stands. */
  asked: number
  since: number
  say?: string
  done?: { words: string; minutes: number }
  thanks?: Wish['thanks'] extends infer T | undefined ? Omit<T & object, 'at'> : never
}

const g1: [string, string] = ['g1', '第一网格']
const longAgo = (ms: number) => ms / hourMs + 1

/** What neighbours ask for; the first is asked for last. */
const drafted: readonly Drafted[] = [
  {
    ...{ kind: 'help', category: 'errand', words: '腿脚不便，想请人去社区医院代取一次降压药', suits: '上午都在家' },
    ...{ state: 'waiting', asked: 2, since: 2 },
  },
  {
    ...{ kind: 'wish', category: 'study', words: '孙子上五年级，想有人每周陪着读一小时英语', suits: '周六下午' },
    ...{ skill: 'teach', state: 'waiting', grid: g1, asked: 1.5, since: 1.5 },
  },
  {
    ...{ kind: 'help', category: 'repair', words: '家里坏了', suits: '随时', state: 'returned', asked: 20, since: 1 },
    say: '哪里坏了、要不要带材料，补一句就好派',
  },
  {
    ...{ kind: 'help', category: 'repair', words: '厨房水龙头一直滴水，想请会修的邻居看看', suits: '晚饭后' },
    ...{ skill: 'repair', state: 'shown', grid: g1, asked: 25, since: 2 },
  },
  {
    ...{
      kind: 'wish',
      category: 'company',
      words: '老伴走后一个人下棋没意思，想有人来下几盘象棋',
      suits: '下午三点后',
    },
    ...{ state: 'shown', asked: 43, since: 26 },
  },
  {
    ...{ kind: 'help', category: 'clean', words: '窗户太高够不着，想请人年前帮着擦一擦', suits: '周末白天' },
    ...{ state: 'shown', asked: longAgo(unclaimedMs) + 16, since: longAgo(unclaimedMs) },
  },
  {
    ...{ kind: 'help', category: 'company', words: '要去医院复查，想请人陪着排队拿号', suits: '周二一早' },
    ...{ state: 'claimed', asked: 40, since: 17 },
  },
  {
    ...{ kind: 'wish', category: 'gift', words: '想要一盏亮一点的台灯，晚上看报不费眼', suits: '白天都行' },
    ...{ state: 'claimed', grid: g1, asked: 65, since: 41 },
  },
  {
    ...{ kind: 'help', category: 'other', words: '新手机不会用，想学会和外地的女儿视频', suits: '上午十点' },
    ...{ state: 'done', asked: 49, since: 1 },
    done: { words: '教会了视频和发照片，字也调大了', minutes: 60 },
  },
  {
    ...{ kind: 'help', category: 'errand', words: '米和油提不上五楼，想请人搭把手', suits: '傍晚' },
    ...{ state: 'done', asked: longAgo(unansweredMs) + 44, since: longAgo(unansweredMs) },
    done: { words: '两袋米一桶油送到了厨房', minutes: 30 },
  },
  {
    ...{ kind: 'wish', category: 'other', words: '想和楼里的老姐妹们照一张合影', suits: '周日上午' },
    ...{ skill: 'photo', state: 'thanked', asked: 193, since: 90 },
    done: { words: '在楼下桂花树前照了，洗了六张送过去', minutes: 90 },
    thanks: { grade: 'good', words: '照得真好，摆在床头了，谢谢这孩子' },
  },
  {
    ...{ kind: 'help', category: 'clean', words: '刚出院，想请人帮着把屋里收拾一下', suits: '这两天' },
    ...{ state: 'confirmed', asked: 289, since: 120 },
    done: { words: '扫了地，换了床单，垃圾带下楼了', minutes: 120 },
  },
  {
    ...{ kind: 'help', category: 'other', words: '想借两千块钱周转一下', suits: '越快越好' },
    ...{ state: 'declined', asked: 70, since: 66, say: '钱的事志愿者帮不了，社区救助窗口可以问' },
  },
  {
    ...{ kind: 'wish', category: 'gift', words: '想要几本大字的故事书', suits: '都行', state: 'withdrawn' },
    ...{ asked: 90, since: 89 },
  },
]

/** The events that led to a state. */
const cameBy: Readonly<Record<WishState, readonly WishEvent[]>> = {
  waiting: [],
  returned: ['return'],
  declined: ['decline'],
  shown: ['pass'],
  claimed: ['pass', 'claim'],
  done: ['pass', 'claim', 'finish'],
  confirmed: ['pass', 'claim', 'finish', 'confirm'],
  thanked: ['pass', 'claim', 'finish', 'thank'],
  withdrawn: ['withdraw'],
}

/** The steps to a state, each as long after the one before. */
function stepsTo({ state, say }: Drafted, id: string, madeAt: Date, since: Date): WishStep[] {
  const events = cameBy[state]
  const between = (+since - +madeAt) / Math.max(1, events.length)
  return events.map((event, index) => ({
    ...{ event, by: 'actor-demo', at: new Date(+madeAt + (index + 1) * between), key: `demo-${id}-${event}` },
    ...(say !== undefined && index === events.length - 1 ? { say } : {}),
  }))
}

function asWish(draft: Drafted, index: number, now: Date): Wish {
  const { state, grid, done, thanks, skill } = draft
  const ago = (hours: number) => new Date(+now - hours * hourMs)
  const [madeAt, since] = [ago(draft.asked), ago(draft.since)]
  const _id = `demowish${String(index + 1).padStart(4, '0')}`
  const place = grid ? `${demoPlace}.${grid[0]}` : demoPlace
  const number = 4 + (index % 12)
  const steps = stepsTo(draft, _id, madeAt, since)
  const at = (event: WishEvent) => steps.find((each) => each.event === event)?.at
  const [shownAt, claimedAt, doneAt] = [at('pass'), at('claim'), at('finish')]
  const wish: Wish = {
    ...{ _id, kind: draft.kind, category: draft.category, words: draft.words, suits: draft.suits, state },
    ...(skill === undefined ? {} : { skill }),
    ...{ place, placeName: grid?.[1] ?? '桃花井社区', places: [place, ...placesAbove(place), '*'] },
    ...{ asker: demoOpenid('resident', (index % 3) + 1), askerName: '邻居', madeAt },
    ...(shownAt ? { shownAt } : {}),
    ...(claimedAt
      ? {
          claim: {
            person: demoOpenid('volunteer', number),
            ...{ name: `志愿者${String(number)}`, at: claimedAt, until: new Date(+claimedAt + claimMs) },
          },
        }
      : {}),
    ...(done && doneAt ? { done: { ...done, photos: [], at: doneAt, day: dateOf(doneAt) } } : {}),
    ...(thanks ? { thanks: { ...thanks, at: since } } : {}),
    ...(thanks || state === 'confirmed' ? { confirmedAt: since } : {}),
    hold: state === 'claimed' ? (handsOf(demoOpenid('volunteer', number))[0] ?? _id) : _id,
    ...{ madeKey: keyAt(madeAt, _id), sinceKey: keyAt(since, _id), steps, rev: steps.length },
    ...(isPublic(state) ? { publicKey: keyAt(madeAt, _id) } : {}),
    // Those nearby were called to it before the demo begins.
    ...(state === 'shown' && since < new Date(+now - unclaimedMs) ? { calledAt: since } : {}),
  }
  const due = dueOf(wish)
  return due ? { ...wish, due } : wish
}

/** What neighbours of the demo asked for, in every state; none of them says where. */
export const demoWishes = ({ now }: DemoOptions): Wish[] => drafted.map((draft, index) => asWish(draft, index, now))
