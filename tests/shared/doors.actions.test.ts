import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { root, versionOf } from '../../config/scripts/domains'
import { freshFunctions } from '../../config/scripts/builds'
import { clientOf } from '../../config/scripts/client'

const script = (name: string, ...args: string[]) => [
  '--import',
  'tsx',
  path.join(root, 'config/scripts', `${name}.ts`),
  ...args,
]

/** Runs `npm run cloud -- …` to its `ready` line. */
async function cloud(...args: string[]) {
  const child = spawn(process.execPath, script('cloud', '--port', '0', ...args), {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const stop = async () => {
    child.kill('SIGTERM')
    return (await exited)[0] as number
  }
  return { line: line.toString(), stop }
}

test('the cloud alone prints where it is, serves our functions, and ends on SIGTERM', async () => {
  const { line, stop } = await cloud('--seed', 'wangcheng', '--scale', '0.01')
  expect(line).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\n$/)
  const client = clientOf(line.slice('ready '.length).trim())
  const list = await client.send('market', undefined, { action: 'listNights', input: {} })
  // Whatever the hour, the first night is open and all its stalls are free.
  expect((list as { value: { items: unknown[] } }).value.items[0]).toMatchObject({ state: 'open', free: 62, total: 62 })
  // Timers run too, at the full minute.
  expect((await client.stats())['market']?.['listNights']).toEqual({ calls: 1, requests: 1 })
  expect(await stop()).toBe(0)
})

test('a cloud without a seed has its collections and nothing in them', async () => {
  const { line, stop } = await cloud('--seed', 'none')
  const client = clientOf(line.slice('ready '.length).trim())
  expect(await client.send('market', undefined, { action: 'listNights' })).toMatchObject({
    ok: true,
    value: { items: [] },
  })
  const map = { action: 'nightMap', input: { night: '2026-11-27-taohuajing' } }
  expect(await client.send('market', 'o-vendor-0001', map)).toMatchObject({ ok: false, code: 'NO_SUCH_NIGHT' })
  await stop()
})

test('any folder of cloud functions can be served instead of ours', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yanhuo-other-'))
  mkdirSync(path.join(folder, 'echo'))
  writeFileSync(
    path.join(folder, 'echo/index.js'),
    "const cloud = require('wx-server-sdk')\ncloud.init()\nexports.main = async (event) => ({ said: event.say, by: cloud.getWXContext().OPENID })",
  )
  const { line, stop } = await cloud('--functions', folder)
  const client = clientOf(line.slice('ready '.length).trim())
  expect(await client.send('echo', 'o-resident-0001', { say: '你好' })).toEqual({ said: '你好', by: 'o-resident-0001' })
  await stop()
  // Somebody's own copy of our function, with our demo data if they ask for it.
  cpSync(path.join(root, 'dist/cloudfunctions/market'), path.join(folder, 'market'), { recursive: true })
  const seeded = await cloud('--functions', folder, '--seed', 'town')
  const list = await clientOf(seeded.line.slice('ready '.length).trim()).send('market', undefined, {
    action: 'listNights',
  })
  expect(list).toMatchObject({ ok: true, value: { cursor: expect.any(String) as string } })
  await seeded.stop()
  rmSync(folder, { recursive: true, force: true })
})

test.each([
  [['--seed', 'atlantis'], '--seed atlantis'],
  [['--scale', '0'], '--scale 0'],
  [['--port', '70000'], '--port 70000'],
  [['--now', 'yesterday'], '--now yesterday'],
  [['--frobnicate'], 'frobnicate'],
])('%p is told in one clear line', async (args, said) => {
  const failed = await promisify(execFile)(process.execPath, script('cloud', ...args), { cwd: root }).catch(
    (error: unknown) => error,
  )
  expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining(said) as string })
})

test('contracts are printed for others to read, inputs closed against unknown fields', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, script('contract', '--json'), { cwd: root })
  const all = JSON.parse(stdout) as {
    function: string
    action: string
    by: string
    also: string[]
    changes: boolean
    input: { additionalProperties?: boolean }
    refusals: object
  }[]
  const market = all.filter((each) => each.function === 'market')
  const titles = market.map((each) => `${each.function}.${each.action} ${each.by}`)
  expect(titles).toEqual(
    expect.arrayContaining([
      'market.bookStall vendor',
      'market.cancelBooking vendor',
      'market.listMyBookings vendor',
      'market.listNights anyone',
      'market.nightMap anyone',
    ]),
  )
  for (const { input } of all) expect(input.additionalProperties).toBe(false)
  // Who looks on changes nothing.
  expect(all.filter(({ also, changes }) => also.length > 0 && changes)).toEqual([])
})

test('a built function is what would be uploaded: its bundle without the SDK, which its package names exactly', async () => {
  await freshFunctions()
  const folder = path.join(root, 'dist/cloudfunctions/market')
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { dependencies: unknown }
  expect(manifest.dependencies).toEqual({ 'wx-server-sdk': versionOf('wx-server-sdk') })
  expect(readFileSync(path.join(folder, 'index.js'), 'utf8')).toContain('require("wx-server-sdk")')
  expect(existsSync(path.join(folder, 'config.json'))).toBe(true)
  const { collections } = JSON.parse(readFileSync(path.join(folder, '../database.json'), 'utf8')) as {
    collections: Record<string, unknown>
  }
  expect(Object.keys(collections)).toEqual(expect.arrayContaining(['market_nights', 'market_vendors', 'members']))
})

test('all data goes out as readable lines and comes back into a new folder', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'yanhuo-lines-'))
  const [data, lines, copy] = ['data', 'lines.jsonl', 'copy'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ]
  const { stop } = await cloud('--seed', 'demo', '--data', data)
  await stop()
  // What a demo consists of is more than the megabyte that Node takes by default.
  const options = { cwd: root, maxBuffer: 64 * 2 ** 20 }
  const run = (...args: string[]) => promisify(execFile)(process.execPath, script('cloud', ...args), options)
  await run('export', '--data', data, '--to', lines)
  await run('import', '--data', copy, '--from', lines)
  const { stdout } = await run('export', '--data', copy)
  expect(stdout).toBe(readFileSync(lines, 'utf8'))
  expect(stdout.split('\n').length).toBeGreaterThan(200)
  rmSync(folder, { recursive: true, force: true })
})
