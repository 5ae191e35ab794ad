import path from 'node:path'
import { root } from './domains'
import { compilerProblems } from './gate/compilers'
import { officialProblems } from './gate/official'
import { packageProblems } from './gate/package'

/** Says what WeChat would refuse in a built mini-program, or what is against its budgets; nothing when it may ship. */
async function gate(folder: string): Promise<string[]> {
  const quick = [...packageProblems(folder), ...compilerProblems(folder)]
  return quick.length > 0 ? quick : officialProblems(folder)
}

gate(path.resolve(process.argv[2] ?? path.join(root, 'dist/weapp')))
  .then((problems) => {
    for (const problem of problems) console.error(`✗ ${problem}`)
    console.log(problems.length === 0 ? 'the mini-program passes the gate' : 'the mini-program may not ship like this')
    process.exitCode = problems.length === 0 ? 0 : 1
  })
  .catch((error: unknown) => {
    console.error(error)
    process.exitCode = 1
  })
