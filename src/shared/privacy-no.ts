/** What WeChat tells of something that failed; 104: the person did not agree to its privacy guide (its manual). */
interface Told {
  errno?: number | undefined
  errMsg?: string | undefined
}

const notAgreed = ({ errno, errMsg = '' }: Told): boolean => errno === 104 || errMsg.includes('privacy permission')

/** Why WeChat did not do something, in words: the person's own no to the privacy guide, or else `otherwise`. */
export const whyNot = (told: Told, otherwise: string): string =>
  notAgreed(told) ? '没有同意隐私指引，这一步先没办，写好的都在。想好了再点一次' : otherwise
