import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, type Page, test } from '@playwright/test'

const GREET = `
  const cloud = require('wx-server-sdk'); cloud.init()
  const db = cloud.database()
  exports.main = async (event) => {
    console.log('greeting', event.name)
    if (event.action === 'fail') throw new Error('no luck')
    await db.collection('guests').add({ data: { _id: event.name, status: event.status, note: '<b id="sneaked">bold</b>' } })
    return { hello: event.name, times: (await db.collection('guests').where({ status: event.status }).get()).data.length }
  }`
const NIGHTLY = `exports.main = async (event) => { console.log('due', event.Time); return 'cleaned up' }`
const TRIGGER = { triggers: [{ name: 'night', type: 'timer', config: '0 10 3 * * * *' }] }

let folder: string
let child: ChildProcess
let url: string

function addFunction(name: string, code: string, config: object = {}): void {
  mkdirSync(path.join(folder, name))
  writeFileSync(path.join(folder, name, 'index.js'), code)
  writeFileSync(path.join(folder, name, 'config.json'), JSON.stringify(config))
}

async function call(event: object): Promise<void> {
  const headers = { 'x-openid': 'o-lin' }
  await fetch(`${url}/call/greet`, { method: 'POST', body: JSON.stringify(event), headers })
}

const post = (door: string, body: object) => fetch(url + door, { method: 'POST', body: JSON.stringify(body) })

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'emulator-page-'))
  addFunction('greet', GREET)
  addFunction('nightly', NIGHTLY, TRIGGER)
  writeFileSync(path.join(folder, 'database.json'), JSON.stringify({ collections: { guests: {}, empty: {} } }))
  const args = ['--import', 'tsx', 'emulator/main.ts', '--functions', folder]
  child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })
  url = String((await once(lines, 'line'))[0]).replace('ready ', '')
  await call({ action: 'greet', name: 'ann', status: 'open' })
  await call({ action: 'greet', name: 'bob', status: 'closed' })
})

test.afterAll(async () => {
  child.kill('SIGTERM')
  await once(child, 'close')
  rmSync(folder, { recursive: true, force: true })
})

test.beforeEach(async ({ page }) => {
  await post('/_/clock', { now: '2030-05-01T00:00:00Z' })
  await post('/_/faults/reset', {})
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(`${url}/_/`)
})

/** What the database holds, by its own door. */
async function documents(): Promise<string> {
  return (await fetch(`${url}/_/export`)).text()
}

const fitsTheScreen = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)

test('a call is seen while the page is open, with what it printed, and a failure with its error', async ({ page }) => {
  await expect(page.locator('#calls-list button').first()).toContainText('greet')
  await call({ action: 'fail', name: 'eve' })
  await page.locator('#calls-list button', { hasText: 'greet fail' }).click()
  await expect(page.locator('#call-logs')).toContainText('greeting eve')
  await expect(page.locator('#call-detail')).toContainText('Error -504002')
  await expect(page.locator('#stats tbody tr').first()).toContainText('greet')
  await expect(page.locator('#queries-table')).toContainText('{"status":"?"}')
})

test('documents are browsed, filtered, edited and added, and what they hold never becomes markup', async ({ page }) => {
  const rows = page.locator('#documents button')
  await expect(rows).toHaveCount(2)
  await page.locator('#query').fill('{"status": "closed"}')
  await page.locator('#query').press('Enter')
  await expect(rows).toHaveCount(1)
  await rows.first().click()
  const editor = page.locator('#document')
  await expect(editor).toBeFocused()
  await editor.fill('{"_id": "bob", "status": "gone", "at": {"$date": "2030-01-01T00:00:00Z"}}')
  await editor.press('Control+Enter')
  await expect(page.locator('#editor-state')).toHaveText('Saved.')
  expect(await documents()).toContain('{"_id":"bob","status":"gone","at":{"$date":"2030-01-01T00:00:00.000Z"}}')
  await editor.press('Escape')
  await expect(page.locator('#editor')).toBeHidden()
  await expect(rows.first()).toBeFocused()

  await page.locator('#query').fill('{"status": {"$oops": 1}}')
  await page.locator('#query').press('Enter')
  await expect(page.locator('#data-state')).toContainText('$oops')
  await page.locator('#new-document').click()
  await editor.fill('{"_id": 7}')
  await editor.press('Control+Enter')
  await expect.poll(documents).toContain('{"_id":7}')
  await expect(page.locator('#sneaked')).toHaveCount(0)
})

test('a timer runs by its button, and by the clock when it is moved on', async ({ page }) => {
  await page.getByRole('button', { name: 'Run nightly now' }).click()
  await expect(page.locator('#timers-state')).toContainText('nightly answered "cleaned up"')
  await page.getByRole('button', { name: '1 day' }).click()
  await expect(page.locator('#clock-state')).toContainText('It is 2030-05-02 08:0')
  await expect(page.locator('#clock-state')).toContainText('Timers that ran: nightly.')
  await expect(page.locator('#clock-now')).toHaveText(/2030-05-02 08:0.* \(set\)/)
  await expect(page.locator('#timers-table')).toContainText('2030-05-03 03:10:00')
  await page.locator('#clock-time').fill('2031-01-01T12:00:00')
  await page.getByRole('button', { name: 'Set', exact: true }).click()
  await expect(page.locator('#clock-now')).toContainText('2031-01-01 12:00')
  await page.getByRole('button', { name: 'Back to real time' }).click()
  await expect(page.locator('#clock-now')).not.toContainText('(set)')
})

test('a fault is planned from an example and taken away', async ({ page }) => {
  await page.locator('#fault-example').selectOption('a full disk')
  await page.getByRole('button', { name: 'Plan it' }).click()
  await expect(page.locator('#faults-table')).toContainText('{"kind":"disk-full"}')
  await call({ action: 'greet', name: 'cleo', status: 'open' })
  await expect(page.locator('#faults-table tbody td').nth(1)).toHaveText('1')
  expect(await documents()).not.toContain('cleo')
  await page.getByRole('button', { name: /Take fault \d+ away/ }).click()
  await expect(page.locator('#faults-table')).toContainText('Nothing is planned')
})

test('it fits a phone and a desk, in both lights, and the keyboard reaches everything', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await fitsTheScreen(page)).toBe(true)
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  expect(await fitsTheScreen(page)).toBe(true)
  await page.locator('#calls-list button').first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('#calls-list button').nth(1)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('#call-logs')).toContainText(/greeting|due/)
  // A refresh in between must not take the focus away.
  await page.waitForTimeout(1500)
  await expect(page.locator('#calls-list button').nth(1)).toBeFocused()
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)
  expect(outline).toBe('solid')
})

test('hosting keeps its own address, and the page asks nobody but this service', async ({ page }) => {
  expect((await fetch(`${url}/`)).status).toBe(404)
  expect((await fetch(`${url}/_`, { redirect: 'manual' })).headers.get('location')).toBe('/_/')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).host))
  await page.reload()
  await page.waitForTimeout(1200)
  expect([...new Set(asked)]).toEqual([new URL(url).host])
})
