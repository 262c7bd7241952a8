// The groups and grants of a world's account: rows and entries, in the world's transaction.
import type { Kysely } from 'kysely'
import { emailKey, type AccountId, type AssetId, type CollectionId, type GroupId, type Told } from '@usher/domain'
import { addGrants, grantsAtOnce, type NewGrant } from '../access/grants.ts'
import { putInGroup } from '../access/groups.ts'
import { addOurs, ours, type Changing, type RightsWriting } from '../access/ours.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { groupKey } from './sharing-format.ts'
import { here, momentOf } from './world-fields.ts'
import type { WorldAccount } from './world-format.ts'

type Kinds = 'group.created' | 'group.member_added' | 'grant.given' | 'collection.shared'
type Entries = (Told<Kinds> & { account: AccountId })[]

/** `assets`: the id of each path, `collections`: of each name. Gives each group's id by its name. */
export async function placeSharing(
  db: Kysely<DB>,
  accountId: AccountId,
  { groups, grants }: WorldAccount,
  assets: Readonly<Record<string, AssetId>>,
  collections: Readonly<Record<string, CollectionId>>,
  now: Date,
): Promise<{ groups: Record<string, GroupId>; told: Entries }> {
  // The world's transaction holds the lock of the house, and nobody else knows this account yet.
  const ctx = { handle: handleOf(db), accountId } as RightsWriting & Changing<'rights'>
  const told: Entries = []
  const people = await ours(ctx, 'member')
    .select(['member.id', 'member.user_id', 'member.name', 'member.email_key'])
    .execute()
  const byAddress = new Map(people.map((p) => [p.email_key, p]))
  // That each of them is here was looked at when the world was read.
  const memberOf = (email: string) => here(byAddress.get(emailKey(email)))

  const ids = new Map<string, { id: GroupId; name: string }>()
  for (const { name, members } of groups) {
    const { id } = await addOurs(ctx, 'group', { name, created_at: now })
    ids.set(groupKey(name), { id, name })
    told.push({ what: 'group.created', on: id, before: null, after: { name }, account: accountId })
    for (const { member, ends } of members) {
      const { id: memberId, user_id: userId, name: person } = memberOf(member)
      const endsAt = momentOf(ends, now)
      await putInGroup(ctx, id, [memberId], endsAt)
      const after = { name, memberId, userId, person, endsAt: endsAt?.toISOString() ?? null }
      told.push({ what: 'group.member_added', on: id, before: null, after, account: accountId })
    }
  }

  const wanted = grants.map(({ to, on, level, ends }) => {
    const member = to.member === undefined ? null : memberOf(to.member)
    const group = to.group === undefined ? null : here(ids.get(groupKey(to.group)))
    const row: NewGrant = {
      on:
        on.path === undefined
          ? { assetId: null, collectionId: here(collections[on.collection ?? '']) }
          : { assetId: here(assets[on.path]), collectionId: null },
      memberId: member?.id ?? null,
      groupId: group?.id ?? null,
      level,
      ends: momentOf(ends, now),
      by: null,
    }
    const name = on.path === undefined ? (on.collection ?? '') : on.path.slice(on.path.lastIndexOf('/') + 1)
    return { row, userId: member?.user_id ?? null, grantee: here(member ?? group).name, name }
  })
  for (let from = 0; from < wanted.length; from += grantsAtOnce) {
    const some = wanted.slice(from, from + grantsAtOnce)
    const made = await addGrants(
      ctx,
      some.map((w) => w.row),
    )
    for (const [n, { row, userId, grantee, name }] of some.entries()) {
      const { on, memberId, groupId, level, ends } = row
      const [grantId, endsAt] = [here(made[n]), ends?.toISOString() ?? null]
      const after = { grantId, memberId, userId, groupId, grantee, level, endsAt, name }
      told.push(
        on.assetId
          ? { what: 'grant.given', on: on.assetId, before: null, after, account: accountId }
          : { what: 'collection.shared', on: here(on.collectionId), before: null, after, account: accountId },
      )
    }
  }
  return { groups: Object.fromEntries([...ids.values()].map(({ id, name }) => [name, id])), told }
}
