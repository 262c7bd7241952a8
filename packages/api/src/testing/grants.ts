// Grants and memberships of a test's world, with their entries: as the product would have made them.
import type { Kysely } from 'kysely'
import type { AccountId, AssetId, GrantId, GroupId, Level } from '@usher/domain'
import { append, type Line } from '../audit/append.ts'
import { operatorAuthor } from '../audit/author.ts'
import { chainOfAccount } from '../audit/chain.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'
import { auditKey } from './keys.ts'
import type { TestMember } from './world.ts'

/** Gives a level on a thing to a member or a group. */
export async function give(
  db: Kysely<DB>,
  accountId: AccountId,
  { on, to, level, ends = null }: { on: AssetId; to: TestMember | GroupId; level: Level; ends?: Date | null },
): Promise<GrantId> {
  const member = typeof to === 'string' ? null : to
  const groupId = typeof to === 'string' ? to : null
  const { id } = await db
    .insertInto('grant')
    .values({
      account_id: accountId,
      asset_id: on,
      member_id: member?.memberId ?? null,
      group_id: groupId,
      level,
      ends_at: ends,
      given_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const after = {
    grantId: id,
    memberId: member?.memberId ?? null,
    userId: member?.userId ?? null,
    groupId,
    grantee: member?.name ?? 'a group',
    level,
    endsAt: ends?.toISOString() ?? null,
    name: 'a thing',
  }
  await append(db, { author: operatorAuthor, at: await clock(db), requestId: null, auditKey }, [
    { chain: chainOfAccount(accountId), what: 'grant.given', on, before: null, after },
  ])
  return id
}

/** A group with these members, until an end. */
export async function plantGroup(
  db: Kysely<DB>,
  accountId: AccountId,
  name: string,
  members: readonly TestMember[],
  ends: Date | null = null,
): Promise<GroupId> {
  const { id } = await db
    .insertInto('group')
    .values({ account_id: accountId, name })
    .returning('id')
    .executeTakeFirstOrThrow()
  const chain = chainOfAccount(accountId)
  const lines: Line[] = [{ chain, what: 'group.created', on: id, before: null, after: { name } }]
  for (const { memberId, userId, name: person } of members) {
    await db
      .insertInto('group_member')
      .values({ account_id: accountId, group_id: id, member_id: memberId, ends_at: ends })
      .execute()
    const after = { name, memberId, userId, person, endsAt: ends?.toISOString() ?? null }
    lines.push({ chain, what: 'group.member_added', on: id, before: null, after })
  }
  await append(db, { author: operatorAuthor, at: await clock(db), requestId: null, auditKey }, lines)
  return id
}
