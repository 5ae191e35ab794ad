import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { LocalCloud, spawnEmulator, temporaryFolder } from './support/local-cloud'

const fileOf = (text: string): string => {
  const file = path.join(temporaryFolder(), 'environment.json')
  writeFileSync(file, text)
  return file
}

test('a function finds the variables of its owner, and the platform’s own come first', async () => {
  const env = fileOf(JSON.stringify({ GREETING: '你好', TCB_ENV: 'mine' }))
  const cloud = await LocalCloud.start({
    functions: { reads: { code: 'exports.main = async () => [process.env.GREETING, process.env.TCB_ENV]' } },
    args: ['--env', env],
  })
  expect(await (await fetch(`${cloud.url}/call/reads`, { method: 'POST', body: '{}' })).json()).toEqual([
    '你好',
    'local-env',
  ])
  await cloud.stop()
})

test.each(['no json', '[]', '{"KEY": 1}', '"text"'])(
  'a file that holds %s is refused before anything starts',
  async (text) => {
    const { child, line, stderr } = await spawnEmulator(['--env', fileOf(text)])
    expect([line, child.exitCode]).toEqual(['', 2])
    expect(stderr()).toContain('--env')
  },
)
