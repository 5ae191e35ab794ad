import * as v from 'valibot'

// Ranges and surrogates by number, no look-behind: phones of 2018 know neither that nor most Unicode properties.

/** Controls, line breaks, zero-width and direction marks, fillers, tags, private use: what no eye can see or trust. */
const unseen =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ue000-\uf8ff\ufe00-\ufe0e\ufeff\uffa0\ufff0-\uffff]|\udb40[\udc00-\udfff]/

/** The joint inside one emoji of several, as in 👩‍🌾: the only zero-width sign that has a use. */
const joints =
  /((?:[\ud83c-\ud83e][\udc00-\udfff]|[\u2190-\u2bff])\ufe0f?)\u200d(?=[\ud83c-\ud83e][\udc00-\udfff]|[\u2190-\u2bff])/g

const pairs = /[\ud800-\udbff][\udc00-\udfff]/g
const halves = /[\ud800-\udfff]/
const marks = /[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g
const heaped = /[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3}/
/** What belongs to the sign before it: the rest of a joined emoji, skin tones, the mark that asks for colour. */
const tails = /\u200d(?:[\ud83c-\ud83e][\udc00-\udfff]|[\u2190-\u2bff])|\ud83c[\udffb-\udfff]|\ufe0f/g

/** How many signs of a text an eye counts: an emoji of several parts is one. */
export const visibleLength = (text: string): number =>
  text.replace(tails, '').replace(marks, '').replace(pairs, 'x').length

/** Whether a text can be read as it stands: nothing hidden in it, no marks heaped on one sign, no half signs. */
export const isReadable = (text: string): boolean =>
  !unseen.test(text.replace(joints, '$1')) && !heaped.test(text) && !halves.test(text.replace(pairs, ''))

/** No visible sign needs more than this many units of UTF-16. */
const unitsPerSign = 16

/** One line of words, its ends trimmed, of so many visible signs; anything that hides in it refuses it. */
export function line(title: string, { min = 1, max }: { min?: number; max: number }) {
  const howLong = min > 1 ? `写 ${String(min)} 到 ${String(max)} 个字` : `写上，最多 ${String(max)} 个字`
  return v.pipe(
    v.string(),
    v.maxLength(max * unitsPerSign, howLong),
    v.trim(),
    v.check((text) => visibleLength(text) >= min && visibleLength(text) <= max, howLong),
    v.check(isReadable, '里面有看不见的符号，删掉重写一遍'),
    v.title(title),
  )
}
