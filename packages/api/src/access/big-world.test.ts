// The big world of the benchmarks, small: what somebody sees there is what plain counting says, in every way of asking for it.
import { describe, expect, it } from 'vitest'
import { highest, type AssetId } from '@usher/domain'
import { handleOf } from '../db/connect.ts'
import { plantBigLibrary } from '../testing/big-library.ts'
import { plantBigSharing, shares, type Class } from '../testing/big-sharing.ts'
import { account, freshDatabase } from '../testing/world.ts'
import { inLibraryAs, levelOn, visible, visibleAmongMany, visibleTopMost } from './reach.ts'
import { explain } from './who-and-why.ts'

const { db } = await freshDatabase()
const files = 10_000
const acme = await account(db, 'Acme', 'enterprise', 10)
await plantBigLibrary(db, acme.id, files)
const sharers = await plantBigSharing(db, acme.id, files)
const at = { handle: handleOf(db), accountId: acme.id }
const as = (which: Class, named?: number) => {
  const { memberId } = sharers[which]
  return inLibraryAs(at, { memberId, role: 'library_restricted', plan: 'enterprise', status: 'active' }, named)
}

describe.each(Object.keys(shares) as Class[])('who sees as much as %s', (which) => {
  // What collections pass on, named one by one and asked for; many folders and few.
  it.each([
    { named: 0, few: 0 },
    { named: 0, few: 100_000 },
    { named: 2000, few: 0 },
    { named: 2000, few: 100_000 },
  ])('finds all of it, and nothing else ($named, $few)', async ({ named, few }) => {
    const found = (await visibleAmongMany(await as(which, named), few))
      .where('asset.kind', '=', 'file')
      .select((eb) => eb.fn.countAll<number>().as('n'))
    const { n } = await found.executeTakeFirstOrThrow()
    expect(n).toBe(Math.round(sharers[which].sees * files))
  })

  it('has the level on each thing that every path together gives', async () => {
    const some = await db
      .selectFrom('asset')
      .select('id')
      .where('account_id', '=', acme.id)
      .orderBy((eb) => eb.fn('md5', [eb.cast('id', 'text')]))
      .limit(150)
      .execute()
    const ids = [...some.map((a) => a.id), ...sharers[which].files.slice(0, 50)]
    const levels = await levelOn(await as(which), ids)
    for (const id of ids) {
      const paths = await explain(at, sharers[which].memberId, id)
      expect(levels.get(id) ?? null).toBe(highest(paths.map((p) => p.level)))
    }
    expect(levels.size).toBeGreaterThan(0)
  })

  it('begins at things of which nothing above is seen', async () => {
    const ctx = await as(which)
    const tops = await visibleTopMost(ctx).select(['asset.id', 'asset.parent_id']).execute()
    expect(tops.length).toBeGreaterThan(0)
    const above = tops.flatMap((a) => a.parent_id ?? [])
    const seen = await visible(ctx)
      .select('asset.id')
      .where('asset.id', 'in', above as AssetId[])
      .execute()
    expect(seen).toEqual([])
  })
})
