// Runs the jobs that changes leave: four at a time, beside the server, each until it is done or was tried five times.
// A process that is killed leaves its jobs to the others; one that lost its database starts over when it is back.
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  Logger,
  parseCronItems,
  run,
  type JobHelpers,
  type RunnerOptions,
  type TaskList,
  type WorkerEvents,
  type WorkerPool,
} from 'graphile-worker'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { z } from 'zod'
import type { AccessRequestId, BlobId, CopyId, MailId, UploadId } from '@usher/domain'
import { tellOfAccessEnds } from '../access-requests/tell-of-access-ends.ts'
import { tellSharers } from '../access-requests/tell-sharers.ts'
import { tellOfAlerts } from '../alerts/tell-of-alerts.ts'
import { eraseAccounts } from '../accounts/erase-accounts.ts'
import { tellOfErasing } from '../accounts/tell-of-erasing.ts'
import { billAll } from '../billing/bill-all.ts'
import type { House } from '../context.ts'
import { goOnCopying } from '../copies/go-on-copying.ts'
import { isAway } from '../db/away.ts'
import { jobsHeldBy, openJobLocks, type JobLocks } from '../db/job-queue.ts'
import type { DB } from '../db/schema.ts'
import { errorText } from '../error-code.ts'
import { emptyTrash } from '../library/empty-trash.ts'
import { sendMail } from '../mail/send-mail.ts'
import { MailNotSent, mailer, type Mailer, type MailConfig } from '../mail/transport.ts'
import type { JobName } from './add-job.ts'
import { mailResetLink } from './forgotten.ts'
import { lookAtBlob } from '../renditions/look-at-blob.ts'
import { forgetUploads } from '../uploads/forget-uploads.ts'
import { rollUpUsage } from '../usage/roll-up.ts'
import { sweep } from './sweep.ts'
import { tellOfEnds } from './tell-of-ends.ts'

export interface JobsOptions {
  pool: pg.Pool
  db: Kysely<DB>
  house: Pick<House, 'publicUrl' | 'auditKey' | 'storage' | 'parts' | 'looker' | 'prices'>
  config: MailConfig
  /** A line for whoever runs the server. */
  say(line: string): void
  /** Told each time that the database cannot be reached; the queue starts over by itself when it is back. */
  lost?(): void
}

/** Every hour; what was missed while no server ran is done at the next start. */
const hourly = { backfillPeriod: 2 * 3_600_000, maxAttempts: 3 }
/** One mail a day: what ends at different hours is told of together. */
const daily = { ...hourly, backfillPeriod: 26 * 3_600_000 }
const recurring = [
  { task: 'tell_of_access_ends', match: '10 6 * * *', options: { ...daily, jobKey: 'tell_of_access_ends' } },
  { task: 'tell_of_ends', match: '5 * * * *', options: { ...hourly, jobKey: 'tell_of_ends' } },
  { task: 'bill', match: '15 * * * *', options: { ...hourly, jobKey: 'bill' } },
  { task: 'tell_of_alerts', match: '25 * * * *', options: { ...hourly, jobKey: 'tell_of_alerts' } },
  { task: 'empty_trash', match: '20 * * * *', options: { ...hourly, jobKey: 'empty_trash' } },
  { task: 'erase_accounts', match: '40 * * * *', options: { ...hourly, jobKey: 'erase_accounts' } },
  { task: 'forget_uploads', match: '50 * * * *', options: { ...hourly, jobKey: 'forget_uploads' } },
  { task: 'roll_up_usage', match: '55 * * * *', options: { ...hourly, jobKey: 'roll_up_usage' } },
  { task: 'sweep', match: '35 * * * *', options: { ...hourly, jobKey: 'sweep' } },
]

/**
 * How a job ended is written at once, in "batches" that wait for nothing: only so does the library take care of the error
 * when the database is gone by then. Otherwise nobody waits for that promise, and its rejection ends the whole process.
 */
const endsOfJobs: NonNullable<RunnerOptions['preset']> = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }

const mailJob = z.object({ mailId: z.uuid().transform((id) => id as MailId) }) // minted here: the queue's edge
const bytesJob = z.object({
  blobId: z.uuid().transform((id) => id as BlobId),
  uploadId: z
    .uuid()
    .transform((id) => id as UploadId)
    .optional(),
})
const copyJob = z.object({ copyId: z.uuid().transform((id) => id as CopyId) })
const accessAskedJob = z.object({ accessRequestId: z.uuid().transform((id) => id as AccessRequestId) })
const forgottenJob = z.object({ email: z.string() })

const isLastTry = ({ job }: JobHelpers): boolean => job.attempts >= job.max_attempts

function tasksFor({ db, house, config }: JobsOptions, sender: Mailer, { alone }: JobLocks): TaskList {
  const looking = { db, storage: house.storage, looker: house.looker, folder: join(config.dataDir, 'looking') }
  const asked: Record<JobName, TaskList[string]> = {
    mail: (payload, helpers) =>
      sendMail({ db, house, mailer: sender, alone }, mailJob.parse(payload).mailId, isLastTry(helpers)),
    remove_bytes: async (payload) => {
      const { blobId, uploadId } = bytesJob.parse(payload)
      await house.storage.remove(blobId)
      if (uploadId) await house.parts.remove(uploadId)
    },
    look_at: (payload) => lookAtBlob(looking, bytesJob.parse(payload).blobId),
    copy: (payload, helpers) =>
      goOnCopying({ db, auditKey: house.auditKey }, copyJob.parse(payload).copyId, isLastTry(helpers)),
    access_asked: (payload) => tellSharers(db, accessAskedJob.parse(payload).accessRequestId),
    forgotten: (payload, { job }) => mailResetLink(db, forgottenJob.parse(payload).email, job.id),
  }
  return {
    ...asked,
    sweep: () => sweep(db),
    roll_up_usage: () => rollUpUsage(db),
    tell_of_alerts: () => tellOfAlerts(db),
    tell_of_ends: () => tellOfEnds(db),
    tell_of_access_ends: () => tellOfAccessEnds(db),
    forget_uploads: () => forgetUploads(db, house),
    bill: () => billAll({ db, ...house }),
    erase_accounts: async () => {
      await tellOfErasing(db)
      await eraseAccounts({ db, ...house })
    },
    empty_trash: () => emptyTrash({ db, ...house }),
  }
}

/** Only what is wrong; a mail that was refused in one line, a bug with its stack. Of a lost database others tell. */
const loggerFor = (say: JobsOptions['say']): Logger =>
  new Logger(() => (level, message, meta) => {
    if (level !== 'error') return
    const { job, ...met } = meta as { job?: JobHelpers['job']; error?: unknown; fatalError?: unknown }
    const error = met.error ?? met.fatalError
    const away = isAway(error)
    if (!job && away) return
    const isKnown = away || error instanceof MailNotSent
    const why = isKnown ? errorText(error) : String(error instanceof Error ? error.stack : error)
    say(job ? `Job ${job.task_identifier}, try ${job.attempts} of ${job.max_attempts}: ${why}` : `Jobs: ${message}`)
  })

/** The queue at work, on one connection that shows the other processes that this one lives. */
interface Shift {
  /** Resolves, with the reason, when it cannot go on. */
  lost: Promise<string>
  end(): Promise<void>
}

async function startShift(options: JobsOptions, sender: Mailer): Promise<Shift> {
  const { pool, db, say } = options
  const locks = await openJobLocks(pool)
  try {
    const events: WorkerEvents = new EventEmitter()
    const created = Promise.withResolvers<string>()
    events.on('pool:create', ({ workerPool }: { workerPool: WorkerPool }) => created.resolve(workerPool.id))
    const runner = await run({
      pgPool: pool,
      taskList: tasksFor(options, sender, locks),
      parsedCronItems: parseCronItems(recurring),
      preset: endsOfJobs,
      concurrency: 4,
      noHandleSignals: true,
      events,
      logger: loggerFor(say),
    })
    const me = await created.promise
    await locks.live(me).catch(async (error: unknown) => {
      await runner.stop()
      throw error
    })

    const ended = new AbortController()
    const watching = (async (): Promise<string> => {
      try {
        for (;;) {
          await sleep(1000, undefined, { signal: ended.signal })
          const freed = await locks.freeJobsOfTheDead(me)
          if (freed > 0) say('Jobs of a server that is gone were taken over.')
        }
      } catch (error) {
        return errorText(error)
      }
    })()
    const broken = runner.promise.then(() => 'the queue stopped', errorText)
    return {
      lost: Promise.race([locks.lost, watching, broken]),
      async end() {
        ended.abort()
        await watching
        await runner.stop().catch(() => {}) // it has stopped by itself
        // The queue says it stopped before it has written what its last jobs came to.
        for (const patient = Date.now() + 30_000; Date.now() < patient && (await jobsHeldBy(db, me)) > 0;)
          await sleep(50)
        await locks.end()
      },
    }
  } catch (error) {
    await locks.end().catch(() => {})
    throw error
  }
}

/**
 * Starts the queue. `stop` waits for the jobs that are running, and until the database knows how they ended: only then
 * end the pool. It closes the looker. Throws what the database says when it cannot start.
 */
export async function runJobs(options: JobsOptions): Promise<{ stop(): Promise<void> }> {
  // The library prints the stack of a worker that lost the database past its logger, which is told of it as well.
  console.trace = () => {}
  const sender = mailer(options.config)
  const stopping = new AbortController()
  const stopAsked = new Promise<null>((resolve) => stopping.signal.addEventListener('abort', () => resolve(null)))
  const first = await startShift(options, sender)

  const working = (async () => {
    for (let shift: Shift | null = first; shift;) {
      const reason: string | null = await Promise.race([stopAsked, shift.lost])
      if (reason === null) return shift.end()
      // What still runs goes on; it may wait for the database for long, and nobody waits for it.
      shift.end().catch(() => {})
      shift = await startAgain(options, sender, reason, stopping.signal)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      // A file may take long to look at: after a while it is left to the next start.
      await Promise.race([working, sleep(2_000, undefined, { ref: false })])
      await options.house.looker.close()
      await working
    },
  }
}

/** Another shift, as soon as the database lets it; null when the server stops meanwhile. */
async function startAgain(
  options: JobsOptions,
  sender: Mailer,
  reason: string,
  stopping: AbortSignal,
): Promise<Shift | null> {
  const first = 250 // ms
  for (let wait = first; !stopping.aborted; wait = Math.min(wait * 2, 10_000)) {
    const shift = await startShift(options, sender).catch(() => null)
    // In an outage it is not the queue that has something to tell.
    if (shift && wait === first) options.say(`Jobs: ${reason}. Starting over.`)
    if (shift) return shift
    options.lost?.()
    await sleep(wait, undefined, { signal: stopping }).catch(() => {})
  }
  return null
}
