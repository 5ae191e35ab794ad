/** What the parts of the page share: elements, tables, lists, and the doors of the local cloud. */

export const $ = (id) => document.getElementById(id)

/** Makes an element; strings among the children become text, never markup. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value
    else element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

/** Asks a door; a refusal throws with the text the door gave. */
export async function ask(door, method = 'GET', body = undefined, headers = {}) {
  const content = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(door, { method, headers, ...content })
  const text = await response.text()
  let value
  try {
    value = JSON.parse(text)
  } catch {
    value = { errMsg: text }
  }
  if (!response.ok) throw new Error(value.errMsg ?? `HTTP ${response.status}`)
  return value
}

/** Runs what a person asked for and says in the given line how it went. */
export async function attempt(line, action) {
  line.className = 'quiet'
  line.textContent = '…'
  try {
    line.textContent = (await action()) ?? ''
  } catch (error) {
    line.className = 'bad'
    line.textContent = error.message
  }
}

/** Shows rows only when they changed, so that focus, selection and scrolling stay where they are. */
const shown = new Map()
export function changed(name, value) {
  const text = JSON.stringify(value)
  if (shown.get(name) === text) return false
  shown.set(name, text)
  return true
}

/** A table; a head that begins with # is over numbers. In a `stack`, on a narrow screen, each row is a block of named values. */
export function table(target, heads, rows, empty) {
  if (rows.length === 0) {
    target.replaceChildren(el('p', { className: 'quiet' }, empty))
    return
  }
  const names = heads.map((head) => head.replace('#', ''))
  const cell = (tag, content, i) => {
    const made = el(tag, {}, content instanceof Node ? content : String(content))
    if (heads[i]?.startsWith('#')) made.className = 'number'
    if (tag === 'td') made.dataset.head = names[i] ?? ''
    return made
  }
  target.replaceChildren(
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...names.map((name, i) => cell(name === '' ? 'td' : 'th', name, i)))),
      el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((content, i) => cell('td', content, i))))),
    ),
  )
}

/** A list of buttons; the chosen one is pressed. Buttons that stay are kept, and with them the focus. */
export function list(target, items, chosen, choose) {
  const existing = new Map([...target.children].map((row) => [row.dataset.key, row]))
  const rows = items.map(({ key, version, parts }) => {
    let row = existing.get(key)
    if (row?.dataset.version !== version) {
      const button = el('button', { type: 'button', onclick: () => choose(key) }, ...parts())
      if (row?.contains(document.activeElement)) queueMicrotask(() => button.focus())
      row = el('li', {}, button)
      Object.assign(row.dataset, { key, version })
    }
    row.firstElementChild.setAttribute('aria-pressed', String(key === chosen))
    return row
  })
  if (rows.length !== target.children.length || rows.some((row, i) => target.children[i] !== row)) {
    const focused = document.activeElement
    target.replaceChildren(...rows)
    if (target.contains(focused)) focused.focus()
  }
}

/** Arrow keys move through a list of buttons, Home and End to its ends. */
for (const target of document.querySelectorAll('.rows')) {
  target.addEventListener('keydown', (event) => {
    const buttons = [...target.querySelectorAll('button')]
    const at = buttons.indexOf(document.activeElement)
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (next === undefined || !buttons[next]) return
    event.preventDefault()
    buttons[next].focus()
  })
}

/** Reads everything anew at once, after something that a person did. */
export const refresh = () => document.dispatchEvent(new Event('refresh'))
