// Random worlds of rules §4: drawn by fast-check, written into a database with the same ids as the law in memory has.
import fc from 'fast-check'
import type { Kysely } from 'kysely'
import {
  levels,
  plans,
  roles,
  type AssetId,
  type AssetInWorld,
  type CollectionId,
  type CollectionInWorld,
  type GrantInWorld,
  type GroupInWorld,
  type MemberInWorld,
  type World,
} from '@usher/domain'
import type { Changing, RightsWriting } from '../access/ours.ts'
import { changeTags } from '../access/tags.ts'
import { addFolder, trashAssets } from '../access/tree.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { plantFile } from './library.ts'
import { account, type TestMember } from './world.ts'

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
/** A world as it is drawn: numbers that name what there is. */
export const worlds = fc.record({
  plan: fc.oneof({ weight: 5, arbitrary: fc.constant('enterprise' as const) }, fc.constantFrom(...plans)),
  people,
  things,
  groups: someGroups,
  collections: someCollections,
  grants: someGrants,
})
export type DrawnWorld = typeof worlds extends fc.Arbitrary<infer W> ? W : never

/** The one of these that a number names. */
export const nth = <T>(these: readonly T[], n: number): T | undefined => these[n % these.length]

let serial = 0
/** Writes a world into the database, as an account of its own: the same ids in both. */
export async function plantWorld(
  db: Kysely<DB>,
  { plan, people: them, things: all, groups: theirs, collections: picked, grants: given }: DrawnWorld,
) {
  const acme = await account(db, `World ${(serial += 1)}`, plan)
  // What a change of rights has in its hands.
  const ctx = { handle: handleOf(db), accountId: acme.id } as RightsWriting & Changing<'rights'>
  const members: MemberInWorld[] = []
  /** The same with their sessions, in the same order. */
  const people: TestMember[] = []
  for (const [n, { role, status }] of them.entries()) {
    const person = await acme.member(`Person ${n}`, role, {
      ...(status === 'suspended' && { status }),
      ...(status === 'ended' && { endsAt: new Date(0) }),
    })
    people.push(person)
    members.push({ id: person.memberId, role, plan, status })
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
  return { acme, people, ctx, world: { now, members, groups, assets, collections, grants } satisfies World, tagged }
}
