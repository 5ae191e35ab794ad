import type { Paper } from './paper'

/** Whether what is shown can be put on paper from here. */
export const canPrint = true

/** Each kind of paper as it is, whatever the page around it looks like: signs stand six to a sheet of A4. */
const styles: Record<Paper, string> = {
  signs: `
body { text-align: center }
.sign { float: left; box-sizing: border-box; width: 50%; height: 92mm; padding: 4mm; border: 1px dashed #999; page-break-inside: avoid }
.sign-stall { font-size: 16mm; font-weight: 700; line-height: 1.1 }
.qr { width: 46mm; margin: 0 auto 2mm }
.sign-say, .sign-name { font-size: 3.6mm }
.sign-token { font: 5mm monospace }
`,
  board: `
.paper-head { display: flex; justify-content: space-between; align-items: flex-end; padding-bottom: 4mm; border-bottom: 1mm solid #000 }
.paper-title { font-size: 12mm; font-weight: 700; line-height: 1.2 }
.paper-say { font-size: 4.4mm; line-height: 1.6 }
.qr { flex: none; width: 34mm; margin-left: 6mm }
.paper-line { padding: 3mm 0; border-bottom: 1px solid #999; page-break-inside: avoid }
.paper-words { font-size: 5.4mm; font-weight: 700; line-height: 1.4 }
.paper-note { font-size: 4.2mm; line-height: 1.6 }
`,
}

const every = `
@page { size: A4; margin: 10mm }
body { margin: 0; color: #000; font-family: sans-serif }
taro-view-core, img { display: block }
.qr img { width: 100% }
`

/** What is in a part of the page, its pictures as plain ones: the page's own are still on their way. */
function contentOf(selector: string): string {
  const part = document.querySelector(selector)?.cloneNode(true)
  if (!(part instanceof HTMLElement)) return ''
  for (const picture of Array.from(part.querySelectorAll('taro-image-core'))) {
    const image = document.createElement('img')
    image.src = picture.getAttribute('src') ?? ''
    picture.replaceWith(image)
  }
  return part.innerHTML
}

/** Prints what a hidden part of the page holds: as a document of its own, so that nothing else comes out. */
export function print(selector: string, paper: Paper): void {
  const frame = document.createElement('iframe')
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0' })
  frame.title = '打印'
  frame.srcdoc = `<!doctype html><style>${every}${styles[paper]}</style>${contentOf(selector)}`
  frame.addEventListener('load', () => {
    const page = frame.contentWindow
    page?.addEventListener('afterprint', () => frame.remove())
    page?.print()
  })
  document.body.appendChild(frame)
}
