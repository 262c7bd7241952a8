// Takes what tells of a person out of the log. The chain binds only digests of it, so that it stays whole (rules §7):
// what happened, when and in which role remains; who it was, from where and with what does not.
import { sql, type Kysely } from 'kysely'
import type { UserId } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { chainOfUser } from './chain.ts'

/**
 * Removes the personal values about this person: by their sign-in, if they have one, and by these addresses, where no
 * other sign-in is named. Also the network and device of whoever acted in their name before they were signed in.
 */
export async function erasePersonal(
  db: Kysely<DB>,
  userId: UserId | null,
  emailKeys: readonly string[],
): Promise<void> {
  const chain = userId && chainOfUser(userId)
  const theirs = sql`(p.user_id = ${userId} or (p.user_id is null and p.email_key = any(${emailKeys})))`
  await sql`
    delete from audit_personal a using audit_entry e
     where e.id = a.entry_id and a.part = 'actor' and a.user_id is null and a.email_key is null
       and (e.chain = ${chain} and e.body::jsonb #>> '{actor,kind}' <> 'operator'
            or e.request in (select o.request from audit_entry o join audit_personal p on p.entry_id = o.id
                              where ${theirs} and o.body::jsonb #>> '{actor,userId}' is null))
  `.execute(db)
  await sql`delete from audit_personal p where ${theirs}`.execute(db)
}

/** Every address under which the log knows this person, the former ones too. */
export async function addressesInLog(db: Kysely<DB>, userId: UserId): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_personal')
    .select('email_key')
    .distinct()
    .where('user_id', '=', userId)
    .where('email_key', 'is not', null)
    .execute()
  return rows.flatMap(({ email_key }) => email_key ?? [])
}
