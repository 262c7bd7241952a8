// Whose an upload, a zip or a copy is: the member who asked for it, or the key. Nobody else gets at it.
import { sql, type RawBuilder } from 'kysely'
import type { Key, KeyId, Member, MemberId } from '@usher/domain'

export type WhoAsks = Pick<Member, 'kind' | 'memberId'> | Pick<Key, 'kind' | 'keyId'>

/** As its row says it. */
export const askedBy = (actor: WhoAsks): { member_id: MemberId | null; key_id: KeyId | null } =>
  actor.kind === 'key' ? { member_id: null, key_id: actor.keyId } : { member_id: actor.memberId, key_id: null }

/** Is the row of this table theirs? */
export const isAskedBy = (table: 'upload' | 'zip' | 'copy', actor: WhoAsks): RawBuilder<boolean> =>
  actor.kind === 'key'
    ? sql`${sql.ref(`${table}.key_id`)} = ${actor.keyId}`
    : sql`${sql.ref(`${table}.member_id`)} = ${actor.memberId}`
