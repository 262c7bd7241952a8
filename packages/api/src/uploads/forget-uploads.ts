// Uploads that were broken off more than a day ago are removed with their bytes, and so is what lies among the parts without
// an upload: a cancelled one whose sender was still sending.
import type { Kysely } from 'kysely'
import { uploadHours } from '@usher/domain'
import type { House } from '../context.ts'
import type { DB } from '../db/schema.ts'
import { hoursFromNow } from '../db/statements.ts'

/** Can be run any number of times, by several processes at once. */
export async function forgetUploads(
  db: Kysely<DB>,
  { storage, parts }: Pick<House, 'storage' | 'parts'>,
): Promise<void> {
  const old = await db
    .selectFrom('upload')
    .select(['id', 'begun_at'])
    .select((eb) => eb.fn<Date>('moment', []).as('now'))
    .where('begun_at', '<', hoursFromNow(-uploadHours))
    .execute()
  for (const { id, now } of old) {
    // A large one that is still being sent is not broken off.
    const sentAt = await parts.lastSent(id)
    if (sentAt && now.getTime() - sentAt.getTime() < uploadHours * 3_600_000) continue
    const gone = await db
      .deleteFrom('upload')
      .where('id', '=', id)
      .returning(['blob_id', 'finished_at'])
      .executeTakeFirst()
    if (gone && !gone.finished_at) await storage.remove(gone.blob_id)
    await parts.remove(id)
  }
  // Rows come before their parts: what has none by now will never have one.
  const lying = await parts.list()
  if (!lying.length) return
  const known = await db
    .selectFrom('upload')
    .select('id')
    .where('id', 'in', lying)
    .where('finished_at', 'is', null)
    .execute()
  const open = new Set(known.map((u) => u.id))
  for (const id of lying) if (!open.has(id)) await parts.remove(id)
}
