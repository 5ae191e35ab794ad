import { spawnSync } from 'node:child_process'
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

test('of two who ask at once one does it, and the other goes on when it is done', async () => {
  writeFileSync(source, 'three')
  const before = runs
  let done = false
  const slowly = async () => {
    await new Promise((resolve) => setTimeout(resolve, 300))
    done = true
  }
  const seen = await Promise.all([doIt(slowly), doIt(slowly)].map((asked) => asked.then(() => done)))
  expect(runs).toBe(before + 1)
  expect(seen).toEqual([true, true])
})

test('whoever died over it keeps nobody waiting', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(path.join(root, 'dist/.built', `${name}.lock`), String(pid))
  writeFileSync(source, 'four')
  const before = runs
  await doIt()
  expect(runs).toBe(before + 1)
})
