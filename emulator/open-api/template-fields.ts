/** How long and of which characters a value of each kind may be: "订阅消息参数值内容限制说明" in WeChat's manual. */

const DAY = String.raw`\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}日?`
const HOUR = String.raw`([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`
const TIME = `(${DAY} ?)?${HOUR}`
const DATE = `${DAY}( ?${HOUR})?`
const range = (part: string) => new RegExp(`^${part}( ?~ ?${part})?$`, 'u')

const KINDS: Readonly<Record<string, RegExp>> = {
  thing: /^.{1,20}$/su,
  number: /^(?=.{1,32}$)\d+(\.\d+)?$/u,
  letter: /^[A-Za-z]{1,32}$/u,
  symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
  character_string: /^[^\p{Script=Han}]{1,32}$/u,
  time: range(TIME),
  date: range(DATE),
  amount: /^[¥￥$€£]?\d{1,10}(\.\d+)?元?$/u,
  phone_number: /^[\d+() -]{1,17}$/u,
  car_number: /^[\p{Script=Han}A-Za-z0-9][A-Za-z0-9]{0,6}[\p{Script=Han}A-Za-z0-9]$/u,
  name: /^([\p{Script=Han}·]{1,10}|[^\p{Script=Han}\p{N}]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}

/** Whether a value fits its field, such as `thing1`; a kind the manual does not name takes anything. */
export function fitsField(field: string, value: string): boolean {
  return KINDS[field.replace(/\d+$/, '')]?.test(value) ?? true
}
