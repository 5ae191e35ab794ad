import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, type Page, test } from '@playwright/test'
import { emulatorCommand, freshEmulator } from '../../config/scripts/build-emulator'
import { stumbles } from '../gallery/measure'
import { GREET, NIGHTLY, PHONE, SLOW } from './support/page-functions'

const START = '2030-05-01T00:00:00Z'
const TRIGGER = { triggers: [{ name: 'night', type: 'timer', config: '0 10 3 * * * *' }] }

let folder: string
let child: ChildProcess
let url: string

function addFunction(name: string, code: string, config: object = {}): void {
  mkdirSync(path.join(folder, name))
  writeFileSync(path.join(folder, name, 'index.js'), code)
  writeFileSync(path.join(folder, name, 'config.json'), JSON.stringify(config))
}

async function call(event: object, name = 'greet'): Promise<void> {
  const headers = { 'x-openid': 'o-lin' }
  await fetch(`${url}/call/${name}`, { method: 'POST', body: JSON.stringify(event), headers })
}

const post = (door: string, body: object) => fetch(url + door, { method: 'POST', body: JSON.stringify(body) })

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'emulator-page-'))
  addFunction('greet', GREET)
  addFunction('nightly', NIGHTLY, TRIGGER)
  addFunction('phone', PHONE)
  addFunction('slow', SLOW, { timeout: 60 })
  writeFileSync(
    path.join(folder, 'database.json'),
    JSON.stringify({ collections: { guests: {}, told: {}, empty: {} } }),
  )
  // The time that each test sets: then no timer becomes due by it.
  await freshEmulator()
  const args = [emulatorCommand, '--functions', folder, '--now', START]
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
  await post('/_/clock', { now: START })
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
  const row = (text: string) => page.locator('#stats tbody tr', { hasText: text }).locator('td')
  await expect(row('fail')).toHaveText(['greet', 'fail', /^\d+$/, /^\d+$/, /^\d+(\.\d)?$/, /^\d+(\.\d)?$/, '0', '0.0'])
  await expect(row('nightly').first()).toHaveText('nightly 3 s, 256 MB')
  await expect(page.locator('#queries-table')).toContainText('{"status":"?"}')
})

test('an error of a function is shown with its stack, as far as it is its own', async ({ page }) => {
  await call({ action: 'fail', name: 'eve' })
  await page.locator('#calls-list button', { hasText: 'greet fail' }).first().click()
  const detail = page.locator('#call-detail')
  await expect(detail).toContainText('Error: no luck')
  await expect(detail).toContainText(/at exports\.main \(.*greet.index\.js:\d+:\d+\)/)
  await expect(detail).not.toContainText('worker.cjs')
})

test('a call that runs is followed while it prints, until it has ended', async ({ page }) => {
  const goOn = (_id: string) => {
    const body = JSON.stringify({ collection: 'told', document: { _id } })
    return fetch(`${url}/_/documents`, { method: 'PUT', body })
  }
  const ended = call({}, 'slow')
  const listed = page.locator('#calls-list button', { hasText: 'slow' }).first()
  await listed.click()
  await expect(page.locator('#call-logs')).toContainText('step one')
  await expect(listed).toContainText('running')
  await goOn('one')
  await expect(page.locator('#call-logs')).toContainText('step two')
  await expect(listed).toContainText('running')
  await goOn('two')
  await ended
  await expect(page.locator('#call-detail')).toContainText(/\d+(\.\d)? ms, cold/)
})

test('the phone shows a message as a message, and takes a consent by the keyboard', async ({ page }) => {
  await expect(page.locator('#phone-empty')).toBeVisible()
  await page.getByLabel('Person').fill('o-lin')
  await page.getByLabel('Template').fill('tmpl-pickup')
  await page.getByLabel('Template').press('Enter')
  await expect(page.locator('#consent-state')).toHaveText('o-lin takes 1 more of tmpl-pickup.')
  await expect(page.locator('#consents')).toHaveText('o-lin: tmpl-pickup × 1')
  await call({}, 'phone')
  const message = page.locator('#phone-list li')
  await expect(message).toHaveCount(1)
  await expect(message.getByRole('heading')).toHaveText('tmpl-pickup')
  await expect(message.locator('p').first()).toHaveText(/^To o-lin, 2030-05-01 08:00:\d\d$/)
  await expect(message.locator('dt')).toHaveText(['thing1', 'time2'])
  await expect(message.locator('dd')).toHaveText(['两碗牛肉粉', '2030-05-01 18:30'])
  await expect(message).toContainText('A tap opens pages/order?id=7')
  await expect(page.locator('#consents')).toHaveText('none')
  await page.getByLabel('Messages to').selectOption('o-lin')
  await expect(message).toHaveCount(1)
})

test('files show who uploaded what, how much and when, and open', async ({ page, context }) => {
  await call({ action: 'upload', name: 'menus/夜市.txt' }, 'phone')
  const cells = page.locator('#files-list tbody tr', { hasText: '夜市' }).locator('td')
  await expect(cells).toHaveText(['menus/夜市.txt', '2.4 KB', 'text/plain', 'a function', /^2030-05-01 08:00:\d\d$/])
  const opened = context.waitForEvent('page')
  await page.getByRole('button', { name: 'menus/夜市.txt' }).click()
  await expect.poll(async () => (await opened).url()).toContain('/files/menus/')
})

test('a page of the same origin uploads with progress, and an upload it breaks off leaves nothing', async ({
  page,
  context,
}) => {
  const upload = (name: string, stopAt: number) =>
    page.evaluate(
      ([path, stop]) =>
        new Promise<{ end: string; body: string; steps: number; total: number }>((resolve) => {
          const request = new XMLHttpRequest()
          const seen = { steps: 0, total: 0 }
          request.open('POST', `/upload?path=${path}`)
          request.setRequestHeader('x-openid', 'o-lin')
          request.upload.onprogress = ({ loaded, total }) => {
            seen.steps++
            seen.total = total
            if (loaded >= stop) request.abort()
          }
          request.onloadend = () =>
            resolve({ end: String(request.status), body: request.status === 0 ? '' : request.responseText, ...seen })
          const form = new FormData()
          form.append('file', new Blob([new Uint8Array(20_000_000)]), 'a.bin')
          request.send(form)
        }),
      [name, stopAt] as const,
    )
  const whole = await upload('whole.bin', Infinity)
  expect(whole).toMatchObject({ end: '200', body: expect.stringContaining('/whole.bin"') })
  expect(whole.steps).toBeGreaterThan(1)
  expect(whole.total).toBeGreaterThan(20_000_000)
  // A slow line, so that it is on its way when it is broken off.
  const network = await context.newCDPSession(page)
  await network.send('Network.enable')
  const line = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 1_000_000 }
  await network.send('Network.emulateNetworkConditions', line)
  expect(await upload('half.bin', 1)).toMatchObject({ end: '0' })
  const files = async () => (await fetch(`${url}/_/files`)).text()
  expect(await files()).toContain('whole.bin')
  await page.waitForTimeout(300)
  expect(await files()).not.toContain('half.bin')
})

test('documents are browsed, filtered, edited and added, and what they hold never becomes markup', async ({ page }) => {
  const editor = page.locator('#document')
  const rows = page.locator('#documents button')
  await expect(rows).toHaveCount(2)
  await rows.first().click()
  await editor.fill(JSON.stringify({ _id: 'ann', lines: Array.from({ length: 60 }, (_, n) => n) }))
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.locator('#editor-state')).toHaveText('Saved.')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await rows.first().click()
  expect(
    await editor.evaluate(({ scrollTop, scrollHeight, clientHeight }) => [scrollTop, scrollHeight > clientHeight]),
  ).toEqual([0, true])
  await page.locator('#query').fill('{"status": "closed"}')
  await page.locator('#query').press('Enter')
  await expect(rows).toHaveCount(1)
  await rows.first().click()
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
  const long = {
    openid: 'o6zAJs1yXw-aPhoneShowsNothingOfThisLongName0123',
    templateId: 'a-template-as-long-as-WeChats-own-are-0123456789',
  }
  await post('/_/consents', long)
  await expect(page.locator('#consents')).toContainText(long.templateId)
  await post('/_/faults', { kind: 'disk-full', function: 'nobody' })
  await expect(page.locator('#faults-table')).toContainText('nobody')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await fitsTheScreen(page)).toBe(true)
    expect(await stumbles(page)).toEqual([])
  }
  for (const [width, height] of [
    [320, 568],
    [1280, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    expect(await fitsTheScreen(page)).toBe(true)
  }
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
