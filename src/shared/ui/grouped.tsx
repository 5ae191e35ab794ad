import { View } from '@tarojs/components'
import { Fragment, type ReactNode } from 'react'
import { List } from './row'

/** As many parts as one element of a page holds: WeChat slows down where there are more than 60. */
const together = 20

interface PiecesProps<T> {
  items: readonly T[]
  part: (item: T) => ReactNode
}

/** Many parts in groups, which nobody sees. They are known by where they stand, so that others in their place send their words alone. */
export function Pieces<T>({ items, part }: PiecesProps<T>) {
  const groups = Array.from({ length: Math.ceil(items.length / together) }, (_, index) =>
    items.slice(index * together, (index + 1) * together),
  )
  return (
    <>
      {groups.map((group, index) => (
        <View key={index}>
          {group.map((item, at) => (
            <Fragment key={at}>{part(item)}</Fragment>
          ))}
        </View>
      ))}
    </>
  )
}

interface Props<T> {
  label: string
  items: readonly T[]
  row: (item: T) => ReactNode
}

/** A long list of rows. */
export const Grouped = <T,>({ label, items, row }: Props<T>) => (
  <List label={label}>
    <Pieces items={items} part={row} />
  </List>
)
