// Random worlds: check ≡ list ≡ search ≡ count ≡ tags suggested ≡ trash ≡ who ≡ explain in SQL, and all of them ≡ the slow law of
// domain/reach.ts. What differs is shrunk to the smallest world that still does.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  highest,
  isTopMost,
  levelOf,
  levels,
  lineage,
  pathsTo,
  plans,
  roles,
  seesInTrash,
  type AssetId,
  type AssetInWorld,
  type GrantInWorld,
  type GroupInWorld,
  type MemberInWorld,
  type Path,
  type World,
} from '@usher/domain'
import { handleOf } from '../db/connect.ts'
import { foundAssets } from '../search/found-assets.ts'
import { plantFile } from '../testing/library.ts'
import { account, freshDatabase } from '../testing/world.ts'
import {
  explain,
  inTrash,
  levelOn,
  visible,
  visibleAmongMany,
  visibleIn,
  visibleTopMost,
  whoReaches,
  type InLibrary,
} from './reach.ts'
import { changeTags, suggestedTags } from './tags.ts'
import { addFolder, trashAssets } from './tree.ts'
import type { RightsWriting, Changing } from './ours.ts'

const { db } = await freshDatabase()
const rounds = Number(process.env['WORLDS'] ?? 200)

const people = fc.array(
  fc.record({
    role: fc.oneof(fc.constant('library_restricted' as const), fc.constantFrom(...roles)),
    status: fc.constantFrom('active' as const, 'active' as const, 'suspended' as const, 'ended' as const),
  }),
  { minLength: 1, maxLength: 4 },
)
const things = fc.array(
  fc.record({
    kind: fc.constantFrom('folder' as const, 'folder' as const, 'file' as const),
    /** Among those before it: where it lies; beyond them, the root. */
    parent: fc.nat(11),
    owner: fc.option(fc.nat(3), { nil: null }),
    trashed: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    tags: fc.subarray(['sea', 'summer', 'Überseehafen']),
  }),
  { maxLength: 12 },
)
const now = new Date()
/** Over, at some time to come, or never. */
const ends = fc.constantFrom(null, null, new Date(now.getTime() - 1000), new Date(now.getTime() + 86_400_000))
const someGroups = fc.array(fc.array(fc.record({ member: fc.nat(3), ends }), { maxLength: 3 }), { maxLength: 3 })
const someGrants = fc.array(
  /** `to`: among the people, then among the groups. */
  fc.record({ on: fc.nat(11), to: fc.nat(6), level: fc.constantFrom(...levels), ends }),
  { maxLength: 6 },
)
const worlds = fc.record({
  plan: fc.oneof(fc.constant('enterprise' as const), fc.constantFrom(...plans)),
  people,
  things,
  groups: someGroups,
  grants: someGrants,
})

/** Writes a world into the database: the same ids in both. */
async function made({
  plan,
  people: them,
  things: all,
  groups: theirs,
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
    const below = assets[parent]
    const parentId = below?.kind === 'folder' ? (below.id as AssetId) : null
    const ownerId = owner === null ? null : ((members[owner]?.id ?? null) as RightsWriting['accountId'] | null)
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
    const memberships = new Map(within.flatMap((m) => (members[m.member] ? [[members[m.member]?.id, m.ends]] : [])))
    const in_ = [...memberships].map(([member, end]) => ({ id: String(member), ends: end as Date | null }))
    for (const m of in_)
      await db
        .insertInto('group_member')
        .values({ account_id: acme.id, group_id: id, member_id: m.id as never, ends_at: m.ends })
        .execute()
    groups.push({ id, members: in_ })
  }
  const grants: GrantInWorld[] = []
  const principals = [
    ...members.map((m) => ({ id: m.id, group: false })),
    ...groups.map((g) => ({ id: g.id, group: true })),
  ]
  for (const { on, to, level, ends: end } of given) {
    const [thing, whom] = [assets[on], principals[to]]
    if (!thing || !whom || grants.some((g) => g.on === thing.id && g.to === whom.id)) continue
    const { id } = await db
      .insertInto('grant')
      .values({
        account_id: acme.id,
        asset_id: thing.id as AssetId,
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
  return { ctx, world: { now, members, groups, assets, grants } satisfies World, tagged }
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
      { numRuns: rounds },
    )
  },
)
