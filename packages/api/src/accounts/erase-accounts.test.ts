// Thirty days after an account was deleted it is erased for good: to the second, once, and without a row of it being left.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { verifyChains } from '../audit/verify.ts'
import { libraryTables, pastOf, peopleTables } from '../access/account-rows.ts'
import { listInvoices } from '../billing/operate-invoices.ts'
import { invoicePaid } from '../billing/invoice-paid.ts'
import { chainOfAccount } from '../audit/chain.ts'
import { stayingSignedIn } from '../testing/clock.ts'
import { fullAccount } from '../testing/full-account.ts'
import { eventually, startJobs } from '../testing/jobs.ts'
import { auditKey } from '../testing/keys.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, parts, refusal, startServer, storage, type TestMember } from '../testing/world.ts'
import { eraseAccounts } from './erase-accounts.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const house = { db, auditKey }
const of = (who: TestMember) => as(server, who)

/** The database's clock stands still at this moment. */
async function standStill(at: Date): Promise<void> {
  await sql
    .raw(
      `create or replace function moment() returns timestamptz language sql volatile as $$ select timestamptz '${at.toISOString()}' $$`,
    )
    .execute(db)
  await stayingSignedIn(db)
}
/** Deletes it, and gives from when on it is to be erased. */
async function deleted(ada: TestMember, name: string): Promise<Date> {
  await of(ada).exports.ask.mutate({ file: 'world' })
  return new Date((await of(ada).accounts.delete.mutate({ name })).erasedAt)
}
const second = (at: Date, n: number) => new Date(at.getTime() + n * 1000)
const start = new Date('2027-03-01T09:00:00Z')
const tablesWith = async (column: string, schema: string) =>
  (
    await sql<{ name: string }>`
      select c.table_name as name from information_schema.columns c
        join information_schema.tables t using (table_schema, table_name)
       where c.column_name = ${column} and c.table_schema = ${schema} and t.table_type = 'BASE TABLE' order by 1`.execute(
      db,
    )
  ).rows.map((r) => r.name)
/** In which tables, of all there are, a row says this text anywhere. */
async function tablesSaying(text: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name from information_schema.tables
     where table_schema in ('public', 'history') and table_type = 'BASE TABLE' order by 1`.execute(db)
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: hits } =
      await sql`select from ${sql.table(name)} t where t::text like ${`%${text}%`} limit 1`.execute(db)
    if (hits.length) found.push(name)
  }
  return found
}

describe('the tables of an account', () => {
  it('are each named among what is erased, but for invoices', async () => {
    expect(await tablesWith('account_id', 'public')).toEqual([...libraryTables, ...peopleTables, 'invoice'].toSorted())
    expect(await tablesWith('account_id', 'history')).toEqual([...pastOf].toSorted())
  })
})

describe('thirty days later', () => {
  it('a second before it can be undone, and is not erased; at that second it is over', async () => {
    await standStill(start)
    const acme = await account(db, 'Second')
    const ada = await acme.member('Ada', 'account_admin')
    const over = await deleted(ada, 'Second')
    await standStill(second(over, -1))
    await eraseAccounts(house)
    await of(ada).accounts.restore.mutate()
    expect(await refusal(of(ada).library.list.query({ folderId: null }))).toBeNull()
    const again = await deleted(ada, 'Second')
    expect(again.getTime() - over.getTime()).toBe(30 * 86_400_000 - 1000)
    await standStill(again)
    expect(await refusal(of(ada).accounts.restore.mutate())).toMatchObject({ code: 'undo_over' })
    expect((await of(ada).session.me.query()).here).toMatchObject({ entering: { because: 'deleted' } })
    await eraseAccounts(house)
    expect(await refusal(of(ada).accounts.restore.mutate())).toMatchObject({ code: 'not_found' })
    expect((await of(ada).session.me.query()).accounts).toEqual([])
  })

  it('nothing of it is left but its invoices and one entry of the house, and nothing of others is touched', async () => {
    await standStill(start)
    const { acme, ada, fay, group } = await fullAccount(db, server, 'Acme')
    const beta = await fullAccount(db, server, 'Beta')
    const everywhere = await tablesSaying(acme.id)
    const expectedTables = [...libraryTables, ...peopleTables].map((t) => `public.${t}`)
    expect(expectedTables.filter((t) => !everywhere.includes(t))).toEqual([])
    expect(await tablesSaying(group)).toContain('public.group_member')
    const untouched = await toldTwice(db, beta.acme.id)

    const over = await deleted(ada, 'Acme')
    await standStill(over)
    await Promise.all([eraseAccounts(house), eraseAccounts(house)])
    await eraseAccounts(house)

    expect(await tablesSaying(acme.id)).toEqual(['public.audit_entry', 'public.invoice'])
    expect(await tablesSaying(group)).toEqual([])
    expect(await tablesSaying(`${acme.slug}.test`)).toEqual(['public.audit_personal', 'public.user'])
    const chain = chainOfAccount(acme.id)
    expect(await db.selectFrom('audit_entry').select('id').where('chain', '=', chain).execute()).toEqual([])
    expect(await db.selectFrom('audit_head').select('chain').where('chain', '=', chain).execute()).toEqual([])
    const told = await db.selectFrom('audit_entry').selectAll().where('on_id', '=', acme.id).execute()
    expect(told.map(({ chain: of, body }) => ({ chain: of, ...(JSON.parse(body) as object) }))).toMatchObject([
      {
        chain: 'house',
        what: 'account.erased',
        actor: { kind: 'usher' },
        before: {
          name: 'Acme',
          slug: 'acme',
          members: 3,
          files: 1,
          deletedAt: second(over, -30 * 86_400).toISOString(),
        },
        after: null,
      },
    ])
    expect((await verifyChains(db, auditKey)).broken).toEqual([])
    expect(await toldTwice(db, beta.acme.id)).toEqual(untouched)
    expect(await refusal(as(server, beta.fay).library.see.query({ assetIds: [beta.file] }))).toBeNull()
    // Whoever was in it is somebody still, who can be invited elsewhere.
    for (const who of [ada, fay]) expect((await of(who).session.me.query()).accounts).toEqual([])
    expect((await account(db, 'Acme')).slug).toBe('acme')
  })

  it('the bytes of its files are removed, and what was being sent', async () => {
    await standStill(start)
    const { acme, ada, blobs } = await fullAccount(db, server, 'Bytes')
    const upload = await db
      .selectFrom('upload')
      .select('id')
      .where('account_id', '=', acme.id)
      .executeTakeFirstOrThrow()
    for (const blob of blobs) expect(await storage.has(blob)).toBe(true)
    expect(await parts.list()).toContain(upload.id)
    await standStill(await deleted(ada, 'Bytes'))
    await eraseAccounts(house)
    const jobs = await startJobs(url, null)
    for (const blob of blobs) await eventually(async () => !(await storage.has(blob)))
    await eventually(async () => !(await parts.list()).includes(upload.id))
    await jobs.stop()
  })

  it('an invoice that was not paid can be paid still', async () => {
    await standStill(start)
    const { acme, ada } = await fullAccount(db, server, 'Debts')
    await standStill(await deleted(ada, 'Debts'))
    await eraseAccounts(house)
    const { number } = await db
      .selectFrom('invoice')
      .select('number')
      .where('account_id', '=', acme.id)
      .executeTakeFirstOrThrow()
    expect((await listInvoices(db, false)).find((i) => i.number === number)).toMatchObject({
      account: 'Acme',
      slug: null,
    })
    await invoicePaid(house, number)
    expect((await listInvoices(db, false)).map((i) => i.number)).not.toContain(number)
    expect((await verifyChains(db, auditKey)).broken).toEqual([])
  })

  it('whoever tries it at that moment is refused without a trace being left of the account', async () => {
    await standStill(start)
    const acme = await account(db, 'Late')
    const ada = await acme.member('Ada', 'account_admin')
    const vic = await acme.member('Vic', 'library_view')
    await standStill(await deleted(ada, 'Late'))
    await Promise.all([
      eraseAccounts(house),
      ...Array.from({ length: 8 }, (_, n) => refusal(of(n % 2 ? ada : vic).library.list.query({ folderId: null }))),
    ])
    expect(await tablesSaying(acme.id)).toEqual(['public.audit_entry'])
    expect((await verifyChains(db, auditKey)).broken).toEqual([])
  })
})
