import type { glassEasel } from 'glass-easel-miniprogram-adapter'
import { elementOf } from './backend'
import type { Device } from './device'
import { dispatch, touch } from './event'
import type { Failure } from './failure'
import { consented } from './privacy'
import { trouble } from './trouble'

const nameOf = (dom: Element): string => dom.tagName.toLowerCase().replace('wx-', '')

/** The innermost of an element and those around it that is one of these components. */
const around = (dom: Element, names: readonly string[]): HTMLElement | undefined => {
  const found = dom.closest(names.map((name) => `wx-${name}`).join(','))
  return (found ?? undefined) as HTMLElement | undefined
}

const engineOf = (dom: Element): glassEasel.Element => {
  const element = elementOf(dom)
  if (!element) throw new Error(`<${dom.tagName.toLowerCase()}> is no part of a page`)
  return element
}

/** What the app gave a part of the page. */
export const attribute = (dom: Element, name: string): unknown => engineOf(dom).getAttribute(name)

/** An attribute as text; `otherwise` where it has none. */
const textOf = (dom: Element, name: string, otherwise = ''): string => {
  const value = attribute(dom, name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise
}

const isOn = (dom: Element, name: string): boolean => {
  const value = attribute(dom, name)
  return value !== undefined && value !== null && value !== false && value !== ''
}

/** What a button with an `open-type` gives back, by the event that tells it. */
const openTypes: Record<string, string> = {
  chooseAvatar: 'chooseavatar',
  getPhoneNumber: 'getphonenumber',
  getRealtimePhoneNumber: 'getrealtimephonenumber',
  agreePrivacyAuthorization: 'agreeprivacyauthorization',
  openSetting: 'opensetting',
  contact: 'contact',
}

/** Does what WeChat does for a button with an `open-type`; the test gives what the person chose by its name. */
function open(device: Device, button: HTMLElement): void {
  for (const type of textOf(button, 'open-type').split('|').filter(Boolean)) {
    if (type === 'share') {
      const page = device.stack().top
      const given = page.call('onShareAppMessage', { from: 'button', target: { dataset: engineOf(button).dataset } })
      device.calls.push({ api: 'share', options: (given ?? {}) as Record<string, unknown> })
      continue
    }
    const event = openTypes[type]
    if (event === undefined) {
      trouble('button', `open-type="${type}" is not on this phone`)
      continue
    }
    const tell = (detail: object) => dispatch(engineOf(button), event, detail)
    if (type === 'agreePrivacyAuthorization') {
      device.agreedBy.add(engineOf(button).id)
      tell({ errMsg: `${type}:ok` })
    } else if (guarded.test(type))
      void consented(device, `button.${type}`).then(
        () => tell(answerTo(device, type)),
        ({ message, fields }: Failure) => tell({ errMsg: `${type}:fail ${message}`, ...fields }),
      )
    else tell(answerTo(device, type))
  }
}

/** What the manual names among the things that need consent to the privacy notice. */
const guarded = /^(chooseAvatar|get(Realtime)?PhoneNumber)$/

/** What the test says that the person did. */
function answerTo(device: Device, type: string): object {
  const answer = device.take(type)
  if (answer === undefined) trouble('button', `the test says nothing to open-type="${type}": phone.give('${type}', …)`)
  if (answer instanceof Error) return { errMsg: `${type}:fail ${answer.message}` }
  return { errMsg: `${type}:ok`, ...answer }
}

const change = (dom: Element, detail: object): void => dispatch(engineOf(dom), 'change', detail)

/** Checks one of a group and tells the group, as WeChat does: the value of one, or those of all that are checked. */
function check(dom: HTMLElement, kind: 'checkbox' | 'radio'): void {
  const group = around(dom, [`${kind}-group`])
  const all = [...(group ?? dom).querySelectorAll<HTMLElement>(`wx-${kind}`)]
  const checked = (each: HTMLElement) => each.dataset['checked'] === 'true'
  for (const each of all) each.dataset['checked'] ??= String(isOn(each, 'checked'))
  if (kind === 'radio') for (const each of all) each.dataset['checked'] = String(each === dom)
  else dom.dataset['checked'] = String(!checked(dom))
  const values = all.filter(checked).map((each) => textOf(each, 'value'))
  if (group) change(group, { value: kind === 'radio' ? (values[0] ?? '') : values })
}

const act: Record<string, (dom: HTMLElement, device: Device) => void> = {
  button: (dom, device) => open(device, dom),
  switch: (dom) => {
    const value = !isOn(dom, 'checked')
    change(dom, { value })
  },
  checkbox: (dom) => check(dom, 'checkbox'),
  radio: (dom) => check(dom, 'radio'),
  navigator: (dom, device) => {
    const url = textOf(dom, 'url')
    const type = textOf(dom, 'open-type', 'navigate')
    const stack = device.stack()
    if (type === 'navigate') stack.navigateTo(url)
    else if (type === 'redirect') stack.redirectTo(url)
    else if (type === 'switchTab') stack.switchTab(url)
    else if (type === 'reLaunch') stack.reLaunch(url)
    else if (type === 'navigateBack') stack.navigateBack()
    else trouble('navigator', `open-type="${type}" is not on this phone`)
  },
}
const active = Object.keys(act)

/** The control that a finger on an element means: the one around it, or the one its label holds. */
const meant = (dom: HTMLElement): HTMLElement | undefined =>
  around(dom, active) ??
  around(dom, ['label'])?.querySelector<HTMLElement>(active.map((name) => `wx-${name}`).join(',')) ??
  undefined

/** What WeChat's own control does when it was tapped. */
export function afterTap(device: Device, dom: HTMLElement): void {
  const control = meant(dom)
  if (control && !isOn(control, 'disabled')) act[nameOf(control)]?.(control, device)
}

/** A finger on an element: nothing when it is in a control that is disabled, else a tap, and what its control does then. */
export async function tapOn(device: Device, dom: HTMLElement): Promise<void> {
  const control = meant(dom)
  if (control && isOn(control, 'disabled')) return
  device.tapped = true
  touch(engineOf(dom))
  afterTap(device, dom)
  // What a handler does until its first long wait still counts as done by the tap.
  await new Promise((resolve) => setTimeout(resolve, 0))
  device.tapped = false
}

/** Types into an `input` or `textarea`: focus, one event of input, and what leaving the field tells. */
export function typeInto(dom: HTMLElement, text: string): void {
  const name = nameOf(dom)
  if (name !== 'input' && name !== 'textarea') throw new Error(`<${name}> cannot be typed into`)
  if (isOn(dom, 'disabled')) throw new Error(`<${name}> is disabled`)
  const limit = Number(attribute(dom, 'maxlength') ?? 140)
  const value = limit >= 0 ? [...text].slice(0, limit).join('') : text
  const field = engineOf(dom)
  dispatch(field, 'focus', { value: attribute(dom, 'value') ?? '', height: 0 })
  dispatch(field, 'input', { value, cursor: value.length, keyCode: 0 })
  dispatch(field, 'blur', { value, cursor: value.length })
  if (attribute(dom, 'type') === 'nickname') dispatch(field, 'nicknamereview', { pass: true, timeout: false })
}

/** Chooses in a `picker` or sets a `slider`: the value is what WeChat would tell, checked against what is offered. */
export function choose(dom: HTMLElement, value: string | number | readonly number[]): void {
  const name = nameOf(dom)
  if (name !== 'picker' && name !== 'slider') throw new Error(`<${name}> offers no choice`)
  if (isOn(dom, 'disabled')) throw new Error(`<${name}> is disabled`)
  const mode = name === 'picker' ? textOf(dom, 'mode', 'selector') : ''
  const range = attribute(dom, 'range')
  if (mode === 'selector' && !(Array.isArray(range) && typeof value === 'number' && value < range.length))
    throw new Error(`the picker does not offer entry ${String(value)}`)
  const [from, to] = [textOf(dom, 'start'), textOf(dom, 'end', '~')]
  if ((mode === 'date' || mode === 'time') && (String(value) < from || String(value) > to))
    throw new Error(`the picker offers ${from}–${to}, not ${String(value)}`)
  change(dom, { value })
}

/** Taps one of the markers of a map. Throws where the map has none of this id. */
export function tapMarker(dom: HTMLElement, markerId: number): void {
  const markers = attribute(dom, 'markers') as { id: number }[]
  if (!markers.some(({ id }) => id === markerId)) throw new Error(`the map has no marker ${String(markerId)}`)
  dispatch(engineOf(dom), 'markertap', { markerId })
}

/** Scrolls a `scroll-view` to its end. */
export const scrollToEnd = (dom: HTMLElement): void => {
  if (nameOf(dom) !== 'scroll-view') throw new Error(`<${nameOf(dom)}> does not scroll`)
  dispatch(engineOf(dom), 'scrolltolower', { direction: 'bottom' })
}
