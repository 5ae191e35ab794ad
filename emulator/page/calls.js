/** Calls while they run and after: what they were given, printed and answered; requests by action. */
import { $, ask, changed, el, list, refresh, table } from './dom.js'
import { dateOf, pretty, timeOf } from './format.js'

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
    el('p', {}, `${dateOf(start)}, ${took}, ${requests} database request${requests === 1 ? '' : 's'}`),
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

/** A row for each action that was called; one for a function that was not. */
function functionRows({ name, timeout, memory, actions, timings, problem }) {
  const limits =
    problem === null
      ? el('span', { className: 'quiet line' }, ` ${timeout} s, ${memory} MB`)
      : el('span', { className: 'bad' }, ` ${problem}`)
  const called = Object.entries(actions)
  if (called.length === 0) return [[el('span', {}, name, limits), '', 0, '', '', '', '', '']]
  return called.map(([action, { calls, requests }], i) => {
    const { failed = 0, median = null, slowest = null } = timings[action] ?? {}
    const bad = failed === 0 ? '' : el('span', { className: 'bad' }, String(failed))
    const each = (requests / calls).toFixed(1)
    const title = i === 0 ? el('span', {}, name, limits) : name
    return [title, action, calls, bad, median ?? '', slowest ?? '', requests, each]
  })
}

export async function refreshCalls() {
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
  if (changed('stats', functions)) {
    const heads = ['Function', 'Action', '#Calls', '#Failed', '#Median ms', '#Slowest ms', '#Requests', '#Per call']
    table($('stats'), heads, functions.flatMap(functionRows), 'There is no function.')
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

$('calls-function').onchange = refresh
$('stats-reset').onclick = async () => {
  await ask('/_/stats/reset', 'POST', {})
  refresh()
}
