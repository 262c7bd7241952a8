// Everything in the register is asked once in a library at size: it is answered, and nothing that the database does for it takes
// longer than a statement may. AT_SIZE_FILES=1000000: as large as the goals say; with it come people, groups, grants, collections.
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AssetId } from '@usher/domain'
import { register, type Registered } from './register.ts'
import { appRouter, routes } from './router.ts'
import { plantBigLibrary } from './testing/big-library.ts'
import { plantBigSharing, type Sharer } from './testing/big-sharing.ts'
import { callsOn } from './testing/calls.ts'
import type {} from './testing/figures.ts'
import { fresh, samplesOn } from './testing/samples.ts'
import { account, freshDatabase, signedIn, startServer, type TestAccount, type TestMember } from './testing/world.ts'

const files = Number(process.env['AT_SIZE_FILES'] ?? 10_000)

const { url, db } = await freshDatabase()
const server = await startServer(url)
const { call } = callsOn(server)
const sampleOf = samplesOn(db)
let big: TestAccount
/** Restricted, and sees nearly half of it. */
let rich: TestMember & Pick<Sharer, 'fullFolders' | 'files'>

beforeAll(async () => {
  big = await account(db, 'Big', 'enterprise', 10_000)
  const limits = JSON.stringify({ seats: 10_000, groups: 10_000, keys: 10_000, gigabytes: 100_000_000 })
  await db.updateTable('account').set({ limits }).execute()
  await plantBigLibrary(db, big.id, files)
  const sharer = (await plantBigSharing(db, big.id, files)).rich
  await sql`analyze`.execute(db)
  const { user_id: userId } = await db
    .selectFrom('member')
    .select('user_id')
    .where('id', '=', sharer.memberId)
    .executeTakeFirstOrThrow()
  const { email } = await db
    .updateTable('user')
    .set({ address_proven_at: new Date() })
    .where('id', '=', userId)
    .returning('email')
    .executeTakeFirstOrThrow()
  rich = { ...sharer, userId, email, name: 'Rich', account: big.slug, session: await signedIn(db, userId) }
}, 600_000)

/** What took longest: milliseconds, and what it was. */
let slowest: readonly [number, string] = [0, '']
async function ask(r: Registered, me: TestMember, input: unknown): Promise<string> {
  // One sample may have been to buy another plan, or to delete the account; all of this comes from one address.
  const asMade = { agreed_plan: 'enterprise', plan_until: null, plan_after: null, deleted_at: null } as const
  await db.updateTable('account').set(asMade).where('id', '=', big.id).execute()
  await db.deleteFrom('tries').execute()
  const began = performance.now()
  const got = await call(r, me, input)
  const took = performance.now() - began
  if (took > slowest[0]) slowest = [took, r.name]
  return got
}
const unanswered = /^(BUG|busy$|database_away$)/

const all = register(appRouter, routes)
const reads = all.filter((r) => (r.door === 'can' || r.door === 'on') && (r.type === 'query' || r.method === 'GET'))

describe(`in a library of ${files} files`, () => {
  it.each(all)('$name is answered', { timeout: 60_000 }, async (r) => {
    const me = await big.member(fresh('Me'), 'account_admin')
    expect(await ask(r, me, await sampleOf(r)({ account: big, me }))).not.toMatch(unanswered)
  })

  it.each(reads)('$name is answered to whoever sees nearly half of it', { timeout: 60_000 }, async (r) => {
    const input = await sampleOf(r)({ account: big, me: rich })
    expect(await ask(r, rich, theirs(input))).not.toMatch(unanswered)
  })

  it('what took longest', ({ task }) => {
    const [took, name] = slowest
    expect(name).not.toBe('')
    task.meta.figure = `none failed; longest: ${name}, ${(took / 1000).toFixed(1)} s`
  })
})

/** The same about a file and a folder of the many. */
function theirs(input: unknown): unknown {
  const [folderId] = rich.fullFolders
  const [assetId] = rich.files
  const large: Record<string, AssetId | AssetId[] | undefined> = {
    folderId,
    assetId,
    assetIds: rich.files.slice(0, 50),
  }
  if (typeof input !== 'object' || input === null) return input
  return Object.fromEntries(Object.entries(input).map(([field, value]) => [field, large[field] ?? value]))
}
