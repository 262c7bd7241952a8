// What a template gets to write a mail from, at the moment of sending, and what it may come back with.
import type { Kysely } from 'kysely'
import type { AccountId, SecretPurpose } from '@usher/domain'
import type { House } from '../../context.ts'
import type { DB } from '../../db/schema.ts'
import type { About } from '../../session/secrets.ts'
import type { Letter } from '../letter.ts'
import type { Mails, MailTemplate } from '../outbox.ts'

export interface Composing<T extends MailTemplate> {
  db: Kysely<DB>
  house: Pick<House, 'publicUrl'>
  now: Date
  /** To whom, and when it was asked for. */
  to: { email: string; at: Date; accountId: AccountId | null }
  about: Mails[T]
  /** Makes a secret of this purpose, and gives what its link carries. */
  mint(purpose: SecretPurpose, about: About): Promise<string>
}
/** It no longer makes sense to send it, and why. */
export interface Dropped {
  dropped: string
}
export type Template<T extends MailTemplate> = (at: Composing<T>) => Promise<Letter | Dropped>
