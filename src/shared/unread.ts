import Taro, { useDidShow } from '@tarojs/taro'
import { useEffect } from 'react'
import { profile } from '../../cloudfunctions/member/profile/contract'
import { call } from './cloud'
import { createStore } from './store'
import { tabs } from './tabs'

/** Where 我的 stands among the tabs, from 0. */
const mine = tabs.findIndex(({ page }) => page === 'pages/me')

const store = createStore(() => 0)
const vendor = createStore<boolean | undefined>(() => undefined)

/** Tells all pages how many notices wait to be read. */
export const setUnread = (unread: number) => unread !== store.get() && store.set(unread)

/** Some of them have been read here; the next answer of the cloud says how many are left. */
export const readSome = (count: number) => setUnread(Math.max(0, store.get() - count))

/** Asks how many notices wait to be read; what is known stays while the network is away. */
export const refreshUnread = (): Promise<void> =>
  call(profile.me, {}).then(
    ({ unread, roles }) => {
      setUnread(unread)
      const sells = roles.some(({ role }) => role === 'vendor')
      if (sells !== vendor.get()) vendor.set(sells)
    },
    () => undefined,
  )

/** Whether the reader is a vendor; undefined until the cloud said so. */
export const useIsVendor = (): boolean | undefined => vendor.use()

async function paint(unread: number): Promise<void> {
  const done =
    unread > 0
      ? Taro.setTabBarBadge({ index: mine, text: unread > 98 ? '99+' : String(unread) })
      : Taro.removeTabBarBadge({ index: mine })
  // WeChat takes it only while a page with tabs shows; the next one that does paints it again.
  await done.catch(() => undefined)
}

/** How many notices wait to be read, as far as this phone knows. */
export const useUnread = (): number => store.use()

/** Shows on the tab 我的 how many notices wait to be read; every page with tabs uses it. */
export function useUnreadBadge(): void {
  const unread = useUnread()
  useEffect(() => void paint(unread), [unread])
  useDidShow(() => void paint(store.get()))
}
