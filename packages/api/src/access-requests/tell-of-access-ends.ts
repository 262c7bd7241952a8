// Three days before what they were given on a thing ends, whoever it was given to is told: once for each grant and end,
// all of a day in one mail. Whether it still ends then, the mail asks when it is sent.
import type { Kysely } from 'kysely'
import { rolesByReach, toldOfEndDays, type AccountId, type GrantId, type MemberId } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { hoursFromNow, moment } from '../db/statements.ts'
import { putInOutbox } from '../mail/outbox.ts'

/** Can be run any number of times, by several processes at once: an end that was told of is written down with its mail. */
export async function tellOfAccessEnds(db: Kysely<DB>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const ending = trx
      .selectFrom('grant as g')
      .innerJoin('member as m', 'm.id', 'g.member_id')
      .select((eb) => ['g.account_id', 'g.id', eb.ref('g.ends_at').$notNull().as('ends_at')])
      .where('g.ends_at', '>', moment())
      .where('g.ends_at', '<=', hoursFromNow(toldOfEndDays * 24))
      .where('m.role', 'in', rolesByReach)
      .where('m.status', '=', 'active')
    const told = await trx
      .insertInto('told_end')
      .columns(['account_id', 'grant_id', 'ends_at'])
      .expression(ending)
      .onConflict((c) => c.columns(['grant_id', 'ends_at']).doNothing())
      .returning(['account_id', 'grant_id', 'ends_at'])
      .execute()
    for (const [memberId, { accountId, email, ends }] of await byMember(trx, told)) {
      const mail = { template: 'access_ends' as const, email, about: { memberId, ends: ends.join(' ') } }
      await putInOutbox(trx, accountId, mail)
    }
  })
}

interface Told {
  account_id: AccountId
  grant_id: GrantId
  ends_at: Date
}
async function byMember(db: Kysely<DB>, told: readonly Told[]) {
  const mails = new Map<MemberId, { accountId: AccountId; email: string; ends: string[] }>()
  if (!told.length) return mails
  const ids = told.map((t) => t.grant_id)
  const holders = await db
    .selectFrom('grant as g')
    .innerJoin('member_person as m', 'm.id', 'g.member_id')
    .select(['g.id', 'm.id as member_id', 'm.email', 'g.account_id'])
    .where('g.id', 'in', ids)
    .orderBy('g.ends_at')
    .execute()
  const endOf = new Map(told.map((t) => [t.grant_id, t.ends_at.toISOString()]))
  for (const { id, member_id, email, account_id: accountId } of holders) {
    const mail = mails.get(member_id) ?? { accountId, email, ends: [] }
    mails.set(member_id, mail)
    mail.ends.push(id, endOf.get(id) ?? '')
  }
  return mails
}
