// Random worlds: check ≡ list ≡ search ≡ count ≡ tags suggested ≡ trash ≡ who ≡ explain in SQL, and all of them ≡ the slow law of
// domain/reach.ts. What differs is shrunk to the smallest world that still does.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  highest,
  isTopMost,
  levelOf,
  levelOnCollection,
  levels,
  lineage,
  pathsTo,
  plans,
  roles,
  seesInTrash,
  type AssetId,
  type AssetInWorld,
  type CollectionId,
  type CollectionInWorld,
  type GrantInWorld,
  type GroupInWorld,
  type MemberInWorld,
  type Path,
  type World,
} from '@usher/domain'
import { handleOf } from '../db/connect.ts'
import { visibleCollections, visibleInCollection } from './collections.ts'
import { foundAssets } from '../search/found-assets.ts'
import { plantFile } from '../testing/library.ts'
import { account, freshDatabase } from '../testing/world.ts'
import { inTrash, levelOn, visible, visibleAmongMany, visibleIn, visibleTopMost, type InLibrary } from './reach.ts'
import { explain, whoReaches } from './who-and-why.ts'
import { changeTags, suggestedTags } from './tags.ts'
import { addFolder, trashAssets } from './tree.ts'
import type { RightsWriting, Changing } from './ours.ts'

const { db } = await freshDatabase()
const rounds = Number(process.env['WORLDS'] ?? 200)

// Mostly restricted people on a plan that shares, in trees some folders deep, with as many grants as things: where little can be
// reached, a relation that forgets something is right by chance. A number names one of those there are, whatever it is.
const role = fc.oneof({ weight: 3, arbitrary: fc.constant('library_restricted' as const) }, fc.constantFrom(...roles))
const status = fc.oneof(
  { weight: 4, arbitrary: fc.constant('active' as const) },
  fc.constantFrom('suspended' as const, 'ended' as const),
)
const people = fc.array(fc.record({ role, status }), { minLength: 1, maxLength: 4 })
const things = fc.array(
  fc.record({
    kind: fc.constantFrom('folder' as const, 'folder' as const, 'file' as const),
    /** A folder before it, or the root. */
    parent: fc.nat(11),
    owner: fc.option(fc.nat(3), { nil: null, freq: 3 }),
    trashed: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    tags: fc.subarray(['sea', 'summer', 'Überseehafen']),
  }),
  { maxLength: 12, size: 'max' },
)
const now = new Date()
/** Over, at some time to come, or never. */
const ends = fc.constantFrom(
  null,
  null,
  ...[-1000, 86_400_000, 2 * 86_400_000].map((in_) => new Date(now.getTime() + in_)),
)
const someGroups = fc.array(fc.array(fc.record({ member: fc.nat(3), ends }), { maxLength: 3, size: 'max' }), {
  maxLength: 3,
})
const someCollections = fc.array(
  fc.record({
    owner: fc.option(fc.nat(3), { nil: null, freq: 2 }),
    items: fc.array(fc.record({ asset: fc.nat(11), passesOn: fc.boolean() }), { maxLength: 4, size: 'max' }),
  }),
  { maxLength: 2, size: 'max' },
)
const someGrants = fc.array(
  /** `on`: a thing, then a collection; `to`: a person, then a group. */
  fc.record({ on: fc.nat(13), to: fc.nat(6), level: fc.constantFrom(...levels), ends }),
  { maxLength: 12, size: 'max' },
)
const worlds = fc.record({
  plan: fc.oneof({ weight: 5, arbitrary: fc.constant('enterprise' as const) }, fc.constantFrom(...plans)),
  people,
  things,
  groups: someGroups,
  collections: someCollections,
  grants: someGrants,
})
/** The one of these that a number names. */
const nth = <T>(these: readonly T[], n: number): T | undefined => these[n % these.length]

/** Writes a world into the database: the same ids in both. */
async function made({
  plan,
  people: them,
  things: all,
  groups: theirs,
  collections: picked,
  grants: given,
}: typeof worlds extends fc.Arbitrary<infer W> ? W : never) {
  const acme = await account(db, 'Acme', plan)
  // What a change of rights has in its hands.
  const ctx = { handle: handleOf(db), accountId: acme.id } as RightsWriting & Changing<'rights'>
  const members: MemberInWorld[] = []
  for (const [n, { role, status }] of them.entries()) {
    const { memberId } = await acme.member(`Person ${n}`, role, {
      ...(status === 'suspended' && { status }),
      ...(status === 'ended' && { endsAt: new Date(0) }),
    })
    members.push({ id: memberId, role, plan, status })
  }
  const assets: AssetInWorld[] = []
  const tagged = new Map<string, string[]>()
  for (const [n, { kind, parent, owner, trashed, tags }] of all.entries()) {
    const folders = assets.filter((a) => a.kind === 'folder')
    const parentId = (nth([null, ...folders], parent)?.id ?? null) as AssetId | null
    const ownerId = owner === null ? null : (nth(members, owner)?.id ?? null)
    const row = { name: `Thing ${n}`, parentId, ownerId: ownerId as never }
    const id = kind === 'folder' ? await addFolder(ctx, row) : await plantFile(db, acme.id, row)
    assets.push({ id, kind, parent: parentId, owner: ownerId, trashed })
    await changeTags(ctx, [{ id, name: row.name }], { add: tags, remove: [] })
    tagged.set(id, tags)
  }
  const groups: GroupInWorld[] = []
  for (const [n, within] of theirs.entries()) {
    const { id } = await db
      .insertInto('group')
      .values({ account_id: acme.id, name: `Group ${n}` })
      .returning('id')
      .executeTakeFirstOrThrow()
    const memberships = new Map(within.map((m) => [String(nth(members, m.member)?.id), m.ends]))
    const in_ = [...memberships].map(([member, end]) => ({ id: member, ends: end }))
    for (const m of in_)
      await db
        .insertInto('group_member')
        .values({ account_id: acme.id, group_id: id, member_id: m.id as never, ends_at: m.ends })
        .execute()
    groups.push({ id, members: in_ })
  }
  const collections: CollectionInWorld[] = []
  for (const [n, { owner, items }] of picked.entries()) {
    const ownerId = owner === null ? null : (nth(members, owner)?.id ?? null)
    const { id } = await db
      .insertInto('collection')
      .values({ account_id: acme.id, name: `Collection ${n}`, owner_id: ownerId as never })
      .returning('id')
      .executeTakeFirstOrThrow()
    const within = new Map(
      items.flatMap((i) => nth(assets, i.asset)?.id ?? []).map((asset, i) => [asset, items[i]?.passesOn === true]),
    )
    const row = { account_id: acme.id, collection_id: id, added_by: null }
    for (const [asset, passes_on] of within)
      await db
        .insertInto('collection_item')
        .values({ ...row, asset_id: asset as AssetId, passes_on })
        .execute()
    collections.push({ id, owner: ownerId, items: [...within].map(([asset, passesOn]) => ({ asset, passesOn })) })
  }
  const grants: GrantInWorld[] = []
  const principals = [
    ...members.map((m) => ({ id: m.id, group: false })),
    ...groups.map((g) => ({ id: g.id, group: true })),
  ]
  for (const { on, to, level, ends: end } of given) {
    const [thing, whom] = [nth([...assets, ...collections], on), nth(principals, to)]
    if (!thing || !whom || grants.some((g) => g.on === thing.id && g.to === whom.id)) continue
    const { id } = await db
      .insertInto('grant')
      .values({
        account_id: acme.id,
        ...('items' in thing
          ? { asset_id: null, collection_id: thing.id as CollectionId }
          : { asset_id: thing.id as AssetId, collection_id: null }),
        member_id: whom.group ? null : (whom.id as never),
        group_id: whom.group ? (whom.id as never) : null,
        level,
        ends_at: end,
        given_by: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    grants.push({ id, on: thing.id, to: whom.id, level, ends: end })
  }
  // From below, as people delete: what lies in a folder is deleted before the folder.
  for (const asset of assets.toReversed()) if (asset.trashed) await trashAssets(ctx, [asset.id as AssetId], new Date())
  return { ctx, world: { now, members, groups, assets, collections, grants } satisfies World, tagged }
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

it(
  `check, list, search, counts, tags, trash, who and explain agree with the law in ${rounds} random worlds`,
  { timeout: 60_000 + rounds * 3_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (drawn) => {
        const { ctx, world, tagged } = await made(drawn)
        const ids = world.assets.map((a) => a.id as AssetId)
        const who = new Map(await Promise.all(ids.map(async (id) => [id, await whoReaches(ctx, id)] as const)))
        for (const member of world.members) {
          const actor = { ...member, memberId: member.id as never }
          const law = new Map(
            world.assets.flatMap((a) => {
              const level = levelOf(world, member, a)
              return level ? [[a.id, level] as const] : []
            }),
          )
          const ways = [
            visible({ ...ctx, actor }),
            ...(await Promise.all([-1, 500].map((few) => visibleAmongMany({ ...ctx, actor }, few)))),
          ]
          for (const way of ways) {
            const list = await way.select(['asset.id', 'asset.level']).execute()
            expect(new Map(list.map((r) => [r.id, r.level]))).toEqual(law)
          }
          const folders = world.assets.flatMap((a) => (a.kind === 'folder' ? [a.id as AssetId] : []))
          const inEach = [null, ...folders].map((id) => visibleIn({ ...ctx, actor }, id))
          const lists = await Promise.all(inEach.map((list) => list.select(['asset.id', 'asset.level']).execute()))
          expect(new Map(lists.flat().map((r) => [r.id, r.level]))).toEqual(law)
          expect(await levelOn({ ...ctx, actor }, ids)).toEqual(law)
          const topMost = await visibleTopMost({ ...ctx, actor })
            .select(['asset.id', 'asset.level'])
            .execute()
          expect(new Map(topMost.map((r) => [r.id, r.level]))).toEqual(
            new Map([...law].filter(([id]) => world.assets.some((a) => a.id === id && isTopMost(world, member, a)))),
          )
          const deleted = await inTrash({ ...ctx, actor })
            .select('asset.id')
            .execute()
          expect(deleted.map((r) => r.id).toSorted()).toEqual(
            world.assets.flatMap((a) => (seesInTrash(world, member, a) ? [a.id] : [])).toSorted(),
          )
          const picked = await visibleCollections({ ...ctx, actor })
            .select(['collection.id', 'collection.level'])
            .execute()
          expect(new Map(picked.map((c) => [c.id, c.level]))).toEqual(
            new Map(
              world.collections.flatMap((c) => {
                const level = levelOnCollection(world, member, c)
                return level ? [[c.id as CollectionId, level] as const] : []
              }),
            ),
          )
          for (const { id, items } of world.collections) {
            const entries = await visibleInCollection({ ...ctx, actor }, id as CollectionId)
              .select(['asset.id', 'asset.level'])
              .execute()
            expect(new Map(entries.map((a) => [a.id, a.level]))).toEqual(
              new Map([...law].filter(([asset]) => items.some((i) => i.asset === asset))),
            )
          }
          await searched({ ...ctx, actor }, world, new Set(law.keys()), tagged)
          for (const asset of world.assets) {
            const paths = pathsTo(world, member, asset)
            expect(inAnyOrder(await explain(ctx, actor.memberId, asset.id as AssetId))).toEqual(inAnyOrder(paths))
            const told = who.get(asset.id as AssetId)?.find((w) => w.memberId === member.id)
            expect(told?.level ?? null).toBe(highest(paths.map((p) => p.level)))
          }
        }
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
      }),
      // Whoever only asks whether something differs does not wait for the smallest world that does.
      { numRuns: rounds, endOnFailure: process.env['FIRST_WORLD'] !== undefined },
    )
  },
)
