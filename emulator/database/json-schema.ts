import { Ajv, type ValidateFunction } from 'ajv'
import { isPlainObject } from '../protocol/ejson'
import { refusals } from '../protocol/errors'
import { bsonType, typesNamed } from './bson-types'

type Schema = Record<string, unknown>

/** JSON Schema's own names of types; MongoDB does not know its `integer`. */
const JSON_TYPES: Readonly<Record<string, string>> = {
  object: 'object',
  array: 'array',
  number: 'number',
  boolean: 'bool',
  string: 'string',
  null: 'null',
}

const NOT_SUPPORTED = ['$ref', '$schema', 'default', 'definitions', 'format', 'id', 'const', 'if', 'contains']
const MAPS = ['properties', 'patternProperties', 'dependencies']
const LISTS = ['allOf', 'anyOf', 'oneOf']
const SINGLE = ['not', 'additionalProperties', 'additionalItems']

const ajv = new Ajv({
  strict: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  addUsedSchema: false,
})
ajv.addKeyword({
  keyword: 'bsonType',
  validate: (types: readonly string[], value: unknown) => types.includes(bsonType(value)),
})

function typesOf(keyword: string, value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((name: unknown) => {
    const types = typesNamed(keyword === 'type' ? JSON_TYPES[String(name)] : name)
    if (!types) throw refusals.badRequest(`$jsonSchema: Unknown type name alias: ${String(name)}`)
    return types
  })
}

/** MongoDB's schemas are of draft 4 with types of its own; the validator knows draft 7. */
function translate(schema: unknown): Schema | boolean {
  if (typeof schema === 'boolean') return schema
  if (!isPlainObject(schema)) throw refusals.badRequest('$jsonSchema must be an object')
  const out: Schema = {}
  for (const [keyword, value] of Object.entries(schema)) {
    if (NOT_SUPPORTED.includes(keyword)) {
      throw refusals.badRequest(`$jsonSchema keyword '${keyword}' is not currently supported`)
    }
    if (keyword === 'type' || keyword === 'bsonType') out['bsonType'] = typesOf(keyword, value)
    else if (MAPS.includes(keyword) && isPlainObject(value)) {
      out[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, Array.isArray(inner) ? inner : translate(inner)]),
      )
    } else if (LISTS.includes(keyword) && Array.isArray(value)) out[keyword] = value.map(translate)
    else if (SINGLE.includes(keyword)) out[keyword] = translate(value)
    else if (keyword === 'items') out[keyword] = Array.isArray(value) ? value.map(translate) : translate(value)
    else out[keyword] = value
  }
  for (const [flag, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (out[flag] === true) {
      out[flag] = out[limit]
      delete out[limit]
    } else if (out[flag] === false) delete out[flag]
  }
  return out
}

/** The test `$jsonSchema` stands for. */
export function schemaTest(schema: unknown): (document: unknown) => boolean {
  if (!isPlainObject(schema)) throw refusals.badRequest('$jsonSchema must be an object')
  const translated = translate(schema)
  let validate: ValidateFunction
  try {
    validate = ajv.compile(translated)
  } catch (error) {
    throw refusals.badRequest(`$jsonSchema: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    // Each query brings a schema of its own; the validator would keep them all.
    ajv.removeSchema(translated)
  }
  return (document) => validate(document)
}
