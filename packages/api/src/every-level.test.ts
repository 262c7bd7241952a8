// Walks the register as somebody to whom things were given at a level: each operation answers as the tables of rules §3
// say, over HTTP. What is not given to them is the same as what never was: status, body and headers.
import { describe, expect, it } from 'vitest'
import { allows, levels, operations, type AssetId, type CollectionId, type Level, type Operation } from '@usher/domain'
import { register, type Registered } from './register.ts'
import { appRouter, routes } from './router.ts'
import { callsOn } from './testing/calls.ts'
import { give } from './testing/grants.ts'
import { fresh, samplesOn } from './testing/samples.ts'
import { account, freshDatabase, startServer } from './testing/world.ts'

const { url, db } = await freshDatabase()
const { call, whole } = callsOn(await startServer(url))
const acme = await account(db, 'Acme', 'enterprise', 10_000)
const ada = await acme.member('Ada', 'account_admin')
const sampleOf = samplesOn(db)

const needsOf = (r: Registered) => Object.entries(r.finds) as [string, Operation][]
const isAbout = (r: Registered) => r.door === 'on'
const isOfCollection = (operation: Operation) => operations[operation].on === 'collection'
const idsIn = (input: Record<string, unknown>, field: string) => [input[field]].flat() as (AssetId | null)[]

/** Things of Ada's, and somebody restricted to whom each of them was given. */
async function given(r: Registered, level: Level | null) {
  const fay = await acme.member(fresh('Fay'), 'library_restricted')
  const input = (await sampleOf(r)({ account: acme, me: ada })) as Record<string, unknown>
  const things = needsOf(r).flatMap(([field, operation]) =>
    idsIn(input, field).flatMap((id) => (id ? [[id, operation] as const] : [])),
  )
  if (level)
    for (const [id, operation] of new Map(things))
      await give(db, acme.id, {
        on: isOfCollection(operation) ? { collectionId: id as string as CollectionId } : id,
        to: fay,
        level,
      })
  return { fay, input }
}
/** Of what lies in the trash at the root of the library, nothing is seen but by its owner (rules §4, "Trash"). */
const expected = (r: Registered, level: Level | null): string => {
  const needs = needsOf(r).map(([, operation]) => operation)
  if (level === null || needs.some((o) => 'inTrash' in operations[o])) return 'not_found'
  if (!needs.every((o) => allows(level, o))) return 'level_too_low'
  if (/^ownership\..*handOver/i.test(r.name)) return 'not_owner'
  return namesWhatIsAdas.includes(r.name) ? 'not_found' : 'ok'
}
/** An upload is found by whoever began it alone, whatever they may do with the folder. */
const namesWhatIsAdas = ['uploads.retarget']

describe.each(register(appRouter, routes).filter(isAbout))('$name', (r) => {
  it.each([null, ...levels])('at level %s', async (level) => {
    const { fay, input } = await given(r, level)
    expect(await call(r, fay, input)).toBe(expected(r, level))
  })

  it('tells what is invisible and what never was apart in nothing', async () => {
    const { fay, input } = await given(r, null)
    const never = { ...input }
    for (const [field] of needsOf(r))
      never[field] = Array.isArray(input[field]) ? [crypto.randomUUID()] : crypto.randomUUID()
    const answers = await Promise.all([input, never].map((each) => whole(r, fay, each)))
    expect(answers[0]).toMatchObject({ status: 404 })
    expect(answers[0]).toEqual(answers[1])
  })
})
