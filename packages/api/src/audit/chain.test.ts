// Every change leaves its entry in the same transaction; the chain shows who touched it; replayed, it gives the tables.
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'
import { auditKey } from '../testing/keys.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { chainOfAccount } from './chain.ts'
import { verifyChains } from './verify.ts'

/** A world with some history. */
async function lived() {
  const database = await freshDatabase()
  const server = await startServer(database.url)
  const acme = await account(database.db)
  const ada = await acme.member('Ada', 'account_admin')
  const ben = await acme.member('Ben', 'library_view')
  const cleo = await acme.member('Cleo', 'developer')
  const dan = await acme.member('Dan', 'finance')
  const a = as(server, ada)
  await a.members.changeRole.mutate({ memberIds: [ben.memberId, cleo.memberId], role: 'library_full' })
  await a.members.suspend.mutate({ memberIds: [ben.memberId] })
  await a.members.setEnd.mutate({ memberIds: [cleo.memberId], endsAt: '2099-01-01T00:00:00.000Z' })
  await a.invitations.create.mutate({
    people: [{ email: 'eve@example.org', name: 'Eve' }, { email: 'finn@example.org' }],
    role: 'account_admin',
  })
  const { rows } = await a.members.list.query({ search: 'eve' })
  const [eve] = rows
  if (!eve) throw new Error('Eve was invited')
  await a.invitations.edit.mutate({ invitationId: eve.id, role: 'finance' })
  await a.invitations.resend.mutate({ invitationId: eve.id })
  await a.members.remove.mutate({ memberIds: [dan.memberId] })
  await a.requests.make.mutate({ limit: 'seats', wanted: 90 })
  return { ...database, server, acme, ada, ben, cleo }
}

describe('the chain of entries', () => {
  it('holds after a day of changes', async () => {
    const { db } = await lived()
    const { broken, entries } = await verifyChains(db, auditKey)
    expect(broken).toEqual([])
    expect(entries).toBeGreaterThan(15)
  })

  it.each([
    [
      'an altered entry',
      (chain: string) =>
        sql`update audit_entry set body = replace(body, '"kind":"member"', '"kind":"operator"') where chain = ${chain} and seq = 13`,
      13,
      'altered',
    ],
    [
      'a deleted entry',
      (chain: string) => sql`delete from audit_entry where chain = ${chain} and seq = 13`,
      13,
      'missing',
    ],
    [
      'a deleted last entry',
      (chain: string) =>
        sql`delete from audit_entry where chain = ${chain} and seq = (select max(seq) from audit_entry where chain = ${chain})`,
      null,
      'missing',
    ],
    [
      'two swapped entries',
      (chain: string) => sql`update audit_entry set seq = 25 - seq + 100 where chain = ${chain} and seq in (12, 13)`,
      12,
      'missing',
    ],
    [
      'an altered time',
      (chain: string) => sql`update audit_entry set at = at - interval '1 day' where chain = ${chain} and seq = 13`,
      13,
      'columns',
    ],
    [
      'an altered name apart',
      (chain: string) =>
        sql`update audit_personal set value = replace(value, 'Ada', 'Eva') where part = 'actor' and entry_id = (select id from audit_entry where chain = ${chain} and seq = 13)`,
      13,
      'personal',
    ],
    ['a chain without its head', (chain: string) => sql`delete from audit_head where chain = ${chain}`, 0, 'head'],
    [
      'an entry of one’s own at the end',
      (chain: string) =>
        sql`insert into audit_entry (chain, seq, id, at, body, mac) select chain, seq + 1, gen_random_uuid(), at, body, mac from audit_entry where chain = ${chain} order by seq desc limit 1`,
      null,
      'altered',
    ],
  ] as const)('shows %s', async (_, tamper, seq, words) => {
    const { db, acme } = await lived()
    const chain = chainOfAccount(acme.id)
    // As a superuser who also switches the foreign keys off.
    await sql`alter table audit_personal drop constraint audit_personal_entry_id_fkey`.execute(db)
    await tamper(chain).execute(db)
    const { broken } = await verifyChains(db, auditKey)
    expect(broken.length).toBeGreaterThan(0)
    expect(broken[0]).toMatchObject({ chain, ...(seq !== null && { seq }) })
    expect(broken.map((b) => b.says).join()).toContain(words)
  })

  it('shows a forger who has the database but another key', async () => {
    const { db } = await lived()
    expect((await verifyChains(db, Buffer.from('another key'))).broken.length).toBeGreaterThan(15)
  })

  it('stays whole when a person is erased', async () => {
    const { db, ben } = await lived()
    const gone = await db.deleteFrom('audit_personal').where('user_id', '=', ben.userId).executeTakeFirst()
    expect(Number(gone.numDeletedRows)).toBeGreaterThan(0)
    expect((await verifyChains(db, auditKey)).broken).toEqual([])
  })

  it('carries neither names nor addresses in what is chained', async () => {
    const { db } = await lived()
    const bodies = await db.selectFrom('audit_entry').select('body').execute()
    expect(bodies.filter(({ body }) => /eve@|finn|Ada|acme\.test|127\.0\.0\.1/.test(body))).toEqual([])
  })

  it('undoes the change when its entry cannot be written', async () => {
    const { db, server, ada, cleo } = await lived()
    await sql`alter table audit_entry rename to gone`.execute(db)
    const refused = await refusal(as(server, ada).members.suspend.mutate({ memberIds: [cleo.memberId] }))
    expect(refused?.code).toBe('BUG')
    const member = await db
      .selectFrom('member')
      .select('status')
      .where('id', '=', cleo.memberId)
      .executeTakeFirstOrThrow()
    expect(member.status).toBe('active')
  })

  it('gives the tables when it is replayed', async () => {
    const { db, acme } = await lived()
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
    expect(tables.members.size).toBeGreaterThan(2)
    expect(tables.invitations.size).toBe(2)
  })
})

describe('history', () => {
  it('keeps each row that a change closed, with the time in which it was true', async () => {
    const { db, ben } = await lived()
    const { rows } = await sql<{ role: string; status: string; from: Date; until: Date }>`
      select role, status, valid_from as from, valid_until as until from history.member where id = ${ben.memberId} order by valid_from`.execute(
      db,
    )
    expect(rows.map((r) => [r.role, r.status])).toEqual([
      ['library_view', 'active'],
      ['library_full', 'active'],
    ])
    const [first, second] = rows
    expect(first?.until).toEqual(second?.from)
  })
})
