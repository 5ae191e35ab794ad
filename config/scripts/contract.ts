import { toJsonSchema } from '@valibot/to-json-schema'
import type { Capability } from '../../cloudfunctions/shared/contract'
import { capabilitiesOf, domains, importOf } from './domains'

const isCapability = (value: unknown): value is Capability =>
  typeof value === 'object' && value !== null && 'domain' in value && 'refusals' in value

/** Every capability of every domain, read from the contract tables. */
export async function capabilities(): Promise<Capability[]> {
  const places = domains.flatMap((domain) => capabilitiesOf(domain).map((capability) => [domain, capability] as const))
  const files = await Promise.all(
    places.map(([domain, capability]) => importOf<Record<string, unknown>>(domain, capability, 'contract.ts')),
  )
  return files
    .flatMap((file) => Object.values(file ?? {}))
    .flatMap((table): unknown[] => (typeof table === 'object' && table !== null ? Object.values(table) : []))
    .filter(isCapability)
}

/** A capability as others read it: input and output as JSON Schema. */
const described = ({
  domain,
  name,
  by,
  also = [],
  below = [],
  at,
  own,
  changes,
  input,
  output,
  refusals,
}: Capability) => ({
  function: domain,
  action: name,
  by,
  also,
  below,
  place: at ?? null,
  own: own ?? null,
  changes: changes === true,
  input: toJsonSchema(input, { typeMode: 'input', errorMode: 'ignore' }),
  output: toJsonSchema(output, { typeMode: 'output', errorMode: 'ignore' }),
  refusals,
})

async function main(): Promise<void> {
  const all = await capabilities()
  if (process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(all.map(described), null, 2)}\n`)
    return
  }
  for (const { domain, name, by, refusals } of all)
    process.stdout.write(`${domain}.${name}  ${by}  ${Object.keys(refusals).join(' ')}\n`)
}

if (require.main === module) void main()
