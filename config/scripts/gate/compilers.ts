import { wxmlToJs, wxssToJs } from 'miniprogram-compiler'

/** More than the programs that come out. */
const room = { maxBuffer: 64 * 1024 * 1024 }

const complaint = (compiler: string, compile: () => string): string[] => {
  try {
    compile()
    return []
  } catch (error) {
    return [`${compiler}: ${(error as Error).message}`]
  }
}

/** What WeChat's own compilers of templates (wcc) and styles (wcsc) refuse in a built mini-program. */
export const compilerProblems = (folder: string): string[] => [
  ...complaint('wcc', () => wxmlToJs(folder, room)),
  ...complaint('wcsc', () => wxssToJs(folder, room)),
]
