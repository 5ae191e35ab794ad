import { readdirSync } from 'node:fs'
import path from 'node:path'
import { compile } from 'sass'
import { sources } from 'webpack'

/** Values by the name of their token, without the dashes. */
export type Tokens = Record<string, string>

const source = path.join(__dirname, '../../src/shared/theme/theme.scss')

const inside = (css: string): Tokens =>
  Object.fromEntries([...css.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]))

/** What theme.scss makes of the tokens: everything in light, and the colours in dark. */
export function readTokens(): { light: Tokens; dark: Tokens } {
  const { css } = compile(source)
  const [, light = ''] = /page,\s*body \{([^}]*)\}/.exec(css) ?? []
  const [, dark = ''] = /prefers-color-scheme: dark\) \{\s*page,\s*body \{([^}]*)\}/.exec(css) ?? []
  return { light: inside(light), dark: inside(dark) }
}

/** What is used of Taro's plugin context. */
interface Context {
  modifyBuildAssets(change: (event: { assets: Record<string, sources.Source> }) => void): void
}

/** Which tabs have pictures; Taro compiles this file alone, so that it cannot ask src/shared/tabs.ts. */
const pictured = readdirSync(path.join(__dirname, '../../src/assets')).flatMap(
  (file) => /^([a-z]+)-on-dark\.png$/.exec(file)?.[1] ?? [],
)

/** WeChat's own bars cannot read a style sheet: their colours, and pictures in the colours of light or dark. */
function look({ paper = '', card = '', soft = '', lantern = '' }: Tokens, dark: boolean): Tokens {
  const ending = dark ? '-dark.png' : '.png'
  return {
    paper,
    card,
    soft,
    lantern,
    barText: dark ? 'white' : 'black',
    barBorder: dark ? 'black' : 'white',
    pullText: dark ? 'light' : 'dark',
    ...Object.fromEntries(
      pictured.flatMap((icon) => [
        [`${icon}Icon`, `assets/${icon}${ending}`],
        [`${icon}IconOn`, `assets/${icon}-on${ending}`],
      ]),
    ),
  }
}

/** Writes the `theme.json` that app.json names, from the tokens. */
export default (context: Context) =>
  context.modifyBuildAssets(({ assets }) => {
    if (process.env['TARO_ENV'] !== 'weapp') return
    const tokens = readTokens()
    const text = JSON.stringify({ light: look(tokens.light, false), dark: look(tokens.dark, true) }, null, 2)
    assets['theme.json'] = new sources.RawSource(text)
  })
