import type { ItemList, ItemView } from '../../cloudfunctions/pledge/items/contract'

export const itemListWords: readonly { value: ItemList; label: string }[] = [
  { value: 'problem', label: '问题' },
  { value: 'need', label: '需求' },
  { value: 'task', label: '任务' },
]

/** How many more it wants, or what became of it. */
export function itemStands({ state, wants, taken }: Pick<ItemView, 'state' | 'wants' | 'taken'>): string {
  if (state === 'done') return '办好了'
  if (state === 'dropped') return '不用办了'
  return state === 'full' ? '有人管了' : `还要 ${String(wants - taken)} 人`
}
