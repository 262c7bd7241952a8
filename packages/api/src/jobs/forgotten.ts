// Somebody typed an address under "Forgotten password": if it has a sign-in, a mail with a link goes to the address that
// the sign-in has. If it has none, nothing happens; nobody waits for this job, so nobody can time it.
import type { Kysely } from 'kysely'
import { emailKey } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { putInOutbox } from '../mail/outbox.ts'

/** `job`: the name of this very wish, so that a job that is run again mails no second link. */
export async function mailResetLink(db: Kysely<DB>, email: string, job: string): Promise<void> {
  const user = await db
    .selectFrom('user')
    .select(['id', 'email'])
    .where('email_key', '=', emailKey(email))
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (!user) return
  await db
    .transaction()
    .execute((trx) =>
      putInOutbox(trx, null, { template: 'reset', email: user.email, about: { userId: user.id } }, `reset ${job}`),
    )
}
