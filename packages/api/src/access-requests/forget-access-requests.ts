// Requests for access are kept for ninety days: who has not been answered by then can ask again.
import type { Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'
import { daysAgo } from '../db/statements.ts'

const keptDays = 90
export const forgetAccessRequests = (db: Kysely<DB>) =>
  db.deleteFrom('access_request').where('asked_at', '<', daysAgo(keptDays)).execute()
