// "Last active" is noted, not changed: kept in memory for seconds, then written for all at once. A crash loses seconds.
import type { AccountId, KeyId, MemberId, SessionId } from '@usher/domain'
import type { Kysely } from 'kysely'
import { isAway } from '../db/away.ts'
import type { House } from '../context.ts'
import type { DB } from '../db/schema.ts'

/** How long a note is kept before it is written, in milliseconds. */
const flushEvery = 5000

export interface LastActive {
  seen(at: Date, session: SessionId, member: { accountId: AccountId; memberId: MemberId } | null): void
  keyUsed(at: Date, keyId: KeyId): void
  /** Writes what is still noted, and stops. */
  stop(): Promise<void>
}

/** `counts`: told of each session that enters an account for the first time. */
export function noteLastActive(db: Kysely<DB>, counts: House['counts'], say: (line: string) => void): LastActive {
  let sessions = new Map<SessionId, Date>()
  let presences = new Map<string, { session: SessionId; accountId: AccountId; memberId: MemberId; at: Date }>()

  let keys = new Map<KeyId, Date>()

  async function flush(): Promise<void> {
    const [seen, present, used] = [sessions, presences, keys]
    sessions = new Map()
    presences = new Map()
    keys = new Map()
    for (const [id, at] of used)
      await db.updateTable('api_key').set({ last_used_at: at }).where('id', '=', id).execute()
    for (const [id, at] of seen)
      await db.updateTable('session').set({ last_active_at: at }).where('id', '=', id).execute()
    for (const { session, accountId, memberId, at } of present.values()) {
      const noted = await db
        .insertInto('presence')
        .columns(['session_id', 'account_id', 'member_id', 'user_agent', 'entered_at', 'last_active_at'])
        // Only where session and member still are: both may have gone in these seconds.
        .expression((eb) =>
          eb
            .selectFrom(['session as s', 'member as m'])
            .select(['s.id', 'm.account_id', 'm.id as member', 's.user_agent'])
            .select([eb.val(at).as('entered'), eb.val(at).as('active')])
            .where('s.id', '=', session)
            .where('m.id', '=', memberId)
            .where('m.account_id', '=', accountId),
        )
        .onConflict((c) => c.columns(['session_id', 'member_id']).doUpdateSet({ last_active_at: at }))
        .returning((eb) => eb('entered_at', '=', eb.ref('last_active_at')).as('isNew'))
        .executeTakeFirst()
      if (noted?.isNew) counts(at, { what: 'sign_in', accountId, memberId })
    }
  }
  const quietly = () =>
    flush().catch((error: unknown) => {
      if (!isAway(error)) say(`Could not note who was active: ${String(error)}`)
    })
  const timer = setInterval(() => void quietly(), flushEvery)
  timer.unref()
  return {
    seen(at, session, member) {
      sessions.set(session, at)
      if (member)
        presences.set(`${session} ${member.memberId}`, {
          session,
          accountId: member.accountId,
          memberId: member.memberId,
          at,
        })
    },
    keyUsed(at, keyId) {
      keys.set(keyId, at)
    },
    async stop() {
      clearInterval(timer)
      await quietly()
    },
  }
}
