/** Timers and the clock. */
import { $, ask, attempt, changed, el, refresh, table } from './dom.js'
import { dateOf, shorten, toLocal } from './format.js'

function lastRun(run) {
  if (!run) return 'never'
  const how = run.error ? `failed: ${shorten(run.error.errMsg.split('\n')[0], 80)}` : shorten(run.result, 80)
  return el('span', run.error ? { className: 'bad' } : {}, `${dateOf(run.start)}, ${run.duration} ms: ${how}`)
}

export async function refreshTimers() {
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
  refresh()
}

export async function refreshClock() {
  const { now, real } = await ask('/_/clock')
  $('clock-now').textContent = `${dateOf(now)}${real ? '' : ' (set)'}`
  $('clock-now').classList.toggle('set', !real)
  if ($('clock-time').value === '') $('clock-time').value = toLocal(now).slice(0, 19)
}

const changeClock = (change) =>
  attempt($('clock-state'), async () => {
    const { now, ran } = await ask('/_/clock', 'POST', change)
    refresh()
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
