import type { Paper } from './paper'

/** Whether what is shown can be put on paper from here: WeChat cannot. */
export const canPrint = false

export const print: (selector: string, paper: Paper) => void = () => undefined
