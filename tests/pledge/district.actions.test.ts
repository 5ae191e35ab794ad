import { rmSync } from 'node:fs'
import { board, boardSorts, type BoardSort } from '../../cloudfunctions/pledge/board/contract'
import { desk, mostWaiting } from '../../cloudfunctions/pledge/desk/contract'
import type { Pledge } from '../../cloudfunctions/pledge/documents'
import { figures } from '../../cloudfunctions/pledge/figures/contract'
import { items } from '../../cloudfunctions/pledge/items/contract'
import { keysOf } from '../../cloudfunctions/pledge/promise/keys'
import { promise } from '../../cloudfunctions/pledge/promise/contract'
import { writeCursor } from '../../cloudfunctions/shared/cursor'
import { seedDocuments, writeDocuments, type Documents } from '../../config/scripts/seed'
import { fridayMorning as now, startCloud } from '../support/cloud'
import { functionsWithout } from '../support/fewer-indexes'
import { anItem } from '../support/pledge-world'
import { growing, rowsOf, type Looks } from '../support/growth'

const community = 'wangcheng.gaotangling.wangfulu'
const [few, times] = [300, 10]
const mostRequests = 3

const keyOf = { newest: 'newestKey', done: 'doneKey', due: 'dueKey', late: 'dueKey' } as const

/** Where a page in the middle of a list begins. */
function middleOf(world: Documents, sort: BoardSort): string | undefined {
  const keys = ((world['pledges'] ?? []) as Pledge[])
    .flatMap((each) => each[keyOf[sort]] ?? [])
    .filter((key) => (sort === 'late' ? key < '2026-11-27' : sort === 'due' ? key >= '2026-11-27' : true))
    .sort()
  const at = keys[Math.floor(keys.length / 2)]
  return at === undefined ? undefined : writeCursor({ at })
}

/** Each list of the board, its first page and one in the middle, and what else is looked at. */
function looksOf(world: Documents): Looks {
  const pages = boardSorts.flatMap((sort) => {
    const cursor = middleOf(world, sort)
    return [
      [`board, ${sort}`, { sort }],
      [`board, ${sort}, of a place`, { sort, community }],
      ...(cursor === undefined ? [] : [[`board, ${sort}, far on`, { sort, cursor }] as const]),
    ] as const
  })
  return {
    ...Object.fromEntries(
      pages.map(
        ([name, input]) =>
          [name, (cloud) => cloud.call(undefined, board.board, input)] as const satisfies [string, Looks[string]],
      ),
    ),
    'board, of a place and list': (cloud) => cloud.call(undefined, board.board, { branch: community, list: 'need' }),
    'board, search': (cloud) => cloud.call(undefined, board.board, { search: '楼道的灯' }),
    noticeBoard: (cloud) => cloud.call(undefined, board.noticeBoard, { branch: community }),
    mine: (cloud) => cloud.call('o-member-0001', promise.mine, {}),
    figures: (cloud) => cloud.call(undefined, figures.figures, { place: 'wangcheng', year: 2026 }),
    listItems: (cloud) => cloud.call(undefined, items.listItems, { list: 'problem' }),
  }
}

/** What waits for a secretary is counted up to a number, so its rows are bounded rather than the same. */
const atTheDesk: Looks = {
  pledgeDesk: (cloud) =>
    cloud.call('o-secretary-0001', desk.pledgeDesk, { branch: 'wangcheng.yueliangdao.taohuajing' }),
}

/** Of the district's seed every fifth promise is done; and there are items to take. */
async function worldOf(count: number): Promise<Documents> {
  const world = await seedDocuments('wangcheng', now, 1, {
    ...{ pledges: count, members: Math.ceil(count / 1.4) },
    ...{ vendors: 1, volunteers: 1, activities: 1, shifts: 1 },
  })
  const pledges = (world['pledges'] as Pledge[]).map((pledge, index): Pledge => {
    if (index % 5 > 0) return pledge
    const done: Pledge = { ...pledge, state: 'done', doneAt: new Date(+now - index * 60_000) }
    return { ...done, ...keysOf(done) }
  })
  const items = Array.from({ length: count / 10 }, (_, index) => {
    const item = anItem(`item${String(index).padStart(6, '0')}`)
    return { ...item, newestKey: `${String(index).padStart(6, '0')}~${item._id}` }
  })
  return { ...world, pledges, pledge_items: items }
}

test('in a district of ten times as many promises a look reads no more, far on in a list either; without an index it tells', async () => {
  const [small, large] = await Promise.all([worldOf(few), worldOf(few * times)])
  const folder = functionsWithout({ pledges: 'due_next' })
  const start = (world: Documents, functions?: string) =>
    startCloud({ documents: writeDocuments(world), seed: 'none', now, ...(functions ? { functions } : {}) })
  const clouds = await Promise.all([start(small), start(large), start(large, folder)])
  const [one, ten, less] = clouds
  try {
    const before = await rowsOf(one, 'pledge', looksOf(small), mostRequests)
    const after = await rowsOf(ten, 'pledge', looksOf(large), mostRequests)
    expect(growing(before, after, times)).toEqual([])
    expect((await rowsOf(ten, 'pledge', atTheDesk, 1)).get('pledgeDesk')).toBeLessThan(mostWaiting * 4)
    expect([...after.keys()]).toEqual([...before.keys()])
    expect([await one.unservedQueries(), await ten.unservedQueries()]).toEqual([[], []])
    const told = growing(before, await rowsOf(less, 'pledge', looksOf(large), mostRequests), times)
    expect(told).toEqual(expect.arrayContaining(['board, due', 'board, late', 'board, late, far on']))
    expect(told.filter((each) => !/due|late/.test(each))).toEqual([])
  } finally {
    await Promise.all(clouds.map((cloud) => cloud.stop()))
    rmSync(folder, { recursive: true, force: true })
  }
})
