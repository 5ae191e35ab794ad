/** What a reader calls an input, and what is wrong with it. */
export const useInputAria = (label: string, error: string | undefined): object => ({
  'aria-label': error === undefined ? label : `${label}，${error}`,
})
