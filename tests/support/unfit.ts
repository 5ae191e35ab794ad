/** What WeChat would not have said in public, once a test told the local cloud so. */
export const unfit = '这些话不该出现'
