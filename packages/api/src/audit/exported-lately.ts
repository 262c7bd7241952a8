// Did this administrator ask for this export a short while ago? What is fetched always has its entry.
import { sql } from 'kysely'
import { exportOpen, type ExportFile, type Member } from '@usher/domain'
import type { Base, InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { chainOfAccount } from './chain.ts'

/** `within`: milliseconds; for fetching it, ten minutes. */
export const exportedLately = async (
  { handle, accountId, actor, now }: InAccount & Base & { actor: Member },
  file: ExportFile,
  within: number = exportOpen,
): Promise<boolean> =>
  (await whole(handle)
    .selectFrom('audit_entry')
    .select('id')
    .where('chain', '=', chainOfAccount(accountId))
    .where('what', '=', 'account.exported')
    .where('actor_id', '=', actor.memberId)
    .where('at', '>', new Date(now.getTime() - within))
    .where(sql<boolean>`body::jsonb #>> '{after,file}' = ${file}`)
    .limit(1)
    .executeTakeFirst()) !== undefined
