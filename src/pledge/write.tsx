import { useRouter } from '@tarojs/taro'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { items } from '../../cloudfunctions/pledge/items/contract'
import { promise } from '../../cloudfunctions/pledge/promise/contract'
import { useList } from '../shared/use-list'
import { useServer } from '../shared/use-server'
import { Empty } from '../shared/ui/empty'
import { Page } from '../shared/ui/page'
import { Waiting } from '../shared/ui/waiting'
import { go } from '../shared/routes'
import { PledgeForm } from './pledge-form'

/** A promise to write: a new one, one about an item of the lists, or the draft that the address names. */
export default function Write() {
  const { pledge, item } = useRouter().params
  const me = useServer(profile.me, {})
  const mine = useList(promise.mine)
  const taken = useServer(items.oneItem, item === undefined ? null : { item })
  if (!me.value || !mine.value) return <Waiting from={me.value ? mine : me} heights={[96, 96, 96]} />
  if (item !== undefined && !taken.value) return <Waiting from={taken} heights={[96, 96, 96]} />
  const branch = me.value.roles.find(({ role }) => role === 'member')
  const draft = mine.items.find(({ id }) => id === pledge)
  const { today } = mine.value
  return (
    <Page seenAt={mine.seenAt}>
      {!branch || (pledge !== undefined && !draft) ? (
        <Empty
          title="现在写不了"
          say={branch ? '这条交上去了，或者已经删了' : '写承诺的是支部的党员'}
          action={{ label: '看公示栏', onTap: go.board }}
        />
      ) : (
        <PledgeForm branch={branch.place} draft={draft} item={taken.value} today={today} />
      )}
    </Page>
  )
}
