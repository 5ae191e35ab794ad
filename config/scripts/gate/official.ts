import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../domains'

/** Milliseconds that WeChat's CI may take: ten seconds on a quiet machine, more on a busy one, and a hang ends. */
export const patience = 120_000

/** Runs WeChat's own CI in a process of its own: it starts workers, prints, and is told that nobody is there. */
const compile = (project: string): Promise<{ code: number | null; words: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, 'config/scripts/gate/wechat-ci.cjs'), project], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: project,
      timeout: patience,
      killSignal: 'SIGKILL',
    })
    let words = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (words += chunk.toString()))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (signal) words += `ended by ${signal}; it has ${patience / 1000} s`
      resolve({ code, words })
    })
  })

/** What WeChat's CI refuses in a built mini-program: syntax of programs, app.json and theme, pages and components. */
export async function officialProblems(folder: string): Promise<string[]> {
  const project = mkdtempSync(path.join(tmpdir(), 'gate-'))
  try {
    cpSync(folder, path.join(project, 'weapp'), { recursive: true })
    rmSync(path.join(project, 'weapp/project.config.json'), { force: true })
    const config = { appid: 'wx0000000000000000', compileType: 'miniprogram', miniprogramRoot: 'weapp/', setting: {} }
    writeFileSync(path.join(project, 'project.config.json'), JSON.stringify(config))
    const { code, words } = await compile(project)
    return code === 0 && words.includes('compiled') ? [] : [`miniprogram-ci: ${words.trim()}`]
  } finally {
    rmSync(project, { recursive: true, force: true })
  }
}
