import { go } from '../shared/routes'
import { Empty } from '../shared/ui/empty'

/** What somebody reads who serves in none of the roles that a page of the desk is for. */
export const NotYours = ({ who }: { who: string }) => (
  <Empty
    title="这里给办事的邻里用"
    say={`${who}在这里办事。想一起出力，到社区服务中心问一问`}
    action={{ label: '回首页', onTap: go.home }}
  />
)
