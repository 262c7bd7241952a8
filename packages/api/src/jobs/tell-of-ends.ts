// A week before a member's end date, they and the account's administrators are told, once (rules §6). An end that is
// moved is told of anew; one that was set closer than a week is told of at once.
import type { Kysely } from 'kysely'
import { emailKey, permissions } from '@usher/domain'
import { deletedAccounts } from '../accounts/deleted-accounts.ts'
import type { DB } from '../db/schema.ts'
import { hoursFromNow, moment } from '../db/statements.ts'
import { putInOutbox } from '../mail/outbox.ts'

const toldBefore = 7 * 24 // hours

/** Can be run any number of times, by several processes at once: each mail has a name under which it is there once. */
export async function tellOfEnds(db: Kysely<DB>): Promise<void> {
  const ending = await db
    .selectFrom('member_person')
    .select(['id', 'account_id', 'email', 'ends_at'])
    .where('status', '=', 'active')
    .where('ends_at', '>', moment())
    .where('ends_at', '<=', hoursFromNow(toldBefore))
    .where('account_id', 'not in', deletedAccounts(db))
    .execute()
  for (const member of ending) {
    if (!member.ends_at) continue
    const administrators = await db
      .selectFrom('member_person')
      .select('email')
      .where('account_id', '=', member.account_id)
      .where('role', 'in', permissions['people.manage'].roles)
      .where('status', '=', 'active')
      .where((eb) => eb.or([eb('ends_at', 'is', null), eb('ends_at', '>', moment())]))
      .where('id', '!=', member.id)
      .execute()
    const endsAt = member.ends_at.toISOString()
    await db.transaction().execute(async (trx) => {
      for (const { email } of [member, ...administrators]) {
        const mail = { template: 'member_ends' as const, email, about: { memberId: member.id, endsAt } }
        await putInOutbox(trx, member.account_id, mail, `member_ends ${member.id} ${endsAt} ${emailKey(email)}`)
      }
    })
  }
}
