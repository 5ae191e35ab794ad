import { LocalCloud } from './support/local-cloud'

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await LocalCloud.start({ args: ['--workers', '4'] })
  await cloud.warm(4)
})
afterAll(() => cloud.stop())

/** One place, fifty people: how many were told that it is theirs, and whose it is. */
async function reach(code: Parameters<typeof claim>[0]): Promise<{ told: string[]; holder: unknown }> {
  const name = await cloud.collection([{ _id: 'place', holder: null }])
  const people = Array.from({ length: 50 }, (_, n) => `person-${n}`)
  const answers = await Promise.all(people.map((who) => claim(code, name, who)))
  const place = await cloud.run(async ({ db }, name) => (await db.collection(name).doc('place').get()).data, name)
  return { told: people.filter((_, n) => answers[n]), holder: place['holder'] }
}

const claim = (code: 'conditional update' | 'read, compare, write', name: string, who: string) =>
  cloud.run(
    async ({ db, _ }, { code, name, who }) => {
      const places = db.collection(name)
      if (code === 'conditional update') {
        return (
          (await places.where({ _id: 'place', holder: null }).update({ data: { holder: who } })).stats.updated === 1
        )
      }
      const { data } = await places.doc('place').get()
      if (data['holder'] !== null) return false
      // The bad moment that such code has one day: a second one has looked as well before the first one writes.
      await places.doc('place').update({ data: { looked: _.inc(1) } })
      while (Number((await places.doc('place').get()).data['looked']) < 2) {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      await places.doc('place').update({ data: { holder: who } })
      return true
    },
    { code, name, who },
  )

test('of 50 conditional updates at once exactly one changes the document, and its sender is told', async () => {
  const { told, holder } = await reach('conditional update')
  expect(told).toHaveLength(1)
  expect(holder).toBe(told[0])
})

test('the same check catches a twin that reads, compares and writes', async () => {
  const { told } = await reach('read, compare, write')
  expect(told.length).toBeGreaterThan(1)
})

test('increments from many functions at once are all counted', async () => {
  const name = await cloud.collection([{ _id: 'sum', n: 0 }])
  await Promise.all(
    Array.from({ length: 20 }, () =>
      cloud.run(async ({ db, _ }, name) => {
        for (let i = 0; i < 10; i++)
          await db
            .collection(name)
            .doc('sum')
            .update({ data: { n: _.inc(1) } })
      }, name),
    ),
  )
  const sum = await cloud.run(async ({ db }, name) => (await db.collection(name).doc('sum').get()).data['n'], name)
  expect(sum).toBe(200)
})
