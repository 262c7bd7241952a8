// The people of an account: previews that are the change itself, seats, the last administrator, what a plan lacks.
import { beforeEach, describe, expect, it } from 'vitest'
import { moveClock } from '../testing/clock.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0
const world = async (seats = 50) => {
  const acme = await account(db, `Acme ${(serial += 1)}`, 'enterprise', seats)
  const ada = await acme.member('Ada', 'account_admin')
  return { acme, ada, admin: as(server, ada) }
}
const entries = async () =>
  (
    await db
      .selectFrom('audit_entry')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n
beforeEach(() => moveClock(db, '0'))

describe('a preview', () => {
  it('shows what the change will record, and leaves nothing', async () => {
    const { acme, admin } = await world()
    const ben = await acme.member('Ben', 'account_admin')
    const cleo = as(server, ben)
    await cleo.invitations.create.mutate({ people: [{ email: 'x@example.org' }], role: 'finance' })
    const before = await entries()
    const shown = await admin.members.previewChangeRole.query({
      memberIds: [ben.memberId],
      role: 'library_view',
      theirInvitations: 'revoke',
    })
    expect(shown.entries).toMatchObject([
      {
        what: 'member.role_changed',
        on: ben.memberId,
        before: { role: 'account_admin' },
        after: { role: 'library_view' },
        consequences: [{ on: 'invitation', what: 'invitation.revoked' }],
      },
    ])
    expect(await entries()).toBe(before)
    expect((await admin.members.list.query({ search: 'ben' })).rows).toMatchObject([{ role: 'account_admin' }])
    await admin.members.changeRole.mutate({
      memberIds: [ben.memberId],
      role: 'library_view',
      theirInvitations: 'revoke',
      asPreviewed: shown.rightsVersion,
    })
    const { entries: log } = await admin.log.list.query({ kinds: ['member.role_changed'] })
    expect(log[0]).toMatchObject({
      before: { role: 'account_admin' },
      after: { role: 'library_view' },
      consequences: shown.entries[0]?.consequences,
    })
  })
  it('is refused with the same words as the change', async () => {
    const { ada, admin } = await world()
    const input = { memberIds: [ada.memberId], role: 'finance' as const }
    expect(await refusal(admin.members.previewChangeRole.query(input))).toEqual(
      await refusal(admin.members.changeRole.mutate(input)),
    )
    expect(await refusal(admin.members.changeRole.mutate(input))).toMatchObject({ code: 'last_administrator' })
  })
  it('that is not true any more cannot be confirmed', async () => {
    const { acme, admin } = await world()
    const [ben, cleo] = [await acme.member('Ben', 'developer'), await acme.member('Cleo', 'developer')]
    const shown = await admin.members.previewRemove.query({ memberIds: [ben.memberId] })
    await admin.members.suspend.mutate({ memberIds: [cleo.memberId] })
    expect(
      await refusal(admin.members.remove.mutate({ memberIds: [ben.memberId], asPreviewed: shown.rightsVersion })),
    ).toMatchObject({ code: 'rights_moved' })
    const again = await admin.members.previewRemove.query({ memberIds: [ben.memberId] })
    expect(
      await refusal(admin.members.remove.mutate({ memberIds: [ben.memberId], asPreviewed: again.rightsVersion })),
    ).toBe(null)
  })
  it('holds nobody up: a change goes through while a preview of the same member runs', async () => {
    const { acme, admin } = await world()
    const ben = await acme.member('Ben', 'developer')
    const all = await Promise.all([
      ...Array.from({ length: 5 }, () => refusal(admin.members.previewRemove.query({ memberIds: [ben.memberId] }))),
      refusal(admin.members.suspend.mutate({ memberIds: [ben.memberId] })),
    ])
    expect(all.at(-1)).toBe(null)
  })
})

describe('seats', () => {
  it('are held by active members and pending invitations, not by suspended and ended members and expired invitations', async () => {
    const { acme, admin } = await world(5)
    await acme.member('Ben', 'developer')
    await acme.member('Cleo', 'developer', { status: 'suspended' })
    await acme.member('Dan', 'developer', { endsAt: new Date(Date.now() - 1000) })
    await admin.invitations.create.mutate({ people: [{ email: 'eve@example.org' }], role: 'finance' })
    expect((await admin.members.list.query({})).seats).toEqual({ used: 3, cap: 5 })
    await moveClock(db, '8 days')
    expect((await admin.members.list.query({})).seats).toEqual({ used: 2, cap: 5 })
  })
  it('the sixth is refused with the figure, whichever path would fill it', async () => {
    const { acme, admin } = await world(5)
    const cleo = await acme.member('Cleo', 'developer', { status: 'suspended' })
    const dan = await acme.member('Dan', 'developer', { endsAt: new Date(Date.now() - 1000) })
    await admin.invitations.create.mutate({ people: [{ email: 'late@example.org' }], role: 'finance' })
    await moveClock(db, '8 days')
    for (const name of ['Eve', 'Finn', 'Gil', 'Hal']) await acme.member(name, 'library_view')
    const full = { code: 'seats_full', data: { used: 5, cap: 5 } }
    const { rows } = await admin.members.list.query({ state: 'invited' })
    const [late] = rows
    expect(late).toMatchObject({ email: 'late@example.org', state: 'expired' })
    expect(
      await refusal(admin.invitations.create.mutate({ people: [{ email: 'six@example.org' }], role: 'finance' })),
    ).toEqual(full)
    expect(await refusal(admin.members.reinstate.mutate({ memberIds: [cleo.memberId] }))).toEqual(full)
    expect(await refusal(admin.members.setEnd.mutate({ memberIds: [dan.memberId], endsAt: null }))).toEqual(full)
    expect(await refusal(admin.invitations.resend.mutate({ invitationId: late?.id ?? '' }))).toEqual(full)
  })
  it('many at once fill what is free and say of each line what came of it', async () => {
    const { acme, admin } = await world(4)
    const ben = await acme.member('Ben', 'developer')
    const emails = ['one@example.org', 'ONE@example.org', ben.email, 'two@example.org', 'three@example.org']
    const { results } = await admin.invitations.create.mutate({
      people: emails.map((email) => ({ email })),
      role: 'library_view',
    })
    expect(results.map((r) => r.outcome)).toEqual([
      'invited',
      'already_invited',
      'already_member',
      'invited',
      'no_seat',
    ])
    expect(results.filter((r) => r.link).length).toBe(2)
  })
})

describe('the last administrator', () => {
  it('cannot be demoted, suspended, removed, given an end, or leave; those suspended and with an end do not count', async () => {
    const { acme, ada, admin } = await world()
    await acme.member('Ben', 'account_admin', { status: 'suspended' })
    await acme.member('Cleo', 'account_admin', { endsAt: new Date(Date.now() + 86_400_000) })
    const memberIds = [ada.memberId]
    for (const attempt of [
      () => admin.members.changeRole.mutate({ memberIds, role: 'finance' }),
      () => admin.members.suspend.mutate({ memberIds }),
      () => admin.members.remove.mutate({ memberIds }),
      () => admin.members.setEnd.mutate({ memberIds, endsAt: '2099-01-01T00:00:00Z' }),
      () => admin.members.leave.mutate({ accountId: acme.id }),
    ])
      expect(await refusal(attempt())).toMatchObject({ code: 'last_administrator' })
  })
  it('a batch that would take the last one away does nothing at all', async () => {
    const { acme, ada, admin } = await world()
    const ben = await acme.member('Ben', 'developer')
    expect(await refusal(admin.members.remove.mutate({ memberIds: [ben.memberId, ada.memberId] }))).toMatchObject({
      code: 'last_administrator',
    })
    expect((await admin.members.list.query({})).counts.all).toBe(2)
  })
})

describe('leaving', () => {
  it.each([
    ['is suspended', { status: 'suspended' }, 'enterprise'],
    ['is past their end', { endsAt: new Date(0) }, 'enterprise'],
    ['is dormant on the plan', {}, 'free'],
  ] as const)('is open to whoever %s: what was given can be given up', async (_, state, plan) => {
    const { acme, admin } = await world()
    const ben = await acme.member('Ben', 'library_view', state)
    await db.updateTable('account').set({ agreed_plan: plan }).where('id', '=', acme.id).execute()
    await as(server, ben).members.leave.mutate({ accountId: acme.id })
    expect((await admin.members.list.query({})).rows.map((r) => r.name)).toEqual(['Ada'])
    expect((await as(server, ben).session.me.query()).accounts).toEqual([])
  })
  it('works for one’s own accounts alone', async () => {
    const { admin } = await world()
    const other = await account(db, 'Other', 'enterprise', 5)
    expect(await refusal(admin.members.leave.mutate({ accountId: other.id }))).toMatchObject({ code: 'not_found' })
  })
})

describe('invitations that somebody sent', () => {
  it.each([
    ['stay when the sender is removed', 'keep', 1],
    ['end with the sender where that is asked for', 'revoke', 0],
  ] as const)('%s', async (_, theirInvitations, left) => {
    const { acme, admin } = await world()
    const ben = await acme.member('Ben', 'account_admin')
    await as(server, ben).invitations.create.mutate({ people: [{ email: 'x@example.org' }], role: 'finance' })
    await admin.members.remove.mutate({ memberIds: [ben.memberId], theirInvitations })
    expect((await admin.members.list.query({})).counts.invited).toBe(left)
  })
})

describe('what a plan lacks', () => {
  it('cannot be given, and says what carries it; who has it keeps it and comes back with the plan', async () => {
    const { acme, admin } = await world()
    const ben = await acme.member('Ben', 'library_restricted')
    const plan = (to: 'free' | 'paid' | 'enterprise') =>
      db.updateTable('account').set({ agreed_plan: to }).where('id', '=', acme.id).execute()
    await plan('paid')
    expect(
      await refusal(
        admin.invitations.create.mutate({ people: [{ email: 'x@example.org' }], role: 'library_restricted' }),
      ),
    ).toEqual({
      code: 'role_not_on_plan',
      data: { role: 'library_restricted', feature: 'restricted_role' },
    })
    expect(await refusal(as(server, ben).members.list.query({}))).toEqual({
      code: 'cannot_enter',
      data: { because: 'dormant' },
    })
    await plan('free')
    expect(await refusal(admin.members.suspend.mutate({ memberIds: [ben.memberId] }))).toMatchObject({
      code: 'not_allowed',
      data: { because: 'plan', feature: 'user_management' },
    })
    expect((await admin.members.list.query({})).rows.map((r) => r.role)).toContain('library_restricted')
    await plan('enterprise')
    expect((await as(server, ben).session.me.query()).here).toMatchObject({
      role: 'library_restricted',
      entering: { yes: true },
    })
    await plan('free')
    expect(await refusal(admin.members.remove.mutate({ memberIds: [ben.memberId] }))).toBe(null)
  })
})

describe('the table of people', () => {
  it('is searched, filtered, sorted and counted', async () => {
    const { acme, admin } = await world()
    await acme.member('Zoe 100%', 'developer')
    await acme.member('Yan', 'finance', { status: 'suspended' })
    await admin.invitations.create.mutate({ people: [{ email: 'x_y@example.org', name: 'Xu' }], role: 'finance' })
    const names = async (filter: Parameters<typeof admin.members.list.query>[0]) =>
      (await admin.members.list.query(filter)).rows.map((r) => r.name)
    expect(await names({})).toEqual(['Ada', 'Xu', 'Yan', 'Zoe 100%'])
    expect(await names({ descending: true })).toEqual(['Zoe 100%', 'Yan', 'Xu', 'Ada'])
    expect(await names({ search: '0%' })).toEqual(['Zoe 100%'])
    expect(await names({ search: 'x_Y' })).toEqual(['Xu'])
    expect(await names({ search: '_' })).toEqual(['Xu'])
    expect(await names({ roles: ['finance'] })).toEqual(['Xu', 'Yan'])
    expect(await names({ state: 'suspended' })).toEqual(['Yan'])
    expect((await admin.members.list.query({})).counts).toEqual({ all: 4, active: 2, invited: 1, suspended: 1 })
  })
})
