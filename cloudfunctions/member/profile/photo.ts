import { claim, command, find, removeAll } from '../../shared/database'
import { photoUses as market } from '../../market/photos'
import { photoUses as pledge } from '../../pledge/photos'
import { photoUses as volunteer } from '../../volunteer/photos'
import { members, photos, type Photo } from '../../shared/documents'
import type { PhotoUses } from '../../shared/photos'
import { deleteFiles } from '../../shared/storage'

/** Photos of one person that are looked at when an older one goes. */
const photosLookedAt = 50

/** Shows a picture unless a newer one is shown, and deletes those that it takes the place of. */
async function showAvatar({ owner, file, at }: Photo): Promise<void> {
  await claim(members, owner, { 'avatar.at': command.not(command.gt(at)) }, { avatar: { file, at } })
  const all = await find(photos, {
    where: { owner, use: 'avatar' },
    sort: [['at', 'desc']],
    limit: photosLookedAt,
  })
  const shown = all.findIndex(({ state }) => state === 'fine')
  const replaced = shown < 0 ? [] : all.slice(shown + 1)
  await deleteFiles(replaced.map(({ file }) => file))
  await removeAll(
    photos,
    replaced.map(({ _id }) => _id),
  )
}

/** What the product's photos are for; a domain that takes photos adds its uses in its `photos.ts`. */
export const photoUses: PhotoUses = {
  avatar: { scene: 'profile', refusedTitle: '头像没有通过', opens: '/pages/me', accept: showAvatar },
  ...market,
  ...pledge,
  ...volunteer,
}
