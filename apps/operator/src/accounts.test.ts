// What support does to accounts, as the terminal shows it: plans, limits, new accounts, and what people ask for.
import { expect, it } from 'vitest'
import { auditKey, testKey } from '@usher/api/testing/keys'
import { give, plantGroup } from '@usher/api/testing/grants'
import { plantFolder } from '@usher/api/testing/library'
import { account, as, freshDatabase, startServer } from '@usher/api/testing/world'
import { verifyChains } from '@usher/api/server'
import { operatorOn } from './run-for-tests.ts'

const { db, url } = await freshDatabase()
const operator = operatorOn(url, testKey)
const acme = await account(db, 'Acme', 'enterprise', 5)
const ada = await acme.member('Ada', 'account_admin')
const ben = await acme.member('Ben', 'library_restricted')
const server = await startServer(url)

const entries = async (what: string) =>
  (await db.selectFrom('audit_entry').select('body').where('what', '=', what).orderBy('at').execute()).map(({ body }) =>
    JSON.parse(body),
  )

it('a plan is previewed: what falls asleep and what comes back, and nothing is changed', async () => {
  const groupId = await plantGroup(db, acme.id, 'Agency', [ben])
  const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
  await give(db, acme.id, { on: spring, to: groupId, level: 'view' })
  await give(db, acme.id, { on: spring, to: ben, level: 'view' })
  expect(await operator('plan', 'acme', 'paid', '--preview')).toEqual({
    code: 0,
    out: 'Acme (acme):\nPlan Enterprise → Paid\n1 member cannot enter any more.\nWithout effect from then on, kept as they are: 1 group, 2 grants.',
    err: '',
  })
  expect((await operator('plan', 'acme', 'enterprise', '--preview')).out).toContain('as now: nothing changes')
  expect(await entries('account.plan_changed')).toEqual([])
  await as(server, ben).session.enter.mutate({ accountId: acme.id })
})

it('a plan takes effect at once, and says whom it keeps out', async () => {
  expect(await operator('plan', 'acme', 'paid')).toEqual({
    code: 0,
    out: 'Acme (acme): plan Paid, 2 of 5 seats used.\n1 member cannot enter on this plan; everything comes back with a plan that carries it.',
    err: '',
  })
  await expect(as(server, ben).session.enter.mutate({ accountId: acme.id })).rejects.toThrow('plan')
  expect((await operator('plan', 'acme', 'enterprise', '--preview')).out).toContain(
    '1 member can enter again.\nIn effect again: 1 group, 2 grants.',
  )
  expect((await operator('plan', 'ACME', 'enterprise')).out).toBe('Acme (acme): plan Enterprise, 2 of 5 seats used.')
  await as(server, ben).session.enter.mutate({ accountId: acme.id })
  expect(await entries('account.plan_changed')).toMatchObject([
    { actor: { kind: 'operator' }, before: { plan: 'enterprise' }, after: { plan: 'paid' } },
    { actor: { kind: 'operator' }, before: { plan: 'paid' }, after: { plan: 'enterprise' } },
  ])
})

it('a limit may lie below what is used: over the limit nobody is thrown out', async () => {
  expect((await operator('limits', acme.id, 'seats', '1')).out).toBe(
    'Acme (acme): plan Enterprise, 2 of 1 seat used.\nOver the limit: nobody is thrown out, and nobody can be added until there are fewer.',
  )
  expect((await as(server, ada).members.list.query({})).seats).toEqual({ used: 2, cap: 1 })
  expect((await operator('limits', 'acme', 'seats', '2')).code).toBe(0)
  expect((await operator('limits', 'acme', 'seats', '2')).code).toBe(0)
  // The same again changes nothing, and records nothing.
  expect(await entries('account.limit_changed')).toHaveLength(2)
})

it('wrong usage ends with 2 and says what can be written', async () => {
  const [gold, many] = await Promise.all([operator('plan', 'acme', 'gold'), operator('limits', 'acme', 'seats', '0')])
  expect(gold).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('Allowed choices are free, paid, enterprise.'),
  })
  expect(many).toMatchObject({ code: 2, err: expect.stringContaining('Write a whole number from 1 to 1000000.') })
})

it('an unknown account is refused with the near names, an ambiguous one with the addresses', async () => {
  expect(await operator('plan', 'acmee', 'paid')).toEqual({
    code: 1,
    out: '',
    err: 'There is no account “acmee”. Did you mean “acme”?',
  })
  await account(db, 'Two of a name')
  await account(db, 'Two of a name')
  expect(await operator('plan', 'two of a name', 'paid')).toEqual({
    code: 1,
    out: '',
    err: '2 accounts are called “Two of a name”. Write one of these instead: two-of-a-name, two-of-a-name-2.',
  })
})

it('an account is opened with an administrator, new or known', async () => {
  const made = await operator(
    'account',
    'create',
    'Brand',
    '--plan',
    'paid',
    '--admin',
    'cleo@brand.test',
    '--name',
    'Cleo',
  )
  expect(made).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Brand \(brand\): plan Paid, 1 of 5 seats used\.\nA link for cleo/),
  })
  await operator('account', 'create', 'Other', '--admin', ada.email)
  const people = await db
    .selectFrom('member_person')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['account.name', 'email', 'role', 'member_person.name as person'])
    .where('account.name', 'in', ['Brand', 'Other'])
    .orderBy('account.name')
    .execute()
  expect(people).toEqual([
    { name: 'Brand', email: 'cleo@brand.test', role: 'account_admin', person: 'Cleo' },
    { name: 'Other', email: ada.email, role: 'account_admin', person: 'Ada' },
  ])
})

it('an account that nobody administers says how to get somebody in', async () => {
  expect((await operator('account', 'create', 'Empty')).out).toContain('operator rescue empty EMAIL')
  const { out } = await operator('account', 'list')
  expect(out.split('\n')[0]).toMatch(/^ACCOUNT +NAME +PLAN +SEATS +MEMBERS +ADMINS +ID$/)
  expect(out).toMatch(/^empty +Empty +Enterprise +0 of 5 +0 +0 +[0-9a-f-]{36}$/m)
})

it('an account that is deleted says so, and is restored within thirty days', async () => {
  const { slug } = await account(db, 'Gone')
  expect(await operator('account', 'restore', 'gone')).toEqual({ code: 1, out: '', err: 'Gone is not deleted.' })
  const since = (days: number) =>
    db
      .updateTable('account')
      .set({ deleted_at: new Date(Date.now() - days * 86_400_000) })
      .where('slug', '=', slug)
      .execute()
  await since(29)
  expect((await operator('account', 'list')).out).toMatch(/^gone +Gone +Deleted /m)
  expect((await operator('limits', 'gone', 'seats', '7')).out).toMatch(
    /^Deleted on .* UTC: nobody enters it, and it is erased on .* UTC\. This undoes it: operator account restore gone$/m,
  )
  expect((await operator('account', 'restore', 'gone')).out).toMatch(/^Gone \(gone\): plan Enterprise, 0 of 7 seats/)
  expect(await entries('account.restored')).toMatchObject([
    { actor: { kind: 'operator' }, before: { deletedAt: expect.any(String) as string }, after: { deletedAt: null } },
  ])
  await since(30)
  expect(await operator('account', 'restore', 'gone')).toEqual({
    code: 1,
    out: '',
    err: 'The 30 days are over: this account is being erased, and that cannot be undone.',
  })
})

it('what an account asks for is listed, and granting it sets the limit and tells whoever asked', async () => {
  expect(await operator('requests')).toEqual({ code: 0, out: 'Nobody asks for anything.', err: '' })
  await as(server, ada).requests.make.mutate({ limit: 'seats', wanted: 12, words: 'three\nmore agencies' })
  expect((await operator('requests')).out).toMatch(
    /^1  Acme \(acme\) asks for 12 seats; it has 2\.\n   Ada <ada@acme\.test>, \d{4}-\d\d-\d\d \d\d:\d\d UTC\n   “three more agencies”\n\nAnswer with/,
  )
  expect(await operator('requests', 'answer', '1')).toMatchObject({
    code: 2,
    err: expect.stringContaining('Say --grant, or --decline --say "why".'),
  })
  expect(await operator('requests', 'answer', '1', '--grant', '--value', '1')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^There are 2 seats already/),
  })
  expect((await operator('requests', 'answer', '1', '--grant', '--value', '9', '--say', 'Nine for now.')).out).toBe(
    'Request 1 is granted.\nAcme (acme): plan Enterprise, 2 of 9 seats used.',
  )
  expect(await as(server, ada).requests.list.query()).toMatchObject([
    { number: 1, granted: true, answer: 'Nine for now.' },
  ])
  expect(await db.selectFrom('mail').select(['template', 'email']).execute()).toEqual([
    { template: 'request_answered', email: ada.email },
  ])
  expect(await entries('request.answered')).toMatchObject([
    { actor: { kind: 'operator' }, after: { granted: true, answer: 'Nine for now.' } },
  ])
  expect(await operator('requests', 'answer', '1', '--grant')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Request 1 was granted already/),
  })
})

it('declining needs a reason and leaves the limit alone', async () => {
  await as(server, ada).requests.make.mutate({ limit: 'seats', wanted: 500 })
  expect(await operator('requests', 'answer', '2', '--decline')).toMatchObject({
    code: 2,
    err: 'error: Say why: --decline --say "…".',
  })
  expect((await operator('requests', 'answer', '2', '--decline', '--say', 'Too many.')).out).toMatch(
    /^Request 2 is declined\.\nAcme \(acme\): plan Enterprise, 2 of 9/,
  )
  expect(await operator('requests', 'answer', '7', '--grant')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^There is no request 7\./),
  })
  expect((await operator('requests', '--all')).out).toMatch(/Granted .*: “Nine for now\.”[^]*Declined .*: “Too many\.”/)
})

it('the chains of all of this are whole', async () => {
  expect((await verifyChains(db, auditKey)).broken).toEqual([])
})
