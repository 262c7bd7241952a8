// Jobs are part of the change that asks for them: rolled back with it, started only once it is committed.
import type { Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'
import { queueJob } from '../db/statements.ts'

/** Every job there is, with what it is told. */
export interface Jobs {
  /** Sends one mail of the outbox. */
  mail: { mailId: string }
  /** Somebody forgot a password: mails a link if the address has a sign-in, in the same time if it has none. */
  forgotten: { email: string }
  /** Bytes that no version has any more, asked for by the database itself (0003-files); or of an upload that was cancelled. */
  remove_bytes: { blobId: string; uploadId?: string }
}
export type JobName = keyof Jobs

/** Adds a job within the transaction. */
export const addJob = <N extends JobName>(db: Kysely<DB>, name: N, payload: Jobs[N]) => queueJob(db, name, payload)
