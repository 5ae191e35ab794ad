import type { Build } from './build'
import { afterTap } from './controls'
import { enliven } from './live'
import { Phone } from './phone'
import { takeTrouble, trouble } from './trouble'

interface Colours {
  [name: string]: string
}
interface AppJson {
  window: { navigationBarTitleText: string; navigationBarBackgroundColor: string }
  tabBar: {
    color: string
    selectedColor: string
    backgroundColor: string
    list: { pagePath: string; text: string; iconPath: string; selectedIconPath: string }[]
  }
}

/** A finger that ends on a disabled control does nothing; WeChat's other controls act when it does. Before the engine listens. */
function fingers(of: () => Phone): void {
  document.body.addEventListener(
    'touchstart',
    (event) => {
      const disabled = (event.target as Element).closest('wx-button[disabled], wx-switch[disabled]')
      if (disabled) event.stopImmediatePropagation()
      of().device.tapped = true
    },
    { capture: true },
  )
  document.body.addEventListener('click', (event) => {
    if (event.target instanceof HTMLElement) afterTap(of().device, event.target)
    setTimeout(() => {
      of().device.tapped = false
    }, 0)
  })
}

/** What WeChat draws around a page: its title above, the tabs below; drawn anew as often as a person could notice. */
function frame(phone: Phone, app: AppJson, colours: Record<'light' | 'dark', Colours>): void {
  const bar = document.body.appendChild(document.createElement('header'))
  const tabs = document.body.appendChild(document.createElement('footer'))
  const named = (value: string): string =>
    value.startsWith('@') ? (colours[phone.theme][value.slice(1)] ?? '') : value
  let drawn = ''
  const draw = (): void => {
    const page = phone.page
    const now = JSON.stringify([page.route, page.title, phone.theme, [...phone.device.badges]])
    if (now === drawn) return
    drawn = now
    bar.textContent = page.title === '' ? app.window.navigationBarTitleText : page.title
    bar.style.background = named(app.window.navigationBarBackgroundColor)
    tabs.style.background = named(app.tabBar.backgroundColor)
    document.body.classList.toggle('with-tabs', phone.stack.isTab(page.route))
    tabs.replaceChildren(
      ...app.tabBar.list.map(({ pagePath, text, iconPath, selectedIconPath }, index) => {
        const on = pagePath === page.route
        const tab = document.createElement('a')
        const icon = tab.appendChild(document.createElement('img'))
        const badge = phone.device.badges.get(index)
        if (badge !== undefined) tab.prepend(Object.assign(document.createElement('b'), { textContent: badge }))
        icon.src = named(on ? selectedIconPath : iconPath)
        tab.append(text)
        tab.style.color = named(on ? app.tabBar.selectedColor : app.tabBar.color)
        tab.addEventListener('click', () => void phone.open(`/${pagePath}`))
        return tab
      }),
    )
  }
  setInterval(draw, 50)
  draw()
}

/** Starts the phone that the address asks for: `?as=<openid>#<address in the app>`. */
async function start(): Promise<void> {
  const build = (await (await fetch('build.json')).json()) as Build
  const dark = matchMedia('(prefers-color-scheme: dark)')
  let phone: Phone | undefined = undefined
  const running = (): Phone => {
    if (!phone) throw new Error('the phone is not on')
    return phone
  }
  fingers(running)
  const openid = new URLSearchParams(location.search).get('as') ?? ''
  phone = new Phone({ build, cloudUrl: location.origin, openid })
  phone.device.theme = dark.matches ? 'dark' : 'light'
  dark.addEventListener('change', () => {
    running().theme = dark.matches ? 'dark' : 'light'
  })
  window.addEventListener('unhandledrejection', ({ reason }) => {
    running().unhandled(reason)
    trouble('unhandled rejection', reason)
  })
  enliven(document.body)
  await phone.open(location.hash.slice(1))
  const json = <T>(file: string) => JSON.parse(build.files[file] ?? '{}') as T
  frame(phone, json<AppJson>('app.json'), json('theme.json'))
  Object.assign(window, { phone, takeTrouble })
}

start().catch((error: unknown) => trouble('start', error))
