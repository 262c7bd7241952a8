// Jobs are part of the change that asks for them: rolled back with it, started only once it is committed.
import type { Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'
import { queueJobs } from '../db/statements.ts'

/** Every job there is, with what it is told. */
export interface Jobs {
  /** Sends one mail of the outbox. */
  mail: { mailId: string }
  /** Somebody forgot a password: mails a link if the address has a sign-in, in the same time if it has none. */
  forgotten: { email: string }
  /** Somebody asked for access: those who can share the thing are told, if there are any. */
  access_asked: { accessRequestId: string }
  /** Bytes that no version has any more, asked for by the database itself (0003-files); or of an upload that was cancelled. */
  remove_bytes: { blobId: string; uploadId?: string }
  /** Bytes that have just come: what they are is found, and small pictures of them made. */
  look_at: { blobId: string }
  /** The next part of a copy that is too large for one change. */
  copy: { copyId: string }
}
export type JobName = keyof Jobs

/** One at a time: each may take long, or there are many of them, and mails must not wait behind four. */
const inLine: ReadonlySet<JobName> = new Set(['look_at', 'copy'])

/** Adds jobs within the transaction. */
export const addJobs = <N extends JobName>(db: Kysely<DB>, name: N, payloads: readonly Jobs[N][]) =>
  queueJobs(db, name, payloads, inLine.has(name) ? name : null)
export const addJob = <N extends JobName>(db: Kysely<DB>, name: N, payload: Jobs[N]) => addJobs(db, name, [payload])
