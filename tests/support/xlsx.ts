import { inflateRawSync } from 'node:zlib'

/** The files of a zip archive by name, by its central directory (APPNOTE 4.3): a reader of its own. */
export function unzip(bytes: Buffer): Map<string, string> {
  const files = new Map<string, string>()
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)]
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const local = bytes.readUInt32LE(at + 42)
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const stored = bytes.subarray(data, data + size)
    const text = method === 0 ? stored : inflateRawSync(stored)
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), text.toString('utf8'))
    at += 46 + name + extra + comment
  }
  return files
}

/** A cell as Excel takes it: words, or a number with the format that it is shown in. */
type Cell = string | [value: number, format: string] | undefined

const plain = (xml: string): string =>
  xml.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name] ?? "'")

const all = (xml: string, pattern: RegExp) => [...xml.matchAll(pattern)]

/** `AB` is column 27, counted from 0. */
const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** The sheets of an Excel file: name, whether the first row stays, and the rows with the types that Excel sees. */
export function sheetsOf(base64: string) {
  const files = unzip(Buffer.from(base64, 'base64'))
  const read = (name: string) => files.get(name) ?? ''
  const words = all(read('xl/sharedStrings.xml'), /<si>.*?<t[^>]*>([^<]*)<\/t>.*?<\/si>/gs).map(([, text = '']) =>
    plain(text),
  )
  const styles = read('xl/styles.xml')
  const formats = new Map(
    all(styles, /<numFmt [^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"/g).map(([, id, code = '']) => [
      id,
      plain(code),
    ]),
  )
  const used = all(/<cellXfs.*?<\/cellXfs>/s.exec(styles)?.[0] ?? '', /<xf\b([^>]*)/g).map(
    ([, xf = '']) => /numFmtId="(\d+)"/.exec(xf)?.[1],
  )
  const cellOf = (head: string, body: string): Cell => {
    const [, value = ''] = /<v>([^<]*)<\/v>/.exec(body) ?? []
    if (head.includes('t="s"')) return words[Number(value)]
    if (head.includes('t="inlineStr"')) return plain(/<t[^>]*>([^<]*)<\/t>/.exec(body)?.[1] ?? '')
    const [, style = '0'] = / s="(\d+)"/.exec(head) ?? []
    return value === '' ? undefined : [Number(value), formats.get(used[Number(style)]) ?? 'General']
  }
  const names = all(read('xl/workbook.xml'), /<sheet [^>]*?name="([^"]*)"/g).map(([, name = '']) => name)
  return names.map((name, index) => {
    const xml = read(`xl/worksheets/sheet${String(index + 1)}.xml`)
    const rows = all(xml, /<row [^>]*>(.*?)<\/row>/gs).map(([, row = '']) => {
      const cells: Cell[] = []
      for (const [, head = '', body = ''] of all(row, /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs))
        cells[columnOf(/r="([A-Z]+)/.exec(head)?.[1] ?? '')] = cellOf(` ${head}`, body)
      return Array.from(cells)
    })
    return { name, frozen: /<pane [^>]*state="frozen"/.test(xml) && /ySplit="1"/.test(xml), rows }
  })
}
