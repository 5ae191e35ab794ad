/** WeChat moves its reader's focus by itself. */
export const useSheetFocus: (open: boolean) => object = () => ({})
