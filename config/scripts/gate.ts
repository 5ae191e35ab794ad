import path from 'node:path'
import { root } from './domains'
import { unlessDone } from './fresh'
import { compilerProblems } from './gate/compilers'
import { officialProblems } from './gate/official'
import { packageProblems } from './gate/package'

/** Says what WeChat would refuse in a built mini-program, or what is against its budgets; nothing when it may ship. */
async function gate(folder: string): Promise<string[]> {
  const quick = [...packageProblems(folder), ...compilerProblems(folder)]
  return quick.length > 0 ? quick : officialProblems(folder)
}

const shipped = path.join(root, 'dist/weapp')
/** What the answer about `shipped` depends on. */
const decisive = ['dist/weapp', 'config/scripts/gate.ts', 'config/scripts/gate', 'package-lock.json']

async function check(folder: string): Promise<void> {
  const problems = await gate(folder)
  if (problems.length > 0)
    throw new Error(
      [...problems.map((problem) => `✗ ${problem}`), 'the mini-program may not ship like this'].join('\n'),
    )
}

/** Asks once about what ships, however often it is called for the same files; about any other folder, always. */
async function main(folder: string): Promise<void> {
  if (folder === shipped) await unlessDone('gate', decisive, () => check(folder))
  else await check(folder)
  console.log('the mini-program passes the gate')
}

main(path.resolve(process.argv[2] ?? shipped)).catch((error: unknown) => {
  console.error((error as Error).message)
  process.exitCode = 1
})
