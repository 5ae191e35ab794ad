import { ObjectId } from 'bson'
import { stringifyEjson } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { bsonType } from './bson-types'
import { argumentsOf, type Expression, isNothing } from './expression'

/* Expressions on text, after MongoDB's manual and its server's messages. */

const refuse = refusals.badRequest

/** A value as text where MongoDB turns numbers and dates into it by itself; nothing is the empty text. */
function toText(value: unknown): string {
  if (isNothing(value)) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value instanceof Date) return value.toISOString()
  throw refuse(`can't convert from BSON type ${bsonType(value)} to String`)
}

function wholeNumber(name: string, what: string, value: unknown): number {
  if (typeof value !== 'number') {
    throw refuse(`${name}:  ${what} must be a numeric type (is BSON type ${bsonType(value)})`)
  }
  return Math.trunc(value)
}

/** Whether a byte continues a character that began before it. */
function continues(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}

/** A part of a text by its bytes; a negative length is the rest, and what lies beyond the end is not missed. */
function substrBytes(name: string): Expression {
  return (...call) => {
    const [value, first, count] = argumentsOf(name, call, 3)
    const from = wholeNumber(name, 'starting index', first)
    const length = wholeNumber(name, 'length', count)
    if (from < 0) throw refuse(`${name}:  starting index must be non-negative (got: ${from})`)
    const bytes = Buffer.from(toText(value))
    const to = length < 0 ? bytes.length : Math.min(from + length, bytes.length)
    if (continues(bytes[from])) throw refuse(`${name}:  Invalid range, starting index is a UTF-8 continuation byte.`)
    if (to > from && continues(bytes[to])) {
      throw refuse(`${name}:  Invalid range, ending index is in the middle of a UTF-8 character.`)
    }
    return bytes.toString('utf8', Math.min(from, bytes.length), Math.max(from, to))
  }
}

const $substrCP: Expression = (...call) => {
  const [value, first, count] = argumentsOf('$substrCP', call, 3)
  const characters = Array.from(toText(value))
  const from = wholeNumber('$substrCP', 'starting index', first)
  const length = wholeNumber('$substrCP', 'length', count)
  if (from < 0) throw refuse('$substrCP: the starting index must be nonnegative integer.')
  if (length < 0) throw refuse('$substrCP: length must be a nonnegative integer.')
  return characters.slice(from, from + length).join('')
}

/** Finds a text in another, counting by the units it is cut into; null in nothing, -1 where it is not. */
function indexIn(name: string, unitsOf: (text: string) => readonly (string | number)[]): Expression {
  return (...call) => {
    const [text, wanted, start = 0, end] = argumentsOf(name, call, 2, 4)
    if (isNothing(text)) return null
    for (const [value, place] of [
      [text, 'first'],
      [wanted, 'second'],
    ] as const) {
      if (typeof value !== 'string') {
        throw refuse(`${name} requires a string as the ${place} argument, found: ${bsonType(value)}`)
      }
    }
    for (const [value, place] of [
      [start, 'starting'],
      [end ?? 0, 'ending'],
    ] as const) {
      if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
        throw refuse(`${name} requires a nonnegative integral ${place} index, found: ${stringifyEjson(value)}`)
      }
    }
    const units = unitsOf(text as string).slice(0, typeof end === 'number' ? end : undefined)
    const sought = unitsOf(wanted as string)
    for (let at = Number(start); at + sought.length <= units.length; at++) {
      if (sought.every((unit, i) => units[at + i] === unit)) return at
    }
    return -1
  }
}

const $split: Expression = (...call) => {
  const [text, separator] = argumentsOf('$split', call, 2)
  if (isNothing(text) || isNothing(separator)) return null
  for (const [value, what] of [
    [text, 'an expression that evaluates to a string as a first argument'],
    [separator, 'an expression that evaluates to a string as a second argument'],
  ] as const) {
    if (typeof value !== 'string') throw refuse(`$split requires ${what}, found: ${bsonType(value)}`)
  }
  if (separator === '') throw refuse('$split requires a non-empty separator')
  return (text as string).split(separator as string)
}

/** MongoDB changes the case of the letters A to Z only. */
const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
const upper = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())

const $strcasecmp: Expression = (...call) => {
  const [one = '', other = ''] = argumentsOf('$strcasecmp', call, 2).map((value) => upper(toText(value)))
  return Math.sign(Buffer.compare(Buffer.from(one), Buffer.from(other)))
}

const $concat: Expression = (...call) => {
  let text = ''
  for (const value of argumentsOf('$concat', call, 0, Infinity)) {
    if (isNothing(value)) return null
    if (typeof value !== 'string') throw refuse(`$concat only supports strings, not ${bsonType(value)}`)
    text += value
  }
  return text
}

function lengthIn(name: string, lengthOf: (text: string) => number): Expression {
  return (...call) => {
    const [text] = argumentsOf(name, call, 1)
    if (typeof text !== 'string') throw refuse(`${name} requires a string argument, found: ${bsonType(text)}`)
    return lengthOf(text)
  }
}

const $toString: Expression = (...call) => {
  const [value] = argumentsOf('$toString', call, 1)
  if (isNothing(value)) return null
  if (typeof value === 'boolean') return String(value)
  return value instanceof ObjectId ? value.toHexString() : toText(value)
}

/** The expressions on text. */
export const textExpressions: Readonly<Record<string, Expression>> = {
  $substr: substrBytes('$substrBytes'),
  $substrBytes: substrBytes('$substrBytes'),
  $substrCP,
  $indexOfBytes: indexIn('$indexOfBytes', (text) => [...Buffer.from(text)]),
  $indexOfCP: indexIn('$indexOfCP', (text) => Array.from(text)),
  $split,
  $strcasecmp,
  $concat,
  $strLenBytes: lengthIn('$strLenBytes', (text) => Buffer.byteLength(text)),
  $strLenCP: lengthIn('$strLenCP', (text) => Array.from(text).length),
  $toLower: (...call) => lower(toText(argumentsOf('$toLower', call, 1)[0])),
  $toUpper: (...call) => upper(toText(argumentsOf('$toUpper', call, 1)[0])),
  $toString,
}
