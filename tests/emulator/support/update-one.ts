import type { LocalCloud } from './local-cloud'
import type { Sdk } from './sdk'

/** A change as a cloud function writes it. */
export type Change = (sdk: Sdk) => object

/** Applies a change to a document of its own, inside a transaction or not; `refused` is the database's refusal. */
export async function updateOne(
  cloud: LocalCloud,
  document: object,
  change: Change,
  transaction = false,
): Promise<{ row: unknown; refused: string | null; updated: number | null }> {
  const name = await cloud.collection([{ _id: 'a', ...document }])
  const code = `async (sdk, name) => {
    const one = sdk.db.collection(name).doc('a')
    let updated = null
    const transaction = ${transaction} ? await sdk.db.startTransaction() : null
    const target = transaction ? transaction.collection(name).doc('a') : one
    const error = await sdk.failure(target.update({ data: (${change.toString()})(sdk) }).then((result) => { updated = result.stats.updated }))
    const { _id, ...row } = (await one.get()).data
    return { row, updated, refused: error && error.errCode === -502001 ? error.errMsg : error && JSON.stringify(error) }
  }`
  const { body, status } = await cloud.call('script', { code, input: name })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body as { row: unknown; refused: string | null; updated: number | null }
}
