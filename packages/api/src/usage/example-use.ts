// What people of an account did with its files in the last weeks, in figures: what the demo shows. The same at each start.
import type { Kysely } from 'kysely'
import { dayAfter, dayIn, daysAfter, may, type AccountId } from '@usher/domain'
import { addUses, noteStored, type Uses } from '../access/usage.ts'
import { handleOf } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { clock } from '../db/statements.ts'

/** More on weekdays than at weekends; no two days, people or files alike. */
export async function usedSince(db: Kysely<DB>, accountId: AccountId, days: number): Promise<void> {
  const now = await clock(db)
  const people = await db
    .selectFrom('member')
    .select(['id', 'role'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute()
  const members = people.filter(({ role }) => may({ role, plan: 'enterprise', status: 'active' }, 'library.browse').yes)
  const files = await db
    .selectFrom('asset')
    .select(['id', 'size'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'file')
    .orderBy('id')
    .limit(40)
    .execute()
  const uses: Uses[] = []
  for (let ago = days; ago > 0; ago -= 1) {
    const day = daysAfter(now, -ago)
    const at = day.getTime()
    const isWeekend = [0, 6].includes(day.getUTCDay())
    for (const [m, { id: memberId }] of members.entries()) {
      const n = ((m + 3) * (ago + 5)) % 11
      if (n < (isWeekend ? 8 : 3)) continue
      const by = { accountId, memberId, keyId: null, at }
      uses.push({ ...by, what: 'call', assetId: null, n: n * 23, bytes: 0 })
      uses.push({ ...by, what: 'thumbnail', assetId: null, n: n * 9, bytes: n * 9 * 14_000 })
      if (n > 8) uses.push({ ...by, what: 'sign_in', assetId: null, n: 1, bytes: 0 })
      for (const [f, { id: assetId, size }] of files.entries()) {
        const times = (f * 7 + m * 5 + ago) % (13 + f)
        if (times > 2) continue
        uses.push({ ...by, what: 'download', assetId, n: times + 1, bytes: (times + 1) * (size ?? 0) })
      }
    }
  }
  if (uses.length) await addUses(db, uses)
  await noteStored(db, { handle: handleOf(db), accountId }, dayAfter(dayIn('UTC', now), -1))
}
