'use strict'
/** The page to look inside a local cloud: reads the control doors once a second and shows what changed. */

const $ = (id) => document.getElementById(id)
const REFRESH_MS = 1000

/** Makes an element; strings among the children become text, never markup. */
function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value
    else element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

/** Asks a door; a refusal throws with the text the door gave. */
async function ask(door, method = 'GET', body) {
  const response = await fetch(door, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
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
async function attempt(line, action) {
  line.className = 'quiet'
  line.textContent = '…'
  try {
    line.textContent = (await action()) ?? ''
  } catch (error) {
    line.className = 'bad'
    line.textContent = error.message
  }
}

// UTC+8, the platform's own zone, whatever the browser's is.
const toLocal = (iso) => new Date(Date.parse(iso) + 8 * 3600_000).toISOString()
const timeOf = (iso) => toLocal(iso).slice(11, 23)
const dateOf = (iso) => (iso ? toLocal(iso).slice(0, 19).replace('T', ' ') : '–')
const shorten = (text, length = 200) => (text.length > length ? `${text.slice(0, length)}…` : text)

/** Pretty JSON where the text is JSON, else the text itself. */
function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** Shows rows only when they changed, so that focus, selection and scrolling stay where they are. */
const shown = new Map()
function changed(name, value) {
  const text = JSON.stringify(value)
  if (shown.get(name) === text) return false
  shown.set(name, text)
  return true
}

function table(target, heads, rows, empty) {
  if (rows.length === 0) {
    target.replaceChildren(el('p', { className: 'quiet' }, empty))
    return
  }
  const cell = (tag, content, i) =>
    el(
      tag,
      heads[i]?.startsWith('#') ? { className: 'number' } : {},
      content instanceof Node ? content : String(content),
    )
  target.replaceChildren(
    el(
      'div',
      { className: 'scroll', tabIndex: 0 },
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...heads.map((head, i) => cell('th', head.replace('#', ''), i)))),
        el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((content, i) => cell('td', content, i))))),
      ),
    ),
  )
}

/** A list of buttons; the chosen one is pressed. Buttons that stay are kept, and with them the focus. */
function list(target, items, chosen, choose) {
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

/* Calls */

let chosenCall = null

function callParts({ start, function: name, action, openid, state, duration, cold }) {
  const failed = state === 'failed'
  const word = failed ? 'failed' : state === 'done' ? '' : state
  return [
    el('time', {}, timeOf(start).slice(0, 8)),
    el(
      'span',
      { className: 'grow' },
      name,
      action === '-' ? '' : ` ${action}`,
      el('span', { className: 'quiet' }, ` ${openid ?? ''}`),
    ),
    el('span', { className: failed ? 'bad' : 'quiet' }, [word, cold ? 'cold' : ''].filter(Boolean).join(' ')),
    el('span', {}, duration === null ? '' : `${duration} ms`),
  ]
}

function showCall(record) {
  if (!changed('call', record)) return
  const { requestId, source, openid, start, duration, cold, requests, event, result, error, logs, state } = record
  const took = duration === null ? state : `${duration} ms, ${cold ? 'cold' : 'warm'}`
  const block = (title, text) => [el('h3', {}, title), el('pre', { tabIndex: 0 }, text)]
  const printed = logs.map(({ at, stream, text }) =>
    el(
      'span',
      stream === 'stderr' ? { className: 'bad' } : {},
      `${timeOf(at)} ${text.endsWith('\n') ? text : `${text}\n`}`,
    ),
  )
  $('call-detail').replaceChildren(
    el('p', {}, `${dateOf(start)}, ${took}, ${requests} database requests`),
    el('p', { className: 'quiet' }, `${openid ?? 'nobody'} by ${source}, request ${requestId}`),
    el('h3', {}, 'Printed'),
    logs.length === 0
      ? el('p', { className: 'quiet' }, 'Nothing')
      : el('pre', { tabIndex: 0, id: 'call-logs' }, ...printed),
    ...(error ? block(`Error ${error.errCode}`, error.errMsg) : []),
    ...(result === null ? [] : block('Answer', pretty(result))),
    ...block('Event', pretty(event)),
  )
}

async function refreshCalls() {
  const functions = await ask('/_/functions')
  const select = $('calls-function')
  if (
    changed(
      'functions',
      functions.map(({ name }) => name),
    )
  ) {
    const wanted = select.value
    const names = functions.map(({ name }) => el('option', { value: name }, name))
    select.replaceChildren(el('option', { value: '' }, 'all'), ...names)
    select.value = wanted
  }
  const rows = functions.flatMap(({ name, actions }) =>
    Object.entries(actions).map(([action, { calls, requests }]) => [
      name,
      action,
      calls,
      requests,
      (requests / calls).toFixed(1),
    ]),
  )
  if (changed('stats', rows)) {
    table($('stats'), ['Function', 'Action', '#Calls', '#Requests', '#Per call'], rows, 'No call yet.')
  }
  if (!$('calls-live').checked) return
  const records = await ask(`/_/invocations?limit=50&function=${encodeURIComponent(select.value)}`)
  const items = records.map((record) => ({
    key: record.requestId,
    version: `${record.state} ${record.duration}`,
    parts: () => callParts(record),
  }))
  list($('calls-list'), items, chosenCall, chooseCall)
  const record = records.find(({ requestId }) => requestId === chosenCall)
  if (record) showCall(record)
}

async function chooseCall(requestId) {
  chosenCall = requestId
  for (const row of $('calls-list').children) {
    row.firstElementChild.setAttribute('aria-pressed', String(row.dataset.key === requestId))
  }
  showCall(await ask(`/_/invocations/${requestId}`))
}

$('calls-function').onchange = () => refresh()
$('stats-reset').onclick = async () => {
  await ask('/_/stats/reset', 'POST', {})
  await refresh()
}

/* Data */

let documents = []
let after = null
let edited = null

async function refreshCollections() {
  const collections = await ask('/_/collections')
  if (!changed('collections', collections)) return
  const select = $('collection')
  const wanted = select.value
  select.replaceChildren(
    ...collections.map(({ name, documents: count }) => el('option', { value: name }, `${name} (${count})`)),
  )
  const first = collections.find(({ documents: count }) => count > 0) ?? collections[0]
  if (collections.some(({ name }) => name === wanted)) select.value = wanted
  else if (first) {
    select.value = first.name
    await find()
  } else $('data-state').textContent = 'There is no collection yet.'
}

/** Reads documents: from the beginning, or what comes after those already here. */
async function find(more = false) {
  await attempt($('data-state'), async () => {
    const parameters = new URLSearchParams({ collection: $('collection').value, query: $('query').value, limit: '50' })
    if (more && after !== null) parameters.set('after', after)
    const answer = await ask(`/_/documents?${parameters}`)
    documents = [...(more ? documents : []), ...answer.documents]
    after = answer.after
    showDocuments()
    const count = `${documents.length}${after === null ? '' : '+'}`
    return documents.length === 0 ? 'No document fits.' : `${count} document${count === '1' ? '' : 's'}`
  })
}

function showDocuments() {
  $('more').hidden = after === null
  const items = documents.map((text, i) => ({
    key: String(i),
    version: text,
    parts: () => [el('span', { className: 'grow' }, shorten(text))],
  }))
  list($('documents'), items, edited, (key) => edit(key))
}

function edit(key) {
  edited = key
  $('document').value = key === null ? '{\n  "_id": ""\n}' : pretty(documents[Number(key)])
  $('editor-delete').hidden = key === null
  $('editor-state').textContent = ''
  $('editor').hidden = false
  showDocuments()
  $('document').focus()
  $('document').setSelectionRange(0, 0)
}

function closeEditor() {
  $('editor').hidden = true
  const row = $('documents').children[Number(edited ?? 0)]
  edited = null
  showDocuments()
  row?.firstElementChild.focus()
}

$('filter').onsubmit = (event) => {
  event.preventDefault()
  $('editor').hidden = true
  edited = null
  void find()
}
$('collection').onchange = () => {
  $('query').value = ''
  $('filter').requestSubmit()
}
$('more').onclick = () => find(true)
$('new-document').onclick = () => edit(null)
$('editor-close').onclick = closeEditor
$('editor').onkeydown = (event) => {
  if (event.key === 'Escape') closeEditor()
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) $('editor').requestSubmit()
}
$('editor').onsubmit = (event) => {
  event.preventDefault()
  void attempt($('editor-state'), async () => {
    const document = JSON.parse($('document').value)
    await ask('/_/documents', 'PUT', { collection: $('collection').value, document })
    if (edited === null) await find()
    else {
      documents[Number(edited)] = JSON.stringify(document)
      showDocuments()
    }
    return 'Saved.'
  })
}
$('editor-delete').onclick = () => {
  const { _id } = JSON.parse(documents[Number(edited)])
  if (!confirm(`Delete ${JSON.stringify(_id)}?`)) return
  void attempt($('editor-state'), async () => {
    const parameters = new URLSearchParams({ collection: $('collection').value, id: JSON.stringify(_id) })
    await ask(`/_/documents?${parameters}`, 'DELETE')
    closeEditor()
    await find()
  })
}

/* Queries, timers, time, faults, phone, files */

async function refreshQueries() {
  const queries = await ask('/_/queries')
  if (!changed('queries', queries)) return
  const rows = queries.map(({ collection, shape, sort, caller, count, rowsScanned }) => [
    collection,
    el('code', {}, JSON.stringify(shape)),
    Object.keys(sort).length === 0 ? '' : el('code', {}, JSON.stringify(sort)),
    caller,
    count,
    rowsScanned,
  ])
  const heads = ['Collection', 'Query', 'Order', 'Caller', '#Times', '#Rows read']
  table($('queries-table'), heads, rows, 'Every query so far was served by an index.')
}
$('queries-reset').onclick = async () => {
  await ask('/_/queries/reset', 'POST', {})
  await refresh()
}

function lastRun(run) {
  if (!run) return 'never'
  const how = run.error ? `failed: ${shorten(run.error.errMsg.split('\n')[0], 80)}` : shorten(run.result, 80)
  return el('span', run.error ? { className: 'bad' } : {}, `${dateOf(run.start)}, ${run.duration} ms: ${how}`)
}

async function refreshTimers() {
  const timers = await ask('/_/timers')
  if (!changed('timers', timers)) return
  const rows = timers.map(({ function: name, cron, nextDue, lastRun: run, running, skipped, problem }) => [
    name,
    el('button', { type: 'button', onclick: () => runTimer(name), 'aria-label': `Run ${name} now` }, 'Run now'),
    el('span', { className: 'line' }, running ? 'running' : dateOf(nextDue)),
    problem === null ? el('code', { className: 'line' }, cron) : el('span', { className: 'bad' }, problem),
    lastRun(run),
    skipped,
  ])
  const heads = ['Function', '', 'Next', 'Cron (UTC+8)', 'Last run', '#Skipped']
  const focused = document.activeElement?.getAttribute('aria-label')
  table($('timers-table'), heads, rows, 'No function has a timer.')
  for (const button of $('timers-table').querySelectorAll('button')) {
    if (button.getAttribute('aria-label') === focused) button.focus()
  }
}

async function runTimer(name) {
  await attempt($('timers-state'), async () => {
    const answer = await ask('/_/tick', 'POST', { function: name })
    return `${name} answered ${shorten(JSON.stringify(answer), 160)}`
  })
  await refresh()
}

async function refreshClock() {
  const { now, real } = await ask('/_/clock')
  $('clock-now').textContent = `${dateOf(now)}${real ? '' : ' (set)'}`
  $('clock-now').classList.toggle('set', !real)
  if ($('clock-time').value === '') $('clock-time').value = toLocal(now).slice(0, 19)
}

const changeClock = (change) =>
  attempt($('clock-state'), async () => {
    const { now, ran } = await ask('/_/clock', 'POST', change)
    await refresh()
    return `It is ${dateOf(now)}.${ran?.length > 0 ? ` Timers that ran: ${ran.join(', ')}.` : ''}`
  })
$('clock-set').onsubmit = (event) => {
  event.preventDefault()
  const text = $('clock-time').value
  void changeClock({ now: `${text.length === 16 ? `${text}:00` : text}+08:00` })
}
for (const button of document.querySelectorAll('[data-move]')) {
  button.onclick = () => changeClock({ move: Number(button.dataset.move) })
}
$('clock-real').onclick = () => changeClock({ now: null })

const EXAMPLES = {
  'slow requests': { kind: 'latency', ms: [50, 400], seed: 1 },
  'an error at the second request': { kind: 'error', at: 2, code: 'DATABASE_REQUEST_FAILED', times: 1 },
  'a crash after the first request': { kind: 'crash', at: 1, when: 'after', times: 1 },
  'a lost reply': { kind: 'lost-reply', request: 'database.modifyDocument', times: 1 },
  'a call delivered twice': { kind: 'deliver', copies: 2, times: 1 },
  'a transaction conflict': { kind: 'conflict', times: 1 },
  'a full disk': { kind: 'disk-full' },
}
$('fault-example').append(...Object.keys(EXAMPLES).map((name) => el('option', { value: name }, name)))
$('fault-example').onchange = () => ($('fault-text').value = JSON.stringify(EXAMPLES[$('fault-example').value]))
$('fault-example').onchange()

async function refreshFaults() {
  const faults = await ask('/_/faults')
  if (!changed('faults', faults)) return
  const rows = faults.map(({ id, hits, left, ...fault }) => [
    el('code', {}, JSON.stringify(fault)),
    hits,
    left ?? 'no end',
    el(
      'button',
      { type: 'button', 'aria-label': `Take fault ${id} away`, onclick: () => endFault(`/_/faults/${id}`) },
      'Take away',
    ),
  ])
  table($('faults-table'), ['Fault', '#Happened', '#Left', ''], rows, 'Nothing is planned to go wrong.')
}
async function endFault(door) {
  await ask(door, 'DELETE')
  await refresh()
}
$('faults-reset').onclick = () => endFault('/_/faults')
$('fault').onsubmit = (event) => {
  event.preventDefault()
  void attempt($('fault-state'), async () => {
    await ask('/_/faults', 'POST', JSON.parse($('fault-text').value))
    await refresh()
  })
}

const closedDoors = new Set()

/** Shows a door's list as it is: one row a thing, the fields as they come. A door that is not there is asked once. */
async function refreshList(door, target, name, empty) {
  if (closedDoors.has(door)) return
  const response = await fetch(door)
  const value = await response.json()
  if (!response.ok) {
    closedDoors.add(door)
    target.replaceChildren(el('p', { className: 'quiet' }, value.errMsg))
    return
  }
  if (!changed(name, value)) return
  const things = Array.isArray(value) ? value : (Object.values(value).find(Array.isArray) ?? [])
  const heads = [...new Set(things.flatMap((thing) => Object.keys(thing)))]
  const text = (field) => (field === undefined ? '' : typeof field === 'string' ? field : JSON.stringify(field))
  const rows = things.toReversed().map((thing) => heads.map((head) => shorten(text(thing[head]), 120)))
  table(target, heads, rows, empty)
}

/* Refreshing */

const parts = [
  refreshClock,
  refreshCalls,
  refreshCollections,
  refreshQueries,
  refreshTimers,
  refreshFaults,
  () => refreshList('/_/messages', $('phone-list'), 'messages', 'No message yet.'),
  () => refreshList('/_/files', $('files-list'), 'files', 'No file yet.'),
]

async function refresh() {
  const outcomes = await Promise.allSettled(parts.map((part) => part()))
  const failed = outcomes.find(({ status }) => status === 'rejected')
  $('connection').textContent = failed ? `The local cloud does not answer: ${failed.reason.message}` : ''
}

async function keepRefreshing() {
  if (!document.hidden) await refresh()
  setTimeout(keepRefreshing, REFRESH_MS)
}
void keepRefreshing()
