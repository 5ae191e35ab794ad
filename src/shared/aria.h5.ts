/** What a screen reader calls an element. */
export const role = (name: string) => ({ role: name })

/** A button of ours: in the browser it is an element of Taro's that says nothing by itself. */
export const buttonRole = (disabled: boolean) => ({ role: 'button', 'aria-disabled': disabled })
