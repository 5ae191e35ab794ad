import type { FromServer } from '../use-server'
import { Notice } from './notice'
import { Skeleton } from './skeleton'

interface Props {
  from: Pick<FromServer<unknown>, 'refused' | 'reload'>
  /** Heights of the blocks that will be here. */
  heights: number[]
}

/** A part of a page that stands for what is on its way from the cloud, or was not given; `Waiting` is a whole page. */
export const Coming = ({ from: { refused, reload }, heights }: Props) =>
  refused ? (
    <Notice say={refused.say} action={{ label: '再试一次', onTap: () => void reload() }} />
  ) : (
    <Skeleton heights={heights} />
  )
