import { go } from '../routes'
import { Empty } from './empty'

/** Stands where something was that its owner, or the cloud, has taken away; `say`: what the cloud says of it. */
export const Gone = ({ say = '可能是发布的人收回了，也可能已经过期' }: { say?: string }) => (
  <Empty title="这条内容已经移走了" say={say} action={{ label: '回首页', onTap: go.home }} />
)
