// One-time secrets: what a link carries is random and kept nowhere; the database knows its hash, its purpose and what
// it is about. Spent by one conditional UPDATE, inside the change that it opens.
import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import {
  invitationStateAt,
  Problem,
  type AccountId,
  type InvitationId,
  type SecretPurpose,
  type UserId,
} from '@usher/domain'
import type { Base } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { hoursFromNow } from '../db/statements.ts'
import { hashOf } from './hash-of.ts'

export interface Secret<P extends SecretPurpose = SecretPurpose> {
  purpose: P
  accountId: P extends 'invitation' | 'rescue' ? AccountId : AccountId | null
  userId: P extends 'reset' | 'email_old' | 'email_new' | 'rescue' ? UserId : UserId | null
  invitationId: P extends 'invitation' ? InvitationId : InvitationId | null
  email: string | null
  /** It came by mail: whoever holds it has opened a mail to that address. */
  mailed: boolean
}

/** How long a link of each purpose works. Those of an invitation end with the invitation. In hours. */
export const secretHours = {
  set_up: 24 * 365,
  invitation: 24 * 365,
  reset: 2,
  email_old: 24,
  email_new: 24,
  rescue: 24,
} as const satisfies Record<SecretPurpose, number>

export const newToken = (): string => randomBytes(32).toString('base64url')

export type About = Partial<Pick<DB['secret'], 'account_id' | 'invitation_id' | 'user_id' | 'email'>>
/** Makes a secret and gives what the link carries: the only time that it is seen. */
export async function makeSecret(
  db: Kysely<DB>,
  purpose: SecretPurpose,
  mailed: boolean,
  about: About,
): Promise<string> {
  const token = newToken()
  await db
    .insertInto('secret')
    .values({
      purpose,
      mailed,
      hash: hashOf(token),
      account_id: null,
      invitation_id: null,
      user_id: null,
      email: null,
      used_at: null,
      ...about,
      expires_at: hoursFromNow(secretHours[purpose]),
    })
    .execute()
  return token
}

/**
 * The secret behind a token. `spend`: uses it up, which only one of several at the same moment can.
 * Throws `link_over` when it is wrong, used or expired, `invitation_over` for an invitation that is no longer pending, or whose
 * account is deleted.
 */
export async function findSecret<P extends SecretPurpose>(
  { handle, now }: Base,
  purposes: readonly P[],
  token: string,
  spend: boolean,
): Promise<Secret<P>> {
  const db = whole(handle)
  const row = await db
    .selectFrom('secret as s')
    .leftJoin('invitation as i', 'i.id', 's.invitation_id')
    .leftJoin('account as a', 'a.id', 'i.account_id')
    .selectAll('s')
    .select(['i.status', 'i.expires_at as invitation_expires_at', 'a.deleted_at'])
    .where('s.hash', '=', hashOf(token))
    .where('s.purpose', 'in', purposes)
    .executeTakeFirst()
  if (row?.status && row.invitation_expires_at) {
    const state = invitationStateAt({ status: row.status, expiresAt: row.invitation_expires_at }, now)
    if (state !== 'pending') throw new Problem('invitation_over', { state })
    if (row.deleted_at) throw new Problem('invitation_over', { state: 'deleted' })
  } else if (!row || row.used_at || row.expires_at <= now) throw new Problem('link_over')
  if (spend && !row.invitation_id) {
    const spent = await db
      .updateTable('secret')
      .set({ used_at: now })
      .where('id', '=', row.id)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    if (!spent.numUpdatedRows) throw new Problem('link_over')
  }
  const { purpose, account_id: accountId, user_id: userId, invitation_id: invitationId, email, mailed } = row
  // Which ids a purpose has is decided where its secrets are made.
  return { purpose, accountId, userId, invitationId, email, mailed } as Secret<P>
}
