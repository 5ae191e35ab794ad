import { View } from '@tarojs/components'
import { Fragment, type ReactNode } from 'react'
import { List } from '../shared/ui/row'

/** As many rows as one element of a page holds: WeChat slows down where there are more than 60. */
const together = 20

interface Props<T> {
  label: string
  items: readonly T[]
  row: (item: T) => ReactNode
}

/** A long list in groups, which nobody sees. Rows are known by where they stand: their tokens differ at each look. */
export function Grouped<T>({ label, items, row }: Props<T>) {
  const groups = Array.from({ length: Math.ceil(items.length / together) }, (_, index) =>
    items.slice(index * together, (index + 1) * together),
  )
  return (
    <List label={label}>
      {groups.map((group, index) => (
        <View key={index}>
          {group.map((item, at) => (
            <Fragment key={at}>{row(item)}</Fragment>
          ))}
        </View>
      ))}
    </List>
  )
}
