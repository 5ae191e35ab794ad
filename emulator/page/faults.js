/** What is planned to go wrong. */
import { $, ask, attempt, changed, el, refresh, table } from './dom.js'

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

export async function refreshFaults() {
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
  refresh()
}
$('faults-reset').onclick = () => endFault('/_/faults')
$('fault').onsubmit = (event) => {
  event.preventDefault()
  void attempt($('fault-state'), async () => {
    await ask('/_/faults', 'POST', JSON.parse($('fault-text').value))
    refresh()
  })
}
