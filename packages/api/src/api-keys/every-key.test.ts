// Every area × right × procedure and route, with a key: what docs/procedures.md says of each, over HTTP, from the register.
import { describe, expect, it } from 'vitest'
import { carries, featureOf, keyAreaNames, keyMay, keyRights, operations, type KeyScopes } from '@usher/domain'
import { needsOf } from '../door-types.ts'
import { register, type Registered } from '../register.ts'
import { appRouter, routes } from '../router.ts'
import { plantKey, type TestKey } from '../testing/api-keys.ts'
import { callsOn } from '../testing/calls.ts'
import { fresh, samplesOn } from '../testing/samples.ts'
import { account, freshDatabase, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const { call, whole } = callsOn(server)
const sampleOf = samplesOn(db)
const acme = await account(db, 'Acme', 'enterprise', 10_000)
await acme.member('Stays', 'account_admin')
const paid = await account(db, 'Paid', 'paid', 10_000)
const limits = JSON.stringify({ seats: 10_000, groups: 10_000, keys: 10_000, calls: 1_000_000 })
await db.updateTable('account').set({ limits }).execute()

const scopes: [string, KeyScopes][] = [
  ['a standard key', null],
  ...keyAreaNames.flatMap((area) =>
    keyRights.map((right): [string, KeyScopes] => [`a key with ${right} on ${area} alone`, { [area]: right }]),
  ),
  ['a key with everything but files', { tags: 'write', collections: 'write', usage: 'read' }],
]
const all = register(appRouter, routes)

/** Doors of people, and of those who are nobody yet, are shut to every key; what is anyone's is open to it as well. */
function expected({ door, keys }: Registered, has: KeyScopes): string | null {
  if (keys) return needsOf(keys).every(({ area, right }) => keyMay(has, area, right)) ? 'ok' : 'key_scope'
  return door === 'anyone' ? null : 'not_for_keys'
}
const input = async (r: Registered, key: TestKey) =>
  sampleOf(r)({ account: acme, me: await acme.member(fresh('Me'), 'account_admin'), key })

describe.each(all.filter((r) => expected(r, null) !== null))('$name', (r) => {
  // A door of people is shut before anybody asks for scopes.
  it.each(r.keys ? scopes : scopes.slice(0, 1))('by %s', async (_, has) => {
    const key = await plantKey(db, acme.id, { scopes: has })
    expect(await call(r, key, await input(r, key))).toBe(expected(r, has))
  })
})

describe.each(all.filter((r) => r.keys))('$name', (r) => {
  it('an id of another account is the same as one that never was', async () => {
    const key = await plantKey(db, acme.id)
    const theirs = await paid.member(fresh('Theirs'), 'account_admin')
    if (!Object.keys(r.finds).length) return
    const foreign = (await sampleOf(r)({ account: paid, me: theirs })) as Record<string, unknown>
    const never = { ...foreign }
    for (const field of Object.keys(r.finds))
      never[field] = field.endsWith('Ids') ? [crypto.randomUUID()] : crypto.randomUUID()
    // How many calls are left is the key's own affair.
    const answers = []
    for (const asked of [foreign, never]) {
      const { headers, ...answer } = await whole(r, key, asked)
      answers.push({ ...answer, headers: headers.filter(([name]) => !name.startsWith('ratelimit-')) })
    }
    expect(answers[0]).toMatchObject({ status: 404 })
    expect(answers[0]).toEqual(answers[1])
  })

  it('what the account’s plan does not carry its keys do not reach', async () => {
    const key = await plantKey(db, paid.id)
    const me = await paid.member(fresh('Me'), 'account_admin')
    const needsSharing =
      r.needs?.startsWith('collections.') ||
      Object.values(r.finds).some((o) => o in operations && !carries('paid', featureOf(o as keyof typeof operations)))
    expect(await call(r, key, await sampleOf(r)({ account: paid, me, key }))).toBe(needsSharing ? 'not_allowed' : 'ok')
  })
})

it('no key reaches people, groups, sharing, billing, keys, the log, or anything of a person', () => {
  const reached = new Set(all.flatMap((r) => (r.keys ? [r.name.replace(/\..*/, '')] : [])))
  expect([...reached].filter((name) => !name.includes('/')).toSorted()).toEqual([
    'collections',
    'copies',
    'library',
    'search',
    'tags',
    'uploads',
    'usage',
    'versions',
    'zips',
  ])
  for (const r of all) if (r.previews) expect(r.keys).toBeNull()
})
