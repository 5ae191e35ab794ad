import path from 'node:path'
import postcss, { type Root, type Rule } from 'postcss'
import { isBuiltIn } from './components'

/** A page is 750 rpx wide, and this phone 390 px. */
const pxOf = (rpx: string): string => `${(Number(rpx) * 390) / 750}px`

/** Names of WeChat's components in a selector, as they are drawn. */
const drawn = (selector: string): string =>
  selector.replace(/(^|[\s>+~,(])([a-z][a-z-]*)(?=[\s.#:[>+~,)]|$)/g, (all, before: string, name: string) =>
    isBuiltIn(name) ? `${before}wx-${name}` : all,
  )

/** A style sheet with what it imports in its place. */
function whole(files: Record<string, string>, file: string): Root {
  const sheet = postcss.parse(files[file] ?? '', { from: file })
  sheet.walkAtRules('import', (rule) => {
    const name = rule.params.replace(/^["']|["']$/g, '')
    rule.replaceWith(whole(files, path.posix.join(path.posix.dirname(file), name)).nodes)
  })
  return sheet
}

const inKeyframes = ({ parent }: Rule): boolean =>
  parent?.type === 'atrule' && (parent as { name?: string }).name === 'keyframes'

function css(files: Record<string, string>, file: string, within: string): string {
  const sheet = whole(files, file)
  sheet.walkRules((rule) => {
    if (!inKeyframes(rule)) rule.selectors = rule.selectors.map((selector) => `${within}${drawn(selector)}`)
  })
  sheet.walkDecls((declaration) => {
    declaration.value = declaration.value.replace(/(-?[\d.]+)rpx\b/g, (_, rpx: string) => pxOf(rpx))
  })
  return sheet.toString()
}

/** All WXSS of a package as CSS for the drawn pages: the app's for all, each page's for itself. */
export const styles = (files: Record<string, string>): string =>
  Object.keys(files)
    .filter((file) => file.endsWith('.wxss') && (file === 'app.wxss' || file.replace(/wxss$/, 'json') in files))
    .sort((a, b) => Number(b === 'app.wxss') - Number(a === 'app.wxss'))
    .map((file) => css(files, file, file === 'app.wxss' ? '' : `[data-route="${file.slice(0, -'.wxss'.length)}"] `))
    .join('\n')
