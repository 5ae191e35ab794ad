import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startServer } from './server'

const folder = mkdtempSync(path.join(tmpdir(), 'server-'))
const program = (code: string): string => {
  const file = path.join(folder, 'program.cjs')
  writeFileSync(file, code)
  return file
}
afterAll(() => rmSync(folder, { recursive: true }))

test('a server is there when it says so, and gone when it is stopped', async () => {
  const server = await startServer(program(`console.log('ready http://here'); setInterval(() => 0, 1000)`))
  expect(server.address).toBe('http://here')
  await server.stop()
})

test('a server that ends before it is ready is told at once', async () => {
  await expect(startServer(program('process.exit(3)'))).rejects.toThrow('program.cjs ended before it was ready')
})
