/** What a screen reader calls an element: WeChat has an attribute of its own for it. */
export const role = (name: string) => ({ 'aria-role': name })

/** A button of ours: WeChat's own says by itself what it is and whether it can be tapped. */
export const buttonRole: (disabled: boolean) => object = () => ({})

/** Anything else that is tapped. */
export const tapRole: (name?: string) => object = (name = 'button') => role(name)

/** A heading; WeChat's readers know no levels. */
export const headingRole: (level: 1 | 2) => object = () => role('heading')
