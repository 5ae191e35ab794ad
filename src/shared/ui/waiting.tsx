import { noNetwork } from '../cloud'
import { go } from '../routes'
import type { FromServer } from '../use-server'
import { Empty } from './empty'
import { Gone } from './gone'
import { Page } from './page'
import { Skeleton } from './skeleton'

interface Props {
  from: Pick<FromServer<unknown>, 'refused' | 'reload'>
  /** Heights of the blocks that will be here. */
  heights: number[]
}

/** A page that stands for what is on its way from the cloud, or was not given. */
export function Waiting({ from: { refused, reload }, heights }: Props) {
  if (!refused)
    return (
      <Page>
        <Skeleton heights={heights} />
      </Page>
    )
  if (refused.gone)
    return (
      <Page>
        <Gone say={refused.say} />
      </Page>
    )
  const again = { label: '再试一次', onTap: () => void reload() }
  const home = { label: '回首页', onTap: go.home }
  // Some pages begin with a change, as 我的码 does; nobody who only opened one did something that could be done twice.
  const say = refused.code === 'NO_ANSWER' ? noNetwork : refused.say
  return (
    <Page>
      <Empty title="暂时看不到" say={say} action={refused.passing ? again : home} />
    </Page>
  )
}
