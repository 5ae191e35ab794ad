import { members } from '../shared/documents'
import { settleOwed } from '../shared/notify'
import { takeAnswer, tendPhotos } from '../shared/photos'
import { serve } from '../shared/serve'
import { keepConsents, listNotices, muteKind, noticeSettings, readNotices } from './notice/actions'
import { sendWaiting } from './notice/outbox'
import { tidy } from './notice/tidy'
import { me, myCode, removePhone, setAvatar, setFullName, setName, setPhone, setShownAs } from './profile/actions'
import { photoUses } from './profile/photo'
import { exportMine, leave } from './privacy/actions'
import { continueLeavings } from './privacy/leaving'
import { addRegion, listAllRegions, listRegions, renameRegion, retireRegion } from './region/actions'
import {
  appoint,
  dismiss,
  findMember,
  grantRole,
  listAllHolders,
  listHolders,
  listMyRoleChanges,
  revokeRole,
} from './role/actions'
import { finishMoves } from './role/admins'

export const main = serve(
  {
    listNotices,
    readNotices,
    noticeSettings,
    muteKind,
    keepConsents,
    me,
    myCode,
    removePhone,
    setAvatar,
    setFullName,
    setName,
    setPhone,
    setShownAs,
    exportMine,
    leave,
    addRegion,
    listAllRegions,
    listRegions,
    renameRegion,
    retireRegion,
    appoint,
    dismiss,
    findMember,
    grantRole,
    listAllHolders,
    listHolders,
    listMyRoleChanges,
    revokeRole,
  },
  {
    timer: async (now) => ({
      ...(await finishMoves()),
      ...(await continueLeavings(now)),
      ...(await tendPhotos(photoUses, now)),
      ...(await settleOwed(members)),
      ...(await sendWaiting(now)),
      ...(await tidy(now)),
    }),
    pushes: { wxa_media_check: (event, now) => takeAnswer(event, photoUses, now) },
  },
)
