import * as v from 'valibot'
import { contract, Cursor, fields, Instant, PlaceId } from '../../shared/contract'
import { line } from '../../shared/text'
import { ItemId, listKinds, pledgeStates } from '../promise/contract'

/** The three lists 问题、需求、任务; what is a member's own thought stands in none. */
export const itemLists = listKinds.filter((kind) => kind !== 'own')
export type ItemList = (typeof itemLists)[number]

/** Where an item comes from. */
export const itemOrigins = ['opinion', 'whistle', 'wish', 'branch'] as const
export type ItemOrigin = (typeof itemOrigins)[number]
export const itemOriginWords: Readonly<Record<ItemOrigin, string>> = {
  opinion: '走访听到的',
  whistle: '哨声反映的',
  wish: '居民的微心愿',
  branch: '支部排的',
}

/** `open`: nobody took it yet; `taken`: somebody did, more may; `full`: as many as it wants. */
export const itemStates = ['open', 'taken', 'full', 'done', 'dropped'] as const

/** So few that another list of as many is one small answer on a page (`tests/weapp/lists.test.ts`). */
export const itemsPerPage = 7

/** The most pledges that one item wants. */
export const mostTakers = 20

/** 清单里的一条 As everybody reads it. */
export const ItemView = v.object({
  id: v.string(),
  place: v.string(),
  list: v.picklist(itemLists),
  words: v.string(),
  whom: v.string(),
  origin: v.picklist(itemOrigins),
  wants: v.number(),
  taken: v.number(),
  state: v.picklist(itemStates),
  at: Instant,
  /** What was said when it was over. */
  say: v.optional(v.string()),
})
export type ItemView = v.InferOutput<typeof ItemView>

const noSuchItem = '清单里没有这一条，刷新再看'

/** 三张清单 What waits for somebody to promise something about it. */
export const items = contract('pledge', {
  /** The newest first; there and below. */
  listItems: {
    by: 'anyone',
    input: fields({
      community: v.optional(PlaceId),
      list: v.optional(v.pipe(v.picklist(itemLists), v.title('哪张清单'))),
      /** Only those that another pledge may take. */
      room: v.optional(v.pipe(v.boolean(), v.title('还能领的'))),
      cursor: v.optional(Cursor),
    }),
    output: v.object({ items: v.array(ItemView), cursor: v.optional(v.string()) }),
    refusals: {},
  },
  /** One of them, with the public pledges that took it; of one that was merged, the one that it leads to. */
  oneItem: {
    by: 'anyone',
    input: fields({ item: ItemId }),
    output: v.object({
      ...ItemView.entries,
      /** Whether the caller follows it. */
      following: v.optional(v.boolean()),
      takers: v.array(
        v.object({ pledge: v.string(), by: v.string(), words: v.string(), state: v.picklist(pledgeStates) }),
      ),
    }),
    refusals: { NO_SUCH_ITEM: noSuchItem },
  },
  /** Puts one on a list of the branch. */
  addItem: {
    by: 'secretary',
    at: 'branch',
    changes: true,
    input: fields({
      branch: PlaceId,
      list: v.pipe(v.picklist(itemLists), v.title('哪张清单')),
      words: line('什么事', { min: 6, max: 120 }),
      whom: line('为谁、在哪', { min: 2, max: 40 }),
      origin: v.pipe(v.picklist(itemOrigins), v.title('从哪来的')),
      wants: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostTakers), v.title('要几个人')),
    }),
    output: ItemView,
    refusals: { NO_SUCH_BRANCH: '没有找到这个支部，请重新选' },
  },
  /** 了结 It is done, or nobody needs it any more; what was promised about it goes on. */
  closeItem: {
    by: 'secretary',
    at: 'item',
    changes: true,
    input: fields({
      item: ItemId,
      as: v.pipe(v.picklist(['done', 'dropped']), v.title('怎么了结')),
      say: line('说明', { min: 4, max: 100 }),
    }),
    output: ItemView,
    refusals: { NO_SUCH_ITEM: noSuchItem, ITEM_CLOSED: '这一条已经了结了' },
  },
  /** 并 It says what another one says, which it leads to from now on; who took it, and who follows it, go along. */
  mergeItem: {
    by: 'secretary',
    at: 'item',
    changes: true,
    input: fields({ item: ItemId, into: v.pipe(ItemId, v.title('并到哪一条')) }),
    output: ItemView,
    refusals: {
      NO_SUCH_ITEM: noSuchItem,
      ITEM_CLOSED: '这一条已经了结了，不用再并',
      INTO_CLOSED: '那一条已经了结了，换一条来并',
      INTO_NEWER: '并到先写的那一条，两条换一换',
      ITEM_OF_OTHERS: '那一条不是这个支部的，换一条来并',
      TOO_MANY_MERGED: '那一条并了太多，换一条来并',
    },
  },
  /** 关注 Follows an item, or no longer: hears once that somebody took it, and that it is over. */
  followItem: {
    by: 'resident',
    changes: true,
    input: fields({ item: ItemId, follow: v.pipe(v.boolean(), v.title('关注')) }),
    output: v.object({ following: v.boolean() }),
    refusals: { NO_SUCH_ITEM: noSuchItem },
  },
})
