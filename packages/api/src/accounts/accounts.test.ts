// Deleting an account and taking that back: by whom, after what, and what becomes of everybody in it meanwhile. Rules §1 and §6.
import { describe, expect, it } from 'vitest'
import { erasedAt } from '@usher/domain'
import { addUses } from '../access/usage.ts'
import { tellOfAlerts } from '../alerts/tell-of-alerts.ts'
import { verifyChains } from '../audit/verify.ts'
import { billAll } from '../billing/bill-all.ts'
import { defaultPrices } from '../billing/price-list.ts'
import { tellOfInvoices } from '../billing/tell-of-invoices.ts'
import { tellOfEnds } from '../jobs/tell-of-ends.ts'
import { plantKey, withKey } from '../testing/api-keys.ts'
import { plantSubscription } from '../testing/billing.ts'
import { moveClock } from '../testing/clock.ts'
import { fullAccount } from '../testing/full-account.ts'
import { auditKey } from '../testing/keys.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const of = (who: TestMember) => as(server, who)

let serial = 0
async function world() {
  const name = `Acme ${(serial += 1)}`
  const acme = await account(db, name)
  const ada = await acme.member('Ada', 'account_admin')
  const ben = await acme.member('Ben', 'account_admin')
  const dev = await acme.member('Dev', 'developer')
  const fin = await acme.member('Fin', 'finance')
  const vic = await acme.member('Vic', 'library_view')
  return { acme, name, ada, ben, dev, fin, vic }
}
const exporting = (who: TestMember) => of(who).exports.ask.mutate({ file: 'world' })
const deleting = (who: TestMember, name: string) => of(who).accounts.delete.mutate({ name })
const restoring = (who: TestMember) => of(who).accounts.restore.mutate()
/** Acme, deleted by Ada. */
async function deleted() {
  const there = await world()
  await exporting(there.ada)
  await deleting(there.ada, there.name)
  return there
}
const kinds = async (accountId: string) =>
  (
    await db
      .selectFrom('audit_entry')
      .select(['what', 'body'])
      .where('chain', '=', `account:${accountId}`)
      .where('what', 'in', ['account.deleted', 'account.restored'])
      .orderBy('seq')
      .execute()
  ).map(({ body }) => JSON.parse(body) as { what: string; before: object | null; after: object | null })
const out = { code: 'cannot_enter', data: { because: 'deleted' } }

describe('deleting an account', () => {
  it('needs its name exactly, an export by whoever deletes it, and the password', async () => {
    const { name, ada, ben } = await world()
    for (const wrong of ['', name.toLowerCase(), `${name} `, 'Another'])
      expect(await refusal(deleting(ada, wrong))).toMatchObject({ code: 'name_differs' })
    expect(await refusal(deleting(ada, name))).toMatchObject({ code: 'not_exported' })
    await of(ada).exports.ask.mutate({ file: 'people' })
    await exporting(ben)
    expect(await refusal(deleting(ada, name))).toMatchObject({ code: 'not_exported' })
    await exporting(ada)
    await db
      .updateTable('session')
      .set({ password_at: new Date(Date.now() - 700_000) })
      .where('user_id', '=', ada.userId)
      .execute()
    expect(await refusal(deleting(ada, name))).toMatchObject({ code: 'password_again' })
    expect(await refusal(of(ada).library.list.query({ folderId: null }))).toBeNull()
  })

  it('counts an export for a day', async () => {
    const { name, ada } = await world()
    await exporting(ada)
    await moveClock(db, '23 hours 59 minutes')
    expect(await of(ada).accounts.whatGoes.query()).toMatchObject({ isExported: true })
    await moveClock(db, '24 hours')
    expect(await of(ada).accounts.whatGoes.query()).toMatchObject({ isExported: false })
    expect(await refusal(deleting(ada, name))).toMatchObject({ code: 'not_exported' })
    await moveClock(db, '0')
  })

  it('is refused while a subscription goes on, and possible once that is cancelled', async () => {
    const { acme, name, ada } = await world()
    await exporting(ada)
    await plantSubscription(db, acme.id, { cancelled: false })
    expect(await of(ada).accounts.whatGoes.query()).toMatchObject({ subscriptionRuns: true })
    expect(await refusal(deleting(ada, name))).toMatchObject({ code: 'subscription_runs' })
    await of(ada).billing.cancel.mutate()
    expect(await of(ada).accounts.whatGoes.query()).toMatchObject({ subscriptionRuns: false })
    await deleting(ada, name)
  })

  it('is its administrators’ alone', async () => {
    const { acme, name, ada, dev, fin, vic } = await world()
    await exporting(ada)
    for (const who of [dev, fin, vic]) {
      expect(await refusal(of(who).accounts.whatGoes.query())).toMatchObject({ code: 'not_allowed' })
      expect(await refusal(deleting(who, name))).toMatchObject({ code: 'not_allowed' })
    }
    const stranger = await (await account(db, 'Bolt')).member('Eve', 'account_admin')
    expect(await refusal(deleting({ ...stranger, account: acme.slug }, name))).toMatchObject({ code: 'not_found' })
    const key = withKey(server, await plantKey(db, acme.id))
    expect(await refusal(key.accounts.delete.mutate({ name }))).toMatchObject({ code: 'not_for_keys' })
    expect(await refusal(as(server, null).accounts.delete.mutate({ name }))).toMatchObject({ code: 'sign_in_first' })
    expect(await refusal(of(ada).library.list.query({ folderId: null }))).toBeNull()
  })

  it('says what goes, and leaves one entry that says it too', async () => {
    const { acme, ada } = await fullAccount(db, server, 'Full')
    const counts = { members: 3, invitations: 1, groups: 1, keys: 1, collections: 1, folders: 1, files: 1 }
    const before = await of(ada).accounts.whatGoes.query()
    expect(before).toMatchObject({ ...counts, isExported: false, subscriptionRuns: false })
    expect(before.bytes).toBe('sea of Full'.length + 'more sea of Full'.length)
    await exporting(ada)
    await deleting(ada, 'Full')
    const [entry, ...others] = await kinds(acme.id)
    expect(others).toEqual([])
    expect(entry).toMatchObject({ what: 'account.deleted', before: null, after: { ...counts, bytes: before.bytes } })
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries.account['deletedAt']).toBe(tables.account['deletedAt'])
  })
})

describe('from that moment on', () => {
  it('nobody enters it, and everybody is told why', async () => {
    const { acme, ada, ben, dev, fin, vic } = await deleted()
    for (const who of [ada, ben, dev, fin, vic]) {
      expect(await refusal(of(who).library.list.query({ folderId: null }))).toEqual(out)
      expect(await refusal(of(who).session.enter.mutate({ accountId: acme.id }))).toEqual(out)
    }
    expect(await refusal(of(ada).accounts.whatGoes.query())).toEqual(out)
    expect(await refusal(of(ada).settings.rename.mutate({ name: 'Acme again' }))).toEqual(out)
    expect(await refusal(of(fin).billing.see.query())).toEqual(out)
    const { here } = await of(vic).session.me.query()
    expect(here).toMatchObject({ entering: { yes: false, because: 'deleted' }, status: 'deleted' })
    const at = new Date(here?.deleted?.at ?? '')
    expect(here?.deleted?.erasedAt).toBe(erasedAt(at).toISOString())
  })

  it('their other accounts and their sign-in stay', async () => {
    const { ada } = await deleted()
    const elsewhere = await account(db, 'Elsewhere')
    const there = await elsewhere.member('Ada', 'library_view', { userId: ada.userId })
    expect(await refusal(as(server, there).library.list.query({ folderId: null }))).toBeNull()
    expect((await of(ada).session.me.query()).accounts.map((a) => a.entering.yes).toSorted()).toEqual([false, true])
    expect(await refusal(of(ada).session.rename.mutate({ name: 'Ada Ohm' }))).toBeNull()
  })

  it('its API keys, its invitations and what sees it as somebody else are refused, and work again once that is undone', async () => {
    const { acme, ada, ben, key, invitation, file } = await fullAccount(db, server, 'Closed')
    const byKey = withKey(server, key)
    expect(await refusal(byKey.library.see.query({ assetIds: [file] }))).toBeNull()
    await exporting(ada)
    await deleting(ada, 'Closed')
    expect(await refusal(byKey.library.see.query({ assetIds: [file] }))).toEqual({
      code: 'key_over',
      data: { because: 'deleted' },
    })
    const reading = () => refusal(as(server, null).invitations.read.query({ token: invitation }))
    expect(await reading()).toEqual({ code: 'invitation_over', data: { state: 'deleted' } })
    const { id: viewing } = await db
      .selectFrom('viewing')
      .select('id')
      .where('account_id', '=', acme.id)
      .executeTakeFirstOrThrow()
    const viewer = { ...ada, account: `${acme.slug}~${viewing}` }
    expect(await refusal(of(viewer).library.list.query({ folderId: null }))).toMatchObject({ code: 'not_found' })
    await restoring(ben)
    expect(await refusal(byKey.library.see.query({ assetIds: [file] }))).toBeNull()
    expect(await reading()).toBeNull()
    expect(await refusal(of(viewer).library.list.query({ folderId: null }))).toBeNull()
  })

  it('nothing is mailed and nothing invoiced; what fell into that time is told of once it is undone', async () => {
    const { acme, name, ada, ben } = await world()
    await acme.member('Ivy', 'library_view', { endsAt: new Date(Date.now() + 5 * 86_400_000) })
    await plantSubscription(db, acme.id, { cancelled: true })
    await of(ada).alerts.create.mutate({ what: 'downloads', wanted: 5 })
    const use = { what: 'download', memberId: ada.memberId, keyId: null, assetId: null, n: 9, bytes: 9 } as const
    await addUses(db, [{ ...use, accountId: acme.id, at: Date.now() }])
    await exporting(ada)
    await deleting(ada, name)
    const told = async () =>
      (await db.selectFrom('mail').select('template').where('account_id', '=', acme.id).execute()).map(
        (m) => m.template,
      )
    await tellOfAlerts(db)
    await moveClock(db, '1 day')
    await tellOfEnds(db)
    await tellOfInvoices(db)
    await billAll({ db, auditKey, prices: defaultPrices })
    expect(await told()).toEqual(['account_deleted', 'account_deleted'])
    await restoring(ben)
    await tellOfEnds(db)
    expect((await told()).filter((t) => t === 'member_ends')).toHaveLength(3)
    await moveClock(db, '0')
    await tellOfAlerts(db)
    expect((await told()).filter((t) => t === 'alert')).toHaveLength(3)
  })
})

describe('undoing it', () => {
  it('is possible for every administrator, and brings everything back', async () => {
    const { acme, ada, ben, vic } = await deleted()
    await restoring(ben)
    for (const who of [ada, ben, vic]) {
      expect(await refusal(of(who).library.list.query({ folderId: null }))).toBeNull()
      expect((await of(who).session.me.query()).here).toMatchObject({ deleted: null, entering: { yes: true } })
    }
    const [was, is] = await kinds(acme.id)
    expect(is).toMatchObject({ what: 'account.restored', after: { deletedAt: null } })
    expect(was?.after).toMatchObject(is?.before ?? { deletedAt: 'told' })
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
    expect((await verifyChains(db, auditKey)).broken).toEqual([])
  })

  it('is not for other roles, nor for administrators who are suspended or have ended', async () => {
    const { acme, ben, dev, fin, vic } = await deleted()
    for (const who of [dev, fin, vic]) expect(await refusal(restoring(who))).toEqual(out)
    await db.updateTable('member').set({ status: 'suspended' }).where('id', '=', ben.memberId).execute()
    expect(await refusal(restoring(ben))).toEqual({ code: 'cannot_enter', data: { because: 'suspended' } })
    const gone = await acme.member('Gil', 'account_admin', { endsAt: new Date(Date.now() - 1000) })
    expect(await refusal(restoring(gone))).toEqual({ code: 'cannot_enter', data: { because: 'ended' } })
    const stranger = await (await account(db, 'Bolt')).member('Eve', 'account_admin')
    expect(await refusal(restoring({ ...stranger, account: acme.slug }))).toMatchObject({ code: 'not_found' })
  })

  it('of an account that is not deleted changes nothing', async () => {
    const { acme, ada } = await world()
    await restoring(ada)
    expect(await kinds(acme.id)).toEqual([])
  })
})
