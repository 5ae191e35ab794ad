/** A refusal of an open API in WeChat's own numbers; a function sees errCode and errMsg. */
export class OpenApiError extends Error {
  readonly errcode: number

  constructor(errcode: number, message: string) {
    super(message)
    this.name = 'OpenApiError'
    this.errcode = errcode
  }
}

/** A refusal of the gateway in front of the open APIs: -604100 no such API, -604101 the function may not call it. */
export class GatewayError extends Error {
  readonly errorCode: number

  constructor(errorCode: number, message: string) {
    super(message)
    this.name = 'GatewayError'
    this.errorCode = errorCode
  }
}

/** Whether a text can be an openid at all: WeChat's are letters, digits, `-` and `_`. */
export function isOpenid(value: unknown): value is string {
  return typeof value === 'string' && /^[^\s\p{Cc}]{1,128}$/u.test(value)
}
