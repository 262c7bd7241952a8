// "View as": what somebody else's standing makes of whoever asks. For reading alone; who changes something is themself.
import type { Kysely } from 'kysely'
import { may, Problem, statusAt, type Member, type UserId, type ViewingId } from '@usher/domain'
import { groupAsMember } from '../access/held.ts'
import type { ActingWho, Who } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { moment } from '../db/statements.ts'

const isId = (text: string): text is ViewingId => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)

/** Whoever asks, as the one whom this viewing of theirs is about; what is over or not theirs is no account at all. */
export async function asViewed(db: Kysely<DB>, who: Who, viewing: string): Promise<Who> {
  const { actor: by, person } = who
  if (by.kind !== 'member' || !person) return who
  const nowhere: Who = {
    ...who,
    actor: { kind: 'person', userId: by.userId, sessionId: by.sessionId },
    refused: 'no_member',
  }
  if (!isId(viewing) || !may(by, 'people.see').yes) return nowhere
  const row = await db
    .selectFrom('viewing as v')
    .leftJoin('member as m', 'm.id', 'v.member_id')
    .select(['v.id', 'v.group_id', 'm.id as memberId', 'm.user_id', 'm.role', 'm.status', 'm.ends_at'])
    .where('v.id', '=', viewing)
    .where('v.account_id', '=', by.accountId)
    .where('v.session_id', '=', by.sessionId)
    .where('v.until', '>', moment())
    .executeTakeFirst()
  if (!row) return nowhere
  const { group_id: groupId } = row
  const as: Member | null =
    row.memberId && row.user_id && row.role && row.status
      ? {
          ...by,
          memberId: row.memberId,
          userId: row.user_id,
          role: row.role,
          status: statusAt({ status: row.status, endsAt: row.ends_at }, who.now),
        }
      : groupId && {
          ...by,
          memberId: groupAsMember(groupId),
          userId: groupId as string as UserId, // nobody's
          role: 'library_restricted',
          status: 'active',
        }
  if (!as) return nowhere
  return { ...who, actor: { kind: 'viewing', viewingId: row.id, by, as } }
}

/** Throws `only_viewing` for whoever sees the account as somebody else. */
export function mustAct(who: Who): ActingWho {
  const { actor } = who
  if (actor.kind === 'viewing') throw new Problem('only_viewing')
  return { ...who, actor }
}
