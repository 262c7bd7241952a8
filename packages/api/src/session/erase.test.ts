// Rules §7: a person can be erased on request, and no chain breaks; and the last administrator cannot.
import pg from 'pg'
import { expect, it } from 'vitest'
import { auditKey } from '../testing/keys.ts'
import { account, as, freshDatabase, refusal, signedIn, startServer } from '../testing/world.ts'
import { verifyChains } from '../audit/verify.ts'
import { rescue } from '../members/rescue.ts'
import { erasePerson } from './erase.ts'

const { db, url } = await freshDatabase()
const house = { db, auditKey, publicUrl: 'http://usher.test' }
const server = await startServer(url)
const acme = await account(db)
const ada = await acme.member('Ada', 'account_admin')
const ben = await acme.member('Ben', 'library_view')

/** Every row of every table that holds one of these words. */
async function rowsWith(words: RegExp): Promise<string[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema in ('public', 'history')`,
    )
    const found: string[] = []
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`)
      found.push(...rows.filter(({ row }) => words.test(row)).map(({ row }) => `${name} ${row}`))
    }
    return found
  } finally {
    await client.end()
  }
}

it('erasing a person leaves nothing that tells of them, keeps everybody else, and every chain whole', async () => {
  const gus = await acme.member('Gus Quill', 'account_admin')
  await as(server, gus).session.rename.mutate({ name: 'Gustav Quill' })
  await as(server, gus).members.suspend.mutate({ memberIds: [ben.memberId] })
  const third = await account(db, 'Third')
  const hal = await third.member('Hal', 'account_admin')
  const invited = { people: [{ email: 'GUS.quill@acme.test', name: 'Gus' }], role: 'finance' as const }
  await as(server, hal).invitations.create.mutate(invited)
  const open = await db
    .selectFrom('invitation')
    .select('id')
    .where('email_key', '=', 'gus.quill@acme.test')
    .executeTakeFirstOrThrow()
  // An edit leaves a former version in the history, and a wrong password a counter.
  await as(server, hal).invitations.edit.mutate({ invitationId: open.id, name: 'Gus Q.' })
  await refusal(as(server, null).session.signIn.mutate({ email: gus.email, password: 'not the right one' }))
  expect((await rowsWith(/quill/i)).map((row) => row.split(' ')[0])).toEqual(
    expect.arrayContaining([
      'public."user"',
      'public.invitation',
      'history.invitation',
      'public.audit_personal',
      'public.mail',
      'public.tries',
    ]),
  )

  expect(await erasePerson(house, gus.email)).toMatchObject({
    accounts: 1,
    invitations: 1,
    mails: [expect.any(String)],
  })
  expect(await rowsWith(/quill|gustav|"gus/i)).toEqual([])
  expect(await refusal(as(server, gus).session.sessions.query())).toMatchObject({ code: 'sign_in_first' })
  const log = await as(server, ada).log.list.query({ kinds: ['member.suspended'] })
  expect(log.entries).toMatchObject([
    { on: ben.memberId, actor: { memberId: gus.memberId, name: null }, subject: 'Ben' },
  ])
  const pending = await as(server, hal).members.list.query({ state: 'invited' })
  expect(pending.rows).toEqual([])
  expect((await verifyChains(db, auditKey)).broken).toEqual([])
})

it('an address that the person had before goes too, unless somebody else has it by now', async () => {
  const jo = await acme.member('Jo Finch', 'finance')
  const move = (email: string) =>
    db.updateTable('user').set({ email, email_key: email }).where('id', '=', jo.userId).execute()
  await as(server, ada).invitations.create.mutate({ people: [{ email: 'jo.before@acme.test' }], role: 'finance' })
  await move('jo.before@acme.test')
  await as(server, jo).session.rename.mutate({ name: 'Jo F.' })
  await move('jo.now@acme.test')
  const kim = await acme.member('Kim', 'finance')
  await db
    .updateTable('user')
    .set({ email: 'jo.finch@acme.test', email_key: 'jo.finch@acme.test' })
    .where('id', '=', kim.userId)
    .execute()
  await as(server, kim).session.rename.mutate({ name: 'Kim Newholder' })

  await erasePerson(house, 'jo.now@acme.test')
  expect(await rowsWith(/jo\.before|jo\.now|jo finch|jo f\./i)).toEqual([])
  expect(await rowsWith(/kim newholder/i)).not.toEqual([])
  expect((await verifyChains(db, auditKey)).broken).toEqual([])
})

it('the network and device of whoever accepted an invitation before there was a sign-in go too', async () => {
  const made = await as(server, ada).invitations.create.mutate({
    people: [{ email: 'lee.crane@acme.test' }],
    role: 'finance',
  })
  const token = made.results[0]?.link?.split('#')[1] ?? ''
  const headers = { 'user-agent': 'the browser of Lee Crane', 'content-type': 'application/json' }
  const body = JSON.stringify({ token, name: 'Lee Crane', password: 'a quiet river stone' })
  const accepted = await fetch(`${server}/trpc/invitations.accept`, { method: 'POST', headers, body })
  expect(accepted.status).toBe(200)
  expect((await rowsWith(/browser of lee/i)).map((row) => row.split(' ')[0])).toContain('public.audit_personal')

  await erasePerson(house, 'lee.crane@acme.test')
  expect(await rowsWith(/crane|browser of lee/i)).toEqual([])
  // Who invited them keeps her name.
  const log = await as(server, ada).log.list.query({ kinds: ['invitation.created'] })
  expect(new Set(log.entries.map((e) => e.actor.name))).toEqual(new Set(['Ada']))
  expect((await verifyChains(db, auditKey)).broken).toEqual([])
})

it('somebody who was only invited is erased as well', async () => {
  await as(server, ada).invitations.create.mutate({
    people: [{ email: 'ivy.wren@acme.test', name: 'Ivy Wren' }],
    role: 'finance',
  })
  expect(await erasePerson(house, 'ivy.wren@acme.test')).toMatchObject({ accounts: 0, invitations: 1 })
  expect(await rowsWith(/wren/i)).toEqual([])
  await expect(erasePerson(house, 'ivy.wren@acme.test')).rejects.toThrow('Nobody has a sign-in as ivy.wren@acme.test')
  expect((await verifyChains(db, auditKey)).broken).toEqual([])
})

it('invoices go to nobody who was erased', async () => {
  const fin = await acme.member('Fin', 'finance')
  const details = { name: 'Acme', address: 'Quay 1', taxId: '', email: 'jo.finch@acme.test' }
  await as(server, fin).billing.setBilledTo.mutate(details)
  await erasePerson(house, 'JO.finch@acme.test')
  expect(await rowsWith(/finch/i)).toEqual([])
  expect((await as(server, fin).billing.see.query()).billedTo).toEqual({ ...details, email: '' })
  expect((await verifyChains(db, auditKey)).broken).toEqual([])
})

it('the last administrator of any account is not erased, and nothing of them is', async () => {
  const lone = await account(db, 'Lone')
  const fay = await lone.member('Fay', 'account_admin')
  await acme.member('Fay', 'finance', { userId: fay.userId })
  await expect(erasePerson(house, fay.email)).rejects.toThrow('Lone: An account always keeps one active administrator')
  expect(await db.selectFrom('member').select('id').where('user_id', '=', fay.userId).execute()).toHaveLength(2)
})

it('a password that whoever copied a link may have set does not outlive a rescue', async () => {
  const eve = await acme.member('Eve', 'finance')
  const unproven = { address_proven_at: null, home_account_id: acme.id, password_hash: 'set by somebody' }
  await db.updateTable('user').set(unproven).where('id', '=', eve.userId).execute()
  await rescue(house, acme.id, { email: eve.email, name: null })
  const now = await db.selectFrom('user').selectAll().where('id', '=', eve.userId).executeTakeFirstOrThrow()
  expect(now).toMatchObject({ password_hash: null, address_proven_at: expect.any(Date), home_account_id: null })
  expect(await refusal(as(server, eve).session.sessions.query())).toMatchObject({ code: 'sign_in_first' })
  // Signed in anew, Eve is an administrator: the link of the rescue does that.
  const session = await signedIn(db, eve.userId)
  expect((await as(server, { session, account: acme.slug }).members.list.query({})).counts.all).toBeGreaterThan(1)
})
