/** What a screen reader calls an element. */
export const role = (name: string) => ({ role: name })

/** A button of ours: in the browser it is an element of Taro's that says nothing by itself. */
export const buttonRole = (disabled: boolean) => ({ role: 'button', 'aria-disabled': disabled, tabindex: 0 })

/** Anything else that is tapped, by `keyboard.h5.ts` for a key; `on` where it can be chosen: whether it is. */
export const tapRole = (name = 'button', on?: boolean) => ({
  role: name,
  tabindex: 0,
  ...(on === undefined ? {} : { [name === 'tab' ? 'aria-selected' : 'aria-checked']: on }),
})

/** What a picture shows; empty where words beside it say so. Taro keeps the picture inside an element of its own. */
export const pictureOf = (label: string) => ({ nativeProps: { alt: label } })

/** A heading of a page (1) or of a part of it (2). */
export const headingRole = (level: 1 | 2) => ({ role: 'heading', 'aria-level': level })
