/** What a screen reader calls an element. */
export const role = (name: string) => ({ role: name })

/** A button of ours: in the browser it is an element of Taro's that says nothing by itself. */
export const buttonRole = (disabled: boolean) => ({ role: 'button', 'aria-disabled': disabled, tabindex: 0 })

/** Anything else that is tapped; `keyboard.h5.ts` taps it for a key. */
export const tapRole = (name = 'button') => ({ role: name, tabindex: 0 })

/** A heading of a page (1) or of a part of it (2). */
export const headingRole = (level: 1 | 2) => ({ role: 'heading', 'aria-level': level })
