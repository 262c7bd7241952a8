// The outbox: a mail is a row and a job of the change that asks for it. What it says is made when it is sent, so that
// no link ever stands in the database, and a mail that no longer makes sense is dropped.
import type { Kysely } from 'kysely'
import type { AccountId, MailId } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { addJob } from '../jobs/add-job.ts'

/** Every mail there is, with what it is about: ids and facts, never secrets. */
export interface Mails {
  invitation: { invitationId: string }
  reset: { userId: string }
  email_old: { userId: string }
  email_new: { userId: string }
  email_taken: Record<never, never>
  password_changed: { userId: string }
  /** `endsAt`: the end that is told of, as an ISO time; the mail is dropped when it has moved. */
  member_ends: { memberId: string; endsAt: string }
  request: { requestId: string }
  request_answered: { requestId: string }
  /** What was shared with a member: ids with blanks between; the giver's own words. */
  shared: { memberId: string; thingIds: string; byId: string; note: string }
  /** Somebody asks for access; to a member who can share the thing. */
  access_asked: { accessRequestId: string; memberId: string }
  /** What became of it; to whoever asked. */
  access_answered: { accessRequestId: string }
  /** `ends`: grants and the end of each, as an ISO time, with blanks between: "id time id time"; `groups`: so their places in groups. */
  access_ends: { memberId: string; ends: string; groups?: string }
  invoice_issued: { invoiceId: string }
  /** Some days before it is due, or after. */
  invoice_due: { invoiceId: string; when: 'before' | 'after' }
  /** `figure`: how far it had come by then. */
  alert: { alertId: string; figure: string }
  /** `deletedAt`, an ISO time: the mail is dropped when that was undone. `byId`: the member who did it. */
  account_deleted: { deletedAt: string; byId: string }
  account_erased_soon: { deletedAt: string }
  test: { userId: string }
}
export type MailTemplate = keyof Mails
/** A mail to one address. */
export type NewMail = { [T in MailTemplate]: { template: T; email: string; about: Mails[T] } }[MailTemplate]

/**
 * Puts a mail into the outbox, within the transaction that it tells of.
 * `once`: a name under which there is one mail at most; null comes back when it is there already.
 */
export async function putInOutbox(
  db: Kysely<DB>,
  accountId: AccountId | null,
  { template, email, about }: NewMail,
  once: string | null = null,
): Promise<MailId | null> {
  const added = await db
    .insertInto('mail')
    .values({ account_id: accountId, template, email, about: JSON.stringify(about), once })
    .onConflict((c) => c.column('once').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return null
  await addJob(db, 'mail', { mailId: added.id })
  return added.id
}
