// What somebody asked for themself, whatever it is: each as they know it, so that what is not there is told of like what they
// do not see. Rules §4 ("Request access").
import { sql } from 'kysely'
import {
  isAtLeast,
  type AccessRequestId,
  type AssetId,
  type CollectionId,
  type Level,
  type MemberId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { endsSoon, levelsOnThings, outcome, type Outcome } from './access-requests.ts'
import type { InLibrary, MemberInLibrary } from './reach.ts'

/** A request, as far as it is theirs. */
export interface OwnRequest {
  id: AccessRequestId
  thing_id: AssetId | CollectionId
  level: Level
  words: string
  asked_at: Date
  outcome: Outcome | null
  answered_at: Date | null
  /** What went along with a no. */
  answer_words: string
  /** What they have ends soon, so that it can be asked for while they have it. */
  ends_soon: boolean
}

/** What this member asked for, that which was withdrawn included. */
export const askedBy = ({ handle, accountId }: InAccount, memberId: MemberId) =>
  whole(handle)
    .selectFrom('access_request as r')
    .select(['r.id', 'r.thing_id', 'r.level', 'r.words', 'r.asked_at', 'r.answered_at', 'r.answer_words'])
    .select(outcome.as('outcome'))
    .select(endsSoon(sql`r.thing_id`, sql`r.member_id`, sql`r.level`).as('ends_soon'))
    .where('r.account_id', '=', accountId)
    .where('r.member_id', '=', memberId) satisfies { execute(): Promise<OwnRequest[]> }

/** What they asked for last comes first; before this one; without what was withdrawn. */
export const lastAskedBy = (
  ctx: MemberInLibrary,
  before: AccessRequestId | undefined,
  limit: number,
): Promise<OwnRequest[]> =>
  askedBy(ctx, ctx.actor.memberId)
    .where('r.withdrawn_at', 'is', null)
    .$if(before !== undefined, (q) => q.where('r.id', '<', before as AccessRequestId))
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute()

/** Those open ones of which the asker has the level by now, in whatever way, and that does not end soon. */
export async function reachedAlready(ctx: InLibrary, requests: readonly OwnRequest[]): Promise<Set<AccessRequestId>> {
  const open = requests.filter((r) => r.outcome === null && !r.ends_soon)
  const has = open.length
    ? await levelsOnThings(
        ctx,
        open.map((r) => r.thing_id),
      )
    : new Map<string, Level>()
  return new Set(open.flatMap((r) => (isAtLeast(has.get(r.thing_id) ?? null, r.level) ? [r.id] : [])))
}
