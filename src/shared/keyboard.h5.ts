const tapped = '[role=button], [role=tab], [role=checkbox], [role=radio], [role=switch], [role=link]'
const reached = '[tabindex="0"], input, textarea, select'

const shown = (element: Element) => element.getClientRects().length > 0

const openSheet = () => Array.from(document.querySelectorAll('.sheet-open')).filter(shown).pop()

/** Keeps the focus inside the sheet that is up, from its last part round to its first. */
function stayInside(event: KeyboardEvent, sheet: Element): void {
  const panel = sheet.querySelector('.sheet-panel') ?? sheet
  const parts = Array.from(panel.querySelectorAll<HTMLElement>(reached)).filter(shown)
  const at = parts.findIndex((part) => part === document.activeElement)
  const next = parts[(at + (event.shiftKey ? -1 : 1) + parts.length) % parts.length]
  event.preventDefault()
  next?.focus()
}

/** Enter and Space tap what has the focus, Escape closes the sheet that is up. */
export function startKeyboard(): void {
  document.addEventListener('keydown', (event) => {
    const { target, key } = event
    const sheet = openSheet()
    if ((key === 'Enter' || key === ' ') && target instanceof HTMLElement && target.matches(tapped)) {
      event.preventDefault()
      target.click()
    } else if (key === 'Escape') sheet?.querySelector<HTMLElement>('.sheet-scrim')?.click()
    else if (key === 'Tab' && sheet) stayInside(event, sheet)
  })
}
