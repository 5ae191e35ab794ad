import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../../config/scripts/domains'
import { unlessDone } from '../../config/scripts/fresh'

const folder = mkdtempSync(path.join(tmpdir(), 'fresh-'))
const source = path.join(folder, 'source')
const name = path.basename(folder)
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(path.join(root, 'dist/.built', name))
})

let runs = 0
const doIt = (run = () => Promise.resolve()) =>
  unlessDone(name, [path.relative(root, source)], () => {
    runs += 1
    return run()
  })

test('what was done for these sources is not done again; what failed is, also for sources it was once done for', async () => {
  writeFileSync(source, 'one')
  await doIt()
  await doIt()
  expect(runs).toBe(1)

  writeFileSync(source, 'two')
  await expect(doIt(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  writeFileSync(source, 'one')
  await doIt()
  expect(runs).toBe(3)
})
