/** Collections: browse, filter, edit, add, delete. */
import { $, ask, attempt, changed, el, list } from './dom.js'
import { pretty, shorten } from './format.js'

let documents = []
let after = null
let edited = null

export async function refreshCollections() {
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

/** A row: the id, shortened, and then what the document holds. */
function rowParts(text) {
  const { _id, ...fields } = JSON.parse(text)
  const id = typeof _id === 'string' ? _id : JSON.stringify(_id)
  return [
    el('span', { className: 'quiet' }, shorten(id, 12)),
    el('span', { className: 'grow' }, shorten(JSON.stringify(fields))),
  ]
}

function showDocuments() {
  $('more').hidden = after === null
  const items = documents.map((text, i) => ({
    key: String(i),
    version: text,
    parts: () => rowParts(text),
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
  $('document').scrollTop = 0
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
