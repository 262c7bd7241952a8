// What an account is set to: by whom, with what effect, and with what entry. Rules §1, §6 and §8 ("People picker").
import { describe, expect, it } from 'vitest'
import type { Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'
import { inWords } from '../mail/letter.ts'
import { plantGroup } from '../testing/grants.ts'
import { plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const of = (who: TestMember) => as(server, who)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const dev = await acme.member('Dev', 'developer')
  return { acme, ada, dev }
}
const lastEntry = async (who: TestMember) => (await of(who).log.list.query({})).entries[0]
const passwordLongAgo = (on: Kysely<DB>, { userId }: TestMember) =>
  on
    .updateTable('session')
    .set({ password_at: new Date(Date.now() - 700_000) })
    .where('user_id', '=', userId)
    .execute()

describe('name and time zone', () => {
  it('are set by administrators and developers, and leave the address as it is', async () => {
    const { acme, ada, dev } = await world()
    await of(dev).settings.rename.mutate({ name: ' Acme Films ' })
    expect(await lastEntry(ada)).toMatchObject({
      what: 'account.renamed',
      before: { name: expect.stringMatching(/^Acme \d+$/) },
      after: { name: 'Acme Films' },
    })
    await of(ada).settings.setTimeZone.mutate({ timeZone: 'pacific/kiritimati' })
    expect(await lastEntry(ada)).toMatchObject({
      what: 'account.time_zone_changed',
      before: { timeZone: 'UTC' },
      after: { timeZone: 'Pacific/Kiritimati' },
    })
    expect(await of(dev).settings.see.query()).toEqual({
      name: 'Acme Films',
      slug: acme.slug,
      timeZone: 'Pacific/Kiritimati',
      logo: null,
    })
    expect((await of(ada).session.me.query()).here).toMatchObject({
      name: 'Acme Films',
      timeZone: 'Pacific/Kiritimati',
    })
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(entries).toEqual(tables)
  })

  it('the same again leaves no entry', async () => {
    const { ada } = await world()
    await of(ada).settings.setTimeZone.mutate({ timeZone: 'Asia/Kathmandu' })
    const before = await lastEntry(ada)
    await of(ada).settings.setTimeZone.mutate({ timeZone: 'Asia/Kathmandu' })
    expect(await lastEntry(ada)).toEqual(before)
  })

  it('what is no name and no zone is refused beside its field', async () => {
    const { ada } = await world()
    expect(await refusal(of(ada).settings.rename.mutate({ name: ' ' }))).toMatchObject({
      code: 'invalid_input',
      data: { fields: [{ field: 'name' }] },
    })
    expect(await refusal(of(ada).settings.setTimeZone.mutate({ timeZone: 'Mars/Olympus' }))).toMatchObject({
      code: 'invalid_input',
      data: { fields: [{ field: 'timeZone' }] },
    })
  })

  it('mails tell times in the account’s zone, on both sides of a change of clocks', () => {
    expect(inWords(new Date('2030-03-31T00:30:00Z'), 'Europe/Berlin')).toBe(
      'Sunday, 31 March 2030 at 01:30 (Europe/Berlin)',
    )
    expect(inWords(new Date('2030-03-31T01:30:00Z'), 'Europe/Berlin')).toBe(
      'Sunday, 31 March 2030 at 03:30 (Europe/Berlin)',
    )
    expect(inWords(new Date('2030-12-31T10:30:00Z'), 'Pacific/Kiritimati')).toContain('1 January 2031 at 00:30')
    expect(inWords(new Date('2030-12-31T10:30:00Z'))).toBe('Tuesday, 31 December 2030 at 10:30 UTC')
  })
})

describe('the sharing policy', () => {
  it('asks for the password again', async () => {
    const { ada } = await world()
    await passwordLongAgo(db, ada)
    for (const attempt of [
      () => of(ada).settings.setPicker.mutate({ picker: 'own_groups' }),
      () => of(ada).settings.setShareEnd.mutate({ shareDays: 30 }),
      () => of(ada).collections.setGuard.mutate({ isOn: false }),
    ])
      expect(await refusal(attempt())).toMatchObject({ code: 'password_again' })
  })

  it('is not the developers’', async () => {
    const { dev } = await world()
    expect(await refusal(of(dev).settings.sharing.query())).toMatchObject({ code: 'not_allowed' })
    expect(await refusal(of(dev).settings.setPicker.mutate({ picker: 'everyone' }))).toMatchObject({
      code: 'not_allowed',
    })
  })

  it('the default end is what the share dialog proposes; what is said when sharing counts', async () => {
    const { acme, ada } = await world()
    const fay = await acme.member('Fay', 'library_restricted')
    const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
    for (const shareDays of [0, 1.5, 3651])
      expect(await refusal(of(ada).settings.setShareEnd.mutate({ shareDays }))).toMatchObject({ code: 'invalid_input' })
    await of(ada).settings.setShareEnd.mutate({ shareDays: 30 })
    expect(await lastEntry(ada)).toMatchObject({ before: { shareDays: null }, after: { shareDays: 30 } })
    expect((await of(fay).session.me.query()).here).toMatchObject({ shareDays: 30 })
    await of(ada).grants.give.mutate({ assetIds: [spring], memberIds: [fay.memberId], level: 'view', tell: false })
    const { direct } = await of(ada).grants.list.query({ assetId: spring })
    expect(direct[0]).toMatchObject({ memberId: fay.memberId, endsAt: null })
    await of(ada).settings.setShareEnd.mutate({ shareDays: null })
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  })
})

describe('the people picker', () => {
  /** Fay manages Spring and is in Agency A with Gil, in Old with Hal until yesterday; Ivy is in Agency B. */
  async function agencies() {
    const { acme, ada, dev } = await world()
    const member = (name: string) => acme.member(name, 'library_restricted')
    const [fay, gil, hal, ivy] = [await member('Fay'), await member('Gil'), await member('Hal'), await member('Ivy')]
    const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: fay.memberId })
    const a = await plantGroup(db, acme.id, 'Agency A', [fay, gil])
    const b = await plantGroup(db, acme.id, 'Agency B', [ivy])
    const old = await plantGroup(db, acme.id, 'Old', [fay, hal])
    await db
      .updateTable('group_member')
      .set({ ends_at: new Date(Date.now() - 86_400_000) })
      .where('group_id', '=', old)
      .where('member_id', '=', fay.memberId)
      .execute()
    const suggested = async (who: TestMember) => {
      const { members, groups } = await of(who).grants.suggest.query({ assetId: spring, text: '' })
      return [...members, ...groups].map((g) => g.name)
    }
    const give = (who: TestMember, to: { memberIds?: string[]; groupIds?: string[] }) =>
      of(who).grants.give.mutate({ assetIds: [spring], ...to, level: 'view', tell: false })
    return { ada, dev, fay, gil, hal, ivy, a, b, spring, suggested, give }
  }

  it('shows every restricted member and group where nothing else is set', async () => {
    const { fay, suggested } = await agencies()
    expect(await suggested(fay)).toEqual(['Fay', 'Gil', 'Hal', 'Ivy', 'Agency A', 'Agency B', 'Old'])
  })

  it('set to own groups, shows a restricted sharer these and who is in them now, and other roles everybody', async () => {
    const { ada, dev, fay, suggested } = await agencies()
    await of(ada).settings.setPicker.mutate({ picker: 'own_groups' })
    expect(await suggested(fay)).toEqual(['Fay', 'Gil', 'Agency A'])
    expect(await suggested(dev)).toHaveLength(7)
  })

  it('whom it does not show is not there for the sharer, whatever id they send', async () => {
    const { ada, fay, gil, hal, ivy, a, b, give } = await agencies()
    await of(ada).settings.setPicker.mutate({ picker: 'own_groups' })
    for (const to of [{ memberIds: [ivy.memberId] }, { memberIds: [gil.memberId, hal.memberId] }, { groupIds: [b] }])
      expect(await refusal(give(fay, to))).toEqual(
        await refusal(give(fay, { memberIds: ['019b0000-0000-7000-8000-000000000000'] })),
      )
    expect(await refusal(give(fay, { memberIds: [gil.memberId], groupIds: [a] }))).toBe(null)
    expect(await refusal(give(ada, { memberIds: [ivy.memberId], groupIds: [b] }))).toBe(null)
  })

  it('nor can they make somebody whom it does not show the owner of what is theirs, or give anew what has ended', async () => {
    const { ada, fay, gil, ivy, spring, give } = await agencies()
    await give(fay, { memberIds: [gil.memberId, ivy.memberId] })
    const ended = new Date(Date.now() - 1000)
    await db.updateTable('grant').set({ ends_at: ended }).where('asset_id', '=', spring).execute()
    const grantOf = async (who: TestMember) =>
      (await db.selectFrom('grant').select('id').where('member_id', '=', who.memberId).executeTakeFirstOrThrow()).id
    await of(ada).settings.setPicker.mutate({ picker: 'own_groups' })
    const handOver = (to: TestMember) => of(fay).ownership.handOver.mutate({ assetIds: [spring], toId: to.memberId })
    const again = async (who: TestMember) =>
      of(fay).grants.change.mutate({ assetId: spring, grantId: await grantOf(who), level: 'view', endsAt: null })
    expect(await refusal(again(ivy))).toMatchObject({ code: 'not_found' })
    expect(await refusal(again(gil))).toBeNull()
    expect(await refusal(handOver(ivy))).toMatchObject({ code: 'not_an_heir' })
    expect(await refusal(handOver(gil))).toBeNull()
  })

  it('somebody in no group finds nobody', async () => {
    const { acme, ada } = await world()
    const fay = await acme.member('Fay', 'library_restricted')
    const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: fay.memberId })
    await of(ada).settings.setPicker.mutate({ picker: 'own_groups' })
    expect(await of(fay).grants.suggest.query({ assetId: spring, text: '' })).toEqual({ members: [], groups: [] })
  })
})
