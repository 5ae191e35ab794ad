/** The phone, as people would see it: the messages they got, and how many more they agreed to. */
import { $, ask, attempt, changed, el, refresh } from './dom.js'
import { dateOf } from './format.js'

/** A message as the phone shows it: its template and time, its fields one below the other, where a tap leads. */
function messageCard({ openid, templateId, page, data, time }) {
  const fields = Object.entries(data).flatMap(([name, { value }]) => [el('dt', {}, name), el('dd', {}, value)])
  return el(
    'li',
    { className: 'card' },
    el('h3', {}, templateId),
    el('p', { className: 'quiet' }, 'To ', el('b', {}, openid), ', ', el('time', { dateTime: time }, dateOf(time))),
    el('dl', {}, ...fields),
    el(
      'p',
      { className: 'quiet' },
      page === null ? 'A tap opens nothing.' : 'A tap opens ',
      el('code', {}, page ?? ''),
    ),
  )
}

function showMessages() {
  const openid = $('phone-person').value
  const cards = messages.filter((message) => openid === '' || message.openid === openid).map(messageCard)
  $('phone-list').replaceChildren(...cards.reverse())
  $('phone-empty').hidden = cards.length > 0
}

let messages = []

export async function refreshPhone() {
  const [sent, consents] = await Promise.all([ask('/_/messages'), ask('/_/consents')])
  if (!changed('phone', [sent, consents])) return
  messages = sent
  const select = $('phone-person')
  const wanted = select.value
  const people = [...new Set([...sent, ...consents].map(({ openid }) => openid))].sort()
  select.replaceChildren(
    el('option', { value: '' }, 'everybody'),
    ...people.map((openid) => el('option', { value: openid }, openid)),
  )
  select.value = people.includes(wanted) ? wanted : ''
  showMessages()
  const left = consents.filter((consent) => consent.left > 0)
  const texts = left.map(({ openid, templateId, left: count }) => `${openid}: ${templateId} × ${count}`)
  $('consents').textContent = texts.length === 0 ? 'none' : texts.join(', ')
}

$('phone-person').onchange = showMessages
$('consent').onsubmit = (event) => {
  event.preventDefault()
  void attempt($('consent-state'), async () => {
    const [openid, templateId] = [$('consent-person').value.trim(), $('consent-template').value.trim()]
    const { left } = await ask('/_/consents', 'POST', { openid, templateId })
    refresh()
    return `${openid} takes ${left} more of ${templateId}.`
  })
}
