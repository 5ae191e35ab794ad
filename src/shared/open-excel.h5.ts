const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Hands an Excel file that the cloud made on as a download. */
export function openExcel(name: string, base64: string): Promise<void> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const link = document.createElement('a')
  Object.assign(link, { href: URL.createObjectURL(new Blob([bytes], { type })), download: name })
  link.click()
  return Promise.resolve()
}
