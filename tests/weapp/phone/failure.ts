/** A failure in WeChat's words: they follow `<api>:fail `; its fields (errCode, errno) go along. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly fields: object = {},
  ) {
    super(message)
  }
}
