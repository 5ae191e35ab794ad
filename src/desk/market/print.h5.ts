import './print.scss'

/** Whether what is shown can be put on paper from here. */
export const canPrint = true

/** A moment later: pictures that were just put into the page are not there at once. */
export const print = (): void => void setTimeout(() => window.print(), 300)
