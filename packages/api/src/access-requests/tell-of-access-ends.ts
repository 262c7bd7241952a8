// Three days before it ends, whoever was given access is told: of what was given to them by name, and of their places in groups.
// Once for each grant or place and end, all of a day in one mail. Whether it still ends then, and whether they lose anything by
// it, the mail asks when it is sent.
import type { Kysely } from 'kysely'
import { rolesByReach, toldOfEndDays, type MemberId } from '@usher/domain'
import { deletedAccounts } from '../accounts/deleted-accounts.ts'
import type { DB } from '../db/schema.ts'
import { hoursFromNow, moment } from '../db/statements.ts'
import { putInOutbox } from '../mail/outbox.ts'

/** Can be run any number of times, by several processes at once: an end that was told of is written down with its mail. */
export async function tellOfAccessEnds(db: Kysely<DB>): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const [grants, places] = [await newlyEndingGrants(trx), await newlyEndingPlaces(trx)]
    const ids = [...new Set([...grants, ...places].map((t) => t.member_id))]
    if (!ids.length) return
    const people = await trx
      .selectFrom('member_person')
      .select(['id', 'account_id', 'email'])
      .where('id', 'in', ids)
      .execute()
    for (const { id: memberId, account_id, email } of people) {
      const ends = (told: readonly Told[]) =>
        told
          .filter((t) => t.member_id === memberId)
          .map((t) => `${t.id} ${t.ends_at.toISOString()}`)
          .join(' ')
      const about = { memberId, ends: ends(grants), groups: ends(places) }
      await putInOutbox(trx, account_id, { template: 'access_ends', email, about })
    }
  })
}

/** A grant, or a place in a group by the group's id, of which nobody was told yet that it ends then. */
interface Told {
  id: string
  member_id: MemberId
  ends_at: Date
}
async function newlyEndingGrants(db: Kysely<DB>): Promise<Told[]> {
  const ending = db
    .selectFrom('grant as g')
    .innerJoin('member as m', 'm.id', 'g.member_id')
    .select((eb) => ['g.account_id', 'g.id', eb.ref('g.ends_at').$notNull().as('ends_at')])
    .where('g.ends_at', '>', moment())
    .where('g.ends_at', '<=', hoursFromNow(toldOfEndDays * 24))
    .where('m.role', 'in', rolesByReach)
    .where('m.status', '=', 'active')
    .where('m.account_id', 'not in', deletedAccounts(db))
  const told = await db
    .insertInto('told_end')
    .columns(['account_id', 'grant_id', 'ends_at'])
    .expression(ending)
    .onConflict((c) => c.columns(['grant_id', 'ends_at']).doNothing())
    .returning(['grant_id', 'ends_at'])
    .execute()
  const endOf = new Map(told.map((t) => [t.grant_id, t.ends_at]))
  const grants = endOf.size
    ? await db
        .selectFrom('grant as g')
        .select((eb) => ['g.id', eb.ref('g.member_id').$notNull().as('member_id')])
        .where('g.id', 'in', [...endOf.keys()])
        .orderBy('g.ends_at')
        .execute()
    : []
  return grants.flatMap((g) => {
    const ends_at = endOf.get(g.id)
    return ends_at ? [{ ...g, ends_at }] : []
  })
}
async function newlyEndingPlaces(db: Kysely<DB>): Promise<Told[]> {
  const ending = db
    .selectFrom('group_member as g')
    .innerJoin('member as m', 'm.id', 'g.member_id')
    .select((eb) => ['g.member_id', 'g.group_id', eb.ref('g.ends_at').$notNull().as('ends_at')])
    .where('g.ends_at', '>', moment())
    .where('g.ends_at', '<=', hoursFromNow(toldOfEndDays * 24))
    .where('m.role', 'in', rolesByReach)
    .where('m.status', '=', 'active')
    .where('m.account_id', 'not in', deletedAccounts(db))
  return db
    .insertInto('told_group_end')
    .columns(['member_id', 'group_id', 'ends_at'])
    .expression(ending)
    .onConflict((c) => c.columns(['member_id', 'group_id', 'ends_at']).doNothing())
    .returning(['group_id as id', 'member_id', 'ends_at'])
    .execute()
}
