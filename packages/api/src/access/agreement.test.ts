// Random worlds: check ≡ list ≡ search ≡ count ≡ tags suggested ≡ trash ≡ who ≡ explain ≡ grants without effect in SQL, and all
// of them ≡ the slow law of domain/reach.ts. What differs is shrunk to the smallest world that still does.
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import {
  highest,
  isTopMost,
  levelOf,
  levelOnCollection,
  lineage,
  may,
  pathsTo,
  seesByReach,
  seesInTrash,
  whyWithoutEffect,
  type AccountId,
  type AssetId,
  type CollectionId,
  type Level,
  type Path,
  type World,
} from '@usher/domain'
import { grantsOfAccount } from './all-grants.ts'
import { visibleCollections, visibleInCollection } from './collections.ts'
import { foundAssets } from '../search/found-assets.ts'
import { clock } from '../db/statements.ts'
import { plantWorld, worlds } from '../testing/random-world.ts'
import { freshDatabase } from '../testing/world.ts'
import {
  inLibraryAs,
  inTrash,
  isNotInTrash,
  levelOn,
  visible,
  visibleAmongMany,
  visibleIn,
  visibleTopMost,
  type InLibrary,
} from './reach.ts'
import { levelOfEach } from './levels-of-many.ts'
import { explain, whoReaches } from './who-and-why.ts'
import { suggestedTags } from './tags.ts'

const { db } = await freshDatabase()
const rounds = Number(process.env['WORLDS'] ?? 200)
/** So many worlds at a time, each an account of its own: while one waits for the database, another is compared. */
const lanes = 3
let compared = 0
/** What a database at work does by itself: plans that were made for a few rows are made anew for many. */
async function goOn(): Promise<void> {
  compared += 1
  if (compared % 500 > 0) return
  await sql`analyze`.execute(db)
  process.stderr.write(`${compared} of ${rounds} worlds agree so far\n`)
}

const inAnyOrder = (paths: readonly Path[]) => paths.map((p) => JSON.stringify(p, Object.keys(p).toSorted())).toSorted()

const everything = { tags: [], types: [], sort: 'name', descending: false } as const
/** What searches and suggestions say is there, beside what the law says that this member sees. */
async function searched(
  ctx: InLibrary,
  world: World,
  sees: ReadonlySet<string>,
  tagged: ReadonlyMap<string, string[]>,
) {
  const ids = [...sees].toSorted()
  const found = async (folderId: AssetId | null, more: { tags?: string[]; name?: string }) => {
    const { assets, total } = await foundAssets(ctx, folderId, { ...everything, ...more })
    expect(total).toEqual({ count: assets.length, orMore: false })
    return assets.map((a) => a.id).toSorted()
  }
  const has = (tag: string) => (id: string) => tagged.get(id)?.includes(tag) === true
  expect(await found(null, {})).toEqual(ids)
  expect(await found(null, { tags: ['SEA'] })).toEqual(ids.filter(has('sea')))
  expect(await found(null, { name: 'thing', tags: ['summer', 'sea'] })).toEqual(
    ids.filter((id) => has('sea')(id) && has('summer')(id)),
  )
  const known = [...new Set(ids.flatMap((id) => tagged.get(id) ?? []))]
  expect((await suggestedTags(ctx, 'see')).toSorted()).toEqual(known.filter((tag) => tag === 'Überseehafen'))
  expect((await suggestedTags(ctx, '')).toSorted()).toEqual(known.toSorted())
  for (const folder of world.assets.filter((a) => a.kind === 'folder' && sees.has(a.id))) {
    const below = world.assets.filter((a) => a.id !== folder.id && lineage(world, a).includes(folder) && sees.has(a.id))
    expect(await found(folder.id as AssetId, {})).toEqual(below.map((a) => a.id).toSorted())
  }
}

/** What reaches each member at each thing that is there, whatever their role is; asked of all at once. */
async function levelsOfEvery(accountId: AccountId): Promise<Map<string, Level>> {
  const { rows } = await sql<{ pair: string; level: Level | null }>`
    select m.id || ' ' || thing.id as pair, ${levelOfEach(sql`m.id`, sql`thing.id`)} as level
      from member m cross join (
        select asset.id from asset where asset.account_id = ${accountId} and ${isNotInTrash}
        union all select c.id from collection c where c.account_id = ${accountId}) thing
     where m.account_id = ${accountId}`.execute(db)
  return new Map(rows.flatMap(({ pair, level }) => (level ? [[pair, level] as const] : [])))
}

it(
  `check, list, search, counts, tags, trash, who and explain agree with the law in ${rounds} random worlds`,
  { timeout: 60_000 + rounds * 3_000 },
  async () => {
    const agrees = () =>
      fc.asyncProperty(worlds, async (drawn) => {
        const { ctx, world, tagged } = await plantWorld(db, drawn)
        const ids = world.assets.map((a) => a.id as AssetId)
        const who = new Map(await Promise.all(ids.map(async (id) => [id, await whoReaches(ctx, id)] as const)))
        const each = await levelsOfEvery(ctx.accountId)
        for (const [n, member] of world.members.entries()) {
          const actor = { ...member, memberId: member.id as never }
          // What collections pass on is named for one and asked for the next.
          const asThem = await inLibraryAs(ctx, actor, n % 2 ? 0 : undefined)
          const law = new Map(
            world.assets.flatMap((a) => {
              const level = levelOf(world, member, a)
              return level ? [[a.id, level] as const] : []
            }),
          )
          const ways = [visible(asThem), ...(await Promise.all([0, 500].map((few) => visibleAmongMany(asThem, few))))]
          for (const way of ways) {
            const list = await way.select(['asset.id', 'asset.level']).execute()
            expect(new Map(list.map((r) => [r.id, r.level]))).toEqual(law)
          }
          const folders = world.assets.flatMap((a) => (a.kind === 'folder' ? [a.id as AssetId] : []))
          const inEach = [null, ...folders].map((id) => visibleIn(asThem, id))
          const lists = await Promise.all(inEach.map((list) => list.select(['asset.id', 'asset.level']).execute()))
          expect(new Map(lists.flat().map((r) => [r.id, r.level]))).toEqual(law)
          expect(await levelOn(asThem, ids)).toEqual(law)
          if (seesByReach(member.role) && may(member, 'library.browse').yes) {
            for (const { id } of world.assets) expect(each.get(`${member.id} ${id}`)).toBe(law.get(id))
            for (const c of world.collections)
              expect(each.get(`${member.id} ${c.id}`)).toBe(levelOnCollection(world, member, c) ?? undefined)
          }
          const topMost = await visibleTopMost(asThem).select(['asset.id', 'asset.level']).execute()
          expect(new Map(topMost.map((r) => [r.id, r.level]))).toEqual(
            new Map([...law].filter(([id]) => world.assets.some((a) => a.id === id && isTopMost(world, member, a)))),
          )
          const deleted = await inTrash(asThem).select('asset.id').execute()
          expect(deleted.map((r) => r.id).toSorted()).toEqual(
            world.assets.flatMap((a) => (seesInTrash(world, member, a) ? [a.id] : [])).toSorted(),
          )
          const picked = await visibleCollections(asThem).select(['collection.id', 'collection.level']).execute()
          expect(new Map(picked.map((c) => [c.id, c.level]))).toEqual(
            new Map(
              world.collections.flatMap((c) => {
                const level = levelOnCollection(world, member, c)
                return level ? [[c.id as CollectionId, level] as const] : []
              }),
            ),
          )
          for (const { id, items } of world.collections) {
            const entries = await visibleInCollection(asThem, id as CollectionId)
              .select(['asset.id', 'asset.level'])
              .execute()
            expect(new Map(entries.map((a) => [a.id, a.level]))).toEqual(
              new Map([...law].filter(([asset]) => items.some((i) => i.asset === asset))),
            )
          }
          await searched(asThem, world, new Set(law.keys()), tagged)
          for (const asset of world.assets) {
            const paths = pathsTo(world, member, asset)
            expect(inAnyOrder(await explain(ctx, actor.memberId, asset.id as AssetId))).toEqual(inAnyOrder(paths))
            const told = who.get(asset.id as AssetId)?.find((w) => w.memberId === member.id)
            expect(told?.level ?? null).toBe(highest(paths.map((p) => p.level)))
          }
        }
        const told = await grantsOfAccount({ ...ctx, actor: { plan: drawn.plan }, now: await clock(db) })
          .select(['id', 'no_effect'])
          .execute()
        expect(new Map(told.map((g) => [String(g.id), g.no_effect]))).toEqual(
          new Map(world.grants.map((g) => [g.id, whyWithoutEffect(world, g)])),
        )
        // The closure is what climbing says.
        const closure = await db
          .selectFrom('folder_ancestor')
          .selectAll()
          .where('account_id', '=', ctx.accountId)
          .execute()
        const climbed = world.assets
          .filter((a) => a.kind === 'folder')
          .flatMap((a) => lineage(world, a).map((above, depth) => `${a.id} ${above.id} ${depth}`))
        expect(closure.map((f) => `${f.folder_id} ${f.ancestor_id} ${f.depth}`).toSorted()).toEqual(climbed.toSorted())
        await goOn()
      })
    // Whoever only asks whether something differs does not wait for the smallest world that does.
    const how = { numRuns: Math.ceil(rounds / lanes), endOnFailure: process.env['FIRST_WORLD'] !== undefined }
    await Promise.all(Array.from({ length: lanes }, () => fc.assert(agrees(), how)))
  },
)
