import { attendance } from '../../cloudfunctions/volunteer/attendance/contract'
import { codeNow } from '../../cloudfunctions/volunteer/attendance/rules'
import { clientOf } from '../../config/scripts/client'
import { expect, onTop, picture, sheet, standAt, testAlone } from '../support/journey'

const test = testAlone()

const shift = '2026-11-28T0830-10000g'
const leader = 'o-volunteer-0004'
const at = (time: string) => new Date(`2026-11-28T${time}+08:00`)

test('a leader’s Saturday: the code is up, people come by place, by code and by hand, one did not, hours are confirmed', async ({
  as,
  address,
}) => {
  const cloud = clientOf(address)
  await cloud.setClock(at('08:35:00'))
  const leads = await as(leader, '/volunteer/my-shifts', at('08:35:00'))
  await onTop(leads)
    .getByRole('button', { name: /^周末清洁日 11月28日/ })
    .first()
    .tap()
  await expect(onTop(leads).getByText('还没到 4')).toBeVisible()
  await expect(onTop(leads).getByRole('img', { name: '签到码' })).toBeVisible()

  const comes = await as('o-volunteer-0012', `/volunteer/shift?shift=${shift}`, at('08:35:00'))
  await standAt(comes, { latitude: 28.2799, longitude: 112.9203 })
  await onTop(comes).getByRole('button', { name: '到了，用定位签到' }).tap()
  await expect(onTop(comes).getByText('08:35 到的')).toBeVisible()
  await picture(comes, 'at-the-shift-came')
  const key = await cloud.call(leader, attendance.attendanceCode, { shift }, 'journey-code')
  if (!key.ok) throw new Error(key.code)
  const scanned = { shift, code: codeNow(key.value, at('08:35:00')) }
  expect((await cloud.call('o-volunteer-0016', attendance.checkIn, scanned, 'journey-scan')).ok).toBe(true)

  await onTop(leads)
    .getByRole('button', { name: /^志愿者8/ })
    .tap()
  await sheet(leads).getByRole('button', { name: '没来', exact: true }).tap()
  await expect(sheet(leads).getByText('写 2 到 60 个字')).toBeVisible()
  await sheet(leads).getByRole('textbox').fill('等到九点没有来')
  await sheet(leads).getByRole('button', { name: '没来', exact: true }).tap()
  await sheet(leads).getByRole('button', { name: '记没来' }).tap()
  await expect(onTop(leads).getByText('志愿者8记了没来')).toBeVisible()
  await expect(onTop(leads).getByText('到了 2，还没到 1，没来 1')).toBeVisible()
  // Their own place is for somebody else to note.
  await expect(onTop(leads).getByText('自己的请同事来记')).toBeVisible()
  await expect(onTop(leads).getByRole('button', { name: /^志愿者4/ })).toHaveCount(0)
  await picture(leads, 'at-the-shift-led')
})
