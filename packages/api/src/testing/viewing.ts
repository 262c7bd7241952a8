// Viewings, planted: somebody's session sees the account as a member or a group does.
import type { Kysely } from 'kysely'
import type { GroupId, ViewingId } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { hoursFromNow } from '../db/statements.ts'
import { hashOf } from '../session/hash-of.ts'
import type { TestAccount, TestMember } from './world.ts'

export async function plantViewing(
  db: Kysely<DB>,
  account: TestAccount,
  by: TestMember,
  as: TestMember | GroupId,
): Promise<ViewingId> {
  const { id: session_id } = await db
    .selectFrom('session')
    .select('id')
    .where('token_hash', '=', hashOf(by.session))
    .executeTakeFirstOrThrow()
  const whom = typeof as === 'string' ? { group_id: as, member_id: null } : { group_id: null, member_id: as.memberId }
  const { id } = await db
    .insertInto('viewing')
    .values({ account_id: account.id, session_id, until: hoursFromNow(1), ...whom })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** The same person, under the address of a new viewing. */
export const viewingAs = async (
  db: Kysely<DB>,
  account: TestAccount,
  by: TestMember,
  as: TestMember | GroupId,
): Promise<TestMember> => ({ ...by, account: `${account.slug}~${await plantViewing(db, account, by, as)}` })
