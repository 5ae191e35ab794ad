import { expect, onTop, picture, sheet, standAt, test } from '../support/journey'

test('what is within a walk: by community without a question, around oneself by a tap; a list, rings, and one point', async ({
  as,
}) => {
  const phone = await as('o-volunteer-0004', '/volunteer/circle')
  const page = onTop(phone)
  await expect(page.getByText('桃花井社区', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: /^桃花井党群服务中心/ })).toBeVisible()
  // What is closed is on no list of the public.
  await expect(page.getByText('共享雨伞架')).toHaveCount(0)
  await picture(phone, 'circle-community')

  await standAt(phone, { latitude: 28.2799, longitude: 112.9203 })
  await page.getByRole('button', { name: '看我身边的' }).tap()
  const rows = page.getByRole('list', { name: '服务点' }).getByRole('button')
  await expect(rows.first()).toHaveAccessibleName(/^夜市北门志愿驿站 .*走\s5\s分钟内/)
  await expect(page.getByRole('button', { name: /^黄狮岭/ })).toHaveCount(0)
  await picture(phone, 'circle-near')

  await page.getByRole('tab', { name: '地图' }).tap()
  await expect(page.getByText(/^15\s分钟$/)).toBeVisible()
  await picture(phone, 'circle-rings')
  await page.getByRole('button', { name: /^夜市北门志愿驿站/ }).tap()
  await sheet(phone)
    .getByRole('button', { name: /^夜市北门志愿驿站/ })
    .tap()
  await expect(sheet(phone).getByText('桃花井夜市北门旁')).toBeVisible()
  await expect(sheet(phone).getByRole('button', { name: '怎么走' })).toBeVisible()
  await picture(phone, 'circle-point')
})
