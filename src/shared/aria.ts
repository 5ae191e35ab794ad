/** What a screen reader calls an element: WeChat has an attribute of its own for it. */
export const role = (name: string) => ({ 'aria-role': name })

/** A button of ours: WeChat's own says by itself what it is and whether it can be tapped. */
export const buttonRole: (disabled: boolean) => object = () => ({})

/** Anything else that is tapped; `on` where it can be chosen: whether it is. */
export const tapRole: (name?: string, on?: boolean) => object = (name = 'button', on) => ({
  ...role(name),
  ...(on === undefined ? {} : { [name === 'tab' ? 'aria-selected' : 'aria-checked']: on }),
})

/** What a picture shows; empty where words beside it say so. */
export const pictureOf: (label: string) => object = (label) => ({ 'aria-label': label })

/** A heading; WeChat's readers know no levels. */
export const headingRole: (level: 1 | 2) => object = () => role('heading')
