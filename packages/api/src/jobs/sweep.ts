// What is over and tells nobody anything any more is removed, hour by hour; nothing takes effect by it.
import type { Kysely } from 'kysely'
import { copyDays, oldSecretDays, zipDays } from '@usher/domain'
import { forgetAccessRequests } from '../access-requests/forget-access-requests.ts'
import { goOnWithForgotten } from '../copies/go-on-copying.ts'
import { failLostMails, forgetFailedJobs } from '../db/job-queue.ts'
import type { DB } from '../db/schema.ts'
import { daysAgo, moment } from '../db/statements.ts'
import { lookAtForgotten } from '../renditions/look-at-blob.ts'
import { sweepTries } from '../session/tries.ts'

export async function sweep(db: Kysely<DB>): Promise<void> {
  await sweepTries(db)
  await db.deleteFrom('secret').where('expires_at', '<', daysAgo(1)).execute()
  await db.deleteFrom('email_change').where('expires_at', '<', moment()).execute()
  await db.deleteFrom('zip').where('asked_at', '<', daysAgo(zipDays)).execute()
  await db.deleteFrom('copy').where('ended_at', '<', daysAgo(copyDays)).execute()
  await db.deleteFrom('api_key_secret').where('works_until', '<', daysAgo(oldSecretDays)).execute()
  await forgetAccessRequests(db)
  await goOnWithForgotten(db)
  await failLostMails(db)
  await forgetFailedJobs(db)
  await lookAtForgotten(db)
}
