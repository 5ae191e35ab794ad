import { go } from '../shared/routes'
import { Empty } from '../shared/ui/empty'
import { Page } from '../shared/ui/page'

/** Where an address leads that no page has: an old share card, or a code of a page that is no more. */
export default function GonePage() {
  return (
    <Page>
      <Empty
        title="这个页面找不到了"
        say="它可能换了地方，也可能已经撤下来了"
        action={{ label: '回首页', onTap: go.home }}
      />
    </Page>
  )
}
