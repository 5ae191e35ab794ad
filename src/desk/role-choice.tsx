import { View } from '@tarojs/components'
import { useState } from 'react'
import type { Role } from '../../cloudfunctions/shared/contract'
import { roleNames } from '../../cloudfunctions/shared/roles'
import { useComfort } from '../shared/comfort'
import { Choice } from '../shared/ui/chip'
import { List, Row } from '../shared/ui/row'
import { Segmented } from '../shared/ui/segmented'

interface Props {
  offered: readonly Role[]
  role: Role
  onChoose: (role: Role) => void
}

/** As many as stand beside each other. */
const few = 4

/** Which role is looked at: all side by side, where they are few or the page is not a simple one. */
export function RoleChoice({ offered, role, onChoose }: Props) {
  const { simple } = useComfort()
  const options = offered.map((each) => ({ value: each, label: roleNames[each] }))
  if (options.length <= few)
    return (
      <View className="desk-segments">
        <Segmented label="身份" options={options} value={role} onChange={onChoose} />
      </View>
    )
  if (simple) return <Folded offered={offered} role={role} onChoose={onChoose} />
  return <Choice label="身份" options={options} value={role} onChange={onChoose} />
}

/** One row that unfolds to all of them, so that large words leave room for the list; classes alone say what shows. */
function Folded({ offered, role, onChoose }: Props) {
  const [open, setOpen] = useState(false)
  const tap = (each: Role) => {
    setOpen(!open)
    if (open) onChoose(each)
  }
  return (
    <View className={`role-fold at-${String(offered.indexOf(role))}${open ? ' role-open' : ''}`}>
      <List label="身份">
        {offered.map((each) => (
          <View key={each} className="role-one">
            <Row icon="person" title={roleNames[each]} side="换一种身份" onTap={() => tap(each)} />
          </View>
        ))}
      </List>
    </View>
  )
}
