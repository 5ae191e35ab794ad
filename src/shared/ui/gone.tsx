import { go } from '../routes'
import { Empty } from './empty'

/** Stands where something was that its owner, or the cloud, has taken away. */
export const Gone = () => (
  <Empty
    title="这条内容已经移走了"
    say="可能是发布的人收回了，也可能已经过期"
    action={{ label: '回首页', onTap: go.home }}
  />
)
