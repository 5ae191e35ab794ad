import { View } from '@tarojs/components'
import { headingRole } from '../shared/aria'
import { useComfort } from '../shared/comfort'
import { phrased } from '../shared/phrases'
import { go } from '../shared/routes'
import { Avatar } from '../shared/ui/avatar'
import { Card } from '../shared/ui/card'
import { Icon } from '../shared/ui/icon'
import { isNamed, pictureOf, roleWords, type Me } from './words'
import './who-card.scss'

/** How many roles are named before the rest is counted. */
const rolesShown = { simple: 2, full: 4 }

/** Signs of the largest second words that stand on a line of the card on the smallest phone. */
const lineful = 8

/** Who I am here; a tap leads to where that is changed. Whoever has no name yet is invited to one. */
export function WhoCard({ me }: { me: Me }) {
  const { simple } = useComfort()
  const named = isNamed(me)
  const name = named ? me.shownName : '点这里起个名字'
  return (
    <Card name="who" label={named ? `${name}，改名字与头像` : name} onTap={go.profile}>
      {named && !simple && <Avatar name={me.shownName} src={pictureOf(me)} />}
      <View className="who-words">
        <View className={named ? 'who-name' : 'who-name who-invited'} {...headingRole(1)}>
          {name}
        </View>
        {me.roles.length > 0 ? <Roles roles={me.roles} /> : <View className="who-say in-phrases">{sayOf(named)}</View>}
      </View>
      <Icon name="go" />
    </Card>
  )
}

const sayOf = (named: boolean) => (named ? '邻居好，常来坐坐' : '街坊好称呼您，不起也行')

function Roles({ roles }: Pick<Me, 'roles'>) {
  const { simple } = useComfort()
  const shown = roles.slice(0, simple ? rolesShown.simple : rolesShown.full)
  const more = roles.length - shown.length
  return (
    <View className="who-roles">
      {shown.map((each) => (
        <View key={`${each.role} ${each.place}`} className={`who-role${phrased(roleWords(each), lineful)}`}>
          {roleWords(each)}
        </View>
      ))}
      {more > 0 && <View className="who-role">{`还有 ${String(more)} 个身份`}</View>}
    </View>
  )
}
