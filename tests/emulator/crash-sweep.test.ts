import { Store } from '../../emulator/database/store'
import { faultsIn, sweep } from './support/crash'
import { temporaryFolder } from './support/local-cloud'

test('kill -9 under load, ten times: nothing acknowledged is lost, no transaction is half there, indexes equal a rebuild', async () => {
  const { acknowledged, faults } = await sweep(temporaryFolder(), 10)
  expect(faults).toEqual([])
  expect(acknowledged).toBeGreaterThanOrEqual(200)
})

test('the check finds what is lost, halved, or left behind', async () => {
  const folder = temporaryFolder()
  const store = new Store(folder)
  for (const name of ['notes', 'pairs']) await store.collections.create(name)
  const put = (name: string, document: Record<string, unknown>) =>
    store.exclusively(() => {
      const after = { record: store.nextRecord(), text: JSON.stringify(document), document }
      const changes = [{ collection: store.collections.get(name), before: null, after }]
      store.write(changes, { ...store.prepare(changes), puts: name === 'pairs' ? [] : store.prepare(changes).puts })
    })
  await put('notes', { _id: 'kept', n: 1, tags: ['a', 'b'] })
  await put('notes', { _id: 'gone', n: 0, tags: ['a', 'b'] })
  await put('pairs', { _id: 'p0-left', value: 3 })
  await store.close()
  const notes = new Map<string, number | 'removed'>([
    ['kept', 2],
    ['gone', 'removed'],
    ['never', 0],
  ])
  const faults = (await faultsIn(folder, { notes, pairs: new Map([['p1', 2]]), count: 0 })).join('\n')
  for (const words of [
    'missing index entry',
    'lost: kept',
    'half a change: kept',
    'still there: gone',
    'lost: never',
  ]) {
    expect(faults).toContain(words)
  }
  expect(faults).toContain('half a transaction: p0 holds 3 and undefined')
  expect(faults).toContain('lost transaction: p1')
})
