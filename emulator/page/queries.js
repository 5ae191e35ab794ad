/** Queries that no index served. */
import { $, ask, changed, el, refresh, table } from './dom.js'

export async function refreshQueries() {
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
  refresh()
}
