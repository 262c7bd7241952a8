// Sends one mail of the outbox, once: whoever sends it holds it alone, and what has left the queue is left alone.
// What it says, its link included, is made here and now; only the hash of the link's token is kept.
import type { Kysely } from 'kysely'
import type { MailId } from '@usher/domain'
import type { House } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { clock, moment } from '../db/statements.ts'
import { deletedAccounts } from '../accounts/deleted-accounts.ts'
import { makeSecret } from '../session/secrets.ts'
import type { MailTemplate } from './outbox.ts'
import { compose } from './templates/compose.ts'
import { MailNotSent, type Mailer } from './transport.ts'

/** Mails that can be sent, files that can be written, by one process at a time. */
export interface Sending {
  db: Kysely<DB>
  house: Pick<House, 'publicUrl'>
  mailer: Mailer
  /** Runs the work while nobody else runs any under this name; throws when somebody does. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>
}

type Outcome = { state: 'sent' | 'written' } | { state: 'dropped'; error: string }

/**
 * Does nothing for a mail that left the queue. Throws MailNotSent when it did not go out, for the queue to try again;
 * after the last try the mail is marked as failed, with the reason.
 */
export async function sendMail(sending: Sending, mailId: MailId, isLastTry: boolean): Promise<void> {
  const { db } = sending
  await sending.alone(`mail ${mailId}`, async () => {
    const mail = await db
      .selectFrom('mail')
      .selectAll()
      .where('id', '=', mailId)
      .where('state', '=', 'queued')
      .executeTakeFirst()
    if (!mail) return
    try {
      await leaveQueue(db, mailId, await deliver(sending, mail))
    } catch (error) {
      // What a server answered helps whoever reads it; what went wrong inside is for the log.
      const reason = error instanceof MailNotSent ? error.message : 'Something went wrong on our side.'
      if (isLastTry) await leaveQueue(db, mailId, { state: 'failed', error: reason })
      else await db.updateTable('mail').set({ error: reason }).where('id', '=', mailId).execute()
      throw error
    }
  })
}

type MailRow = {
  id: MailId
  template: string
  email: string
  about: Record<string, string>
  account_id: DB['mail']['account_id']
  created_at: Date
}

/** What goes out in the name of an account that is deleted: that it is, and what is about somebody's sign-in. */
const evenSo: ReadonlySet<string> = new Set<MailTemplate>([
  'account_deleted',
  'account_erased_soon',
  'reset',
  'email_old',
  'email_new',
  'email_taken',
  'password_changed',
])
async function isSilent(db: Kysely<DB>, { template, account_id }: MailRow): Promise<boolean> {
  if (!account_id || evenSo.has(template)) return false
  return Boolean(await deletedAccounts(db).where('account.id', '=', account_id).executeTakeFirst())
}

async function deliver({ db, house, mailer }: Sending, mail: MailRow): Promise<Outcome> {
  if (await isSilent(db, mail)) return { state: 'dropped', error: 'this account is deleted' }
  const letter = await compose(mail.template, {
    db,
    house,
    now: await clock(db),
    to: { email: mail.email, at: mail.created_at, accountId: mail.account_id },
    about: mail.about,
    // Kept before it is sent: a link that arrives works. A file proves nobody's address.
    mint: (purpose, about) => makeSecret(db, purpose, mailer.via === 'smtp', about),
  })
  if ('dropped' in letter) return { state: 'dropped', error: letter.dropped }
  await mailer.send({ id: mail.id, at: mail.created_at, to: mail.email, letter })
  return { state: mailer.via === 'smtp' ? 'sent' : 'written' }
}

const leaveQueue = (
  db: Kysely<DB>,
  id: MailId,
  { state, error = null }: { state: 'sent' | 'written' | 'failed' | 'dropped'; error?: string | null },
) =>
  db
    .updateTable('mail')
    .set({ state, error, done_at: moment() })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .execute()
