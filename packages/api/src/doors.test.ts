// One request through each door, and what is left behind; by procedure, and by a plain route that writes.
import { afterEach, describe, expect, it } from 'vitest'
import { changeOurs } from './access/ours.ts'
import { momentField } from './fields.ts'
import { register } from './register.ts'
import { appRouter } from './router.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from './testing/world.ts'
import { can } from './trpc.ts'

const { url, db, pool } = await freshDatabase()
const server = await startServer(url)
const acme = await account(db)
const ada = await acme.member('Ada', 'account_admin')
const ben = await acme.member('Ben', 'library_view')

describe('doors', () => {
  it('an administrator invites, and the invitation is there with its entry', async () => {
    const { results } = await as(server, ada).invitations.create.mutate({
      people: [{ email: 'cleo@example.org' }],
      role: 'developer',
    })
    expect(results).toMatchObject([
      { email: 'cleo@example.org', outcome: 'invited', link: expect.stringContaining('/accept#') },
    ])
    const people = await as(server, ada).members.list.query({})
    expect(people.rows.map((p) => [p.email, p.state])).toEqual([
      ['ada@acme.test', 'active'],
      ['ben@acme.test', 'active'],
      ['cleo@example.org', 'invited'],
    ])
  })
  it('whoever’s role lacks it is told so', async () => {
    expect(await refusal(as(server, ben).members.list.query({}))).toEqual({
      code: 'not_allowed',
      data: { needs: 'people.see', because: 'role' },
    })
  })
  it('nobody is asked to sign in first', async () => {
    expect(await refusal(as(server, null).members.list.query({}))).toEqual({ code: 'sign_in_first', data: {} })
  })
})

/** Sets a member's end; a route of these tests alone, on a server of its own. */
const setEnd = can('people.manage', { memberId: 'member' })
  .input({ endsAt: momentField })
  .changeRoute(
    '/api/:account/members/:memberId/end',
    'member.end_set',
    async ({ ctx, input, the: { member }, done }) => {
      const endsAt = input.endsAt.toISOString()
      await changeOurs(ctx, 'member', [member.id], { ends_at: input.endsAt })
      return done(
        { name: member.name, endsAt },
        { on: member.id, before: { endsAt: member.ends_at?.toISOString() ?? null }, after: { endsAt } },
      )
    },
  )

describe('a plain route that writes', async () => {
  const serves = { router: appRouter, routes: [setEnd] }
  const routed = await startServer(url, { serves })
  const endsAt = '2099-01-01T00:00:00.000Z'
  const endOf = async ({ memberId }: TestMember) =>
    (await db.selectFrom('member').select('ends_at').where('id', '=', memberId).executeTakeFirstOrThrow()).ends_at
  const entries = () => db.selectFrom('audit_entry').select(['what', 'on_id', 'body']).orderBy('at').execute()
  const ask = async (
    who: TestMember | null,
    memberId: string,
    body: unknown,
    { method = 'POST', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
  ) => {
    const answer = await fetch(`${routed}/api/acme/members/${memberId}/end`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(who && { cookie: `usher_session=${who.session}` }),
        ...headers,
      },
      ...(method !== 'GET' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    return {
      status: answer.status,
      request: answer.headers.get('x-request-id') ?? '',
      body: JSON.parse(text) as unknown,
    }
  }
  afterEach(async () => {
    await db.updateTable('member').set({ ends_at: null }).where('id', '=', ben.memberId).execute()
    await db.deleteFrom('tries').execute()
  })

  it('stands in the register with its door, its ids and what it records', () => {
    expect(register(serves.router, serves.routes).find((r) => r.kind === 'route')).toMatchObject({
      name: '/api/:account/members/:memberId/end',
      method: 'POST',
      door: 'can',
      needs: 'people.manage',
      finds: { memberId: 'member' },
      records: ['member.end_set'],
    })
  })
  it('takes JSON and answers with JSON; the thing that its path names was looked up by the door', async () => {
    expect(await ask(ada, ben.memberId, { endsAt: '2099-01-01T01:00:00+01:00' })).toMatchObject({
      status: 200,
      body: { name: 'Ben', endsAt },
    })
    expect(await endOf(ben)).toEqual(new Date(endsAt))
  })
  it('writes its entry in the very transaction of the change', async () => {
    const { request } = await ask(ada, ben.memberId, { endsAt })
    const last = (await entries()).at(-1)
    expect(last).toMatchObject({ what: 'member.end_set', on_id: ben.memberId })
    expect(JSON.parse(last?.body ?? '')).toMatchObject({
      request,
      actor: { memberId: ada.memberId },
      before: { endsAt: null },
      after: { endsAt },
    })
    const { rows } = await pool.query<{ same: boolean }>(
      `select m.xmin = e.xmin as same from member m join audit_entry e on e.on_id = m.id::text
       where m.id = $1 and e.what = 'member.end_set' order by e.seq desc limit 1`,
      [ben.memberId],
    )
    expect(rows).toEqual([{ same: true }])
  })
  it('changes nothing when its entry cannot be written', async () => {
    await pool.query(`
      create function no_entries() returns trigger language plpgsql as $$ begin raise 'the log is full'; end $$;
      create trigger no_entries before insert on audit_entry for each row execute function no_entries()`)
    try {
      expect(await ask(ada, ben.memberId, { endsAt })).toMatchObject({ status: 500, body: { problem: null } })
      expect(await endOf(ben)).toBeNull()
    } finally {
      await pool.query('drop trigger no_entries on audit_entry; drop function no_entries')
    }
  })
  it('refuses whoever’s role lacks it, with the problem and its status, and records the attempt', async () => {
    expect(await ask(ben, ada.memberId, { endsAt })).toMatchObject({
      status: 403,
      body: {
        message: 'Your role does not include this. An account administrator can change roles.',
        problem: { code: 'not_allowed', data: { needs: 'people.manage', because: 'role' } },
      },
    })
    const last = (await entries()).at(-1)
    expect(last).toMatchObject({ what: 'attempt.refused' })
    expect(JSON.parse(last?.body ?? '')).toMatchObject({
      actor: { memberId: ben.memberId },
      after: {
        path: '/api/:account/members/:memberId/end',
        needs: 'people.manage',
        problem: 'not_allowed',
        because: 'role',
      },
    })
    expect(await endOf(ada)).toBeNull()
  })

  const refused = (status: number, code: string) => ({ status, body: { problem: { code } } })
  it('says nothing about whom it does not find: a stranger’s id is the same as one that never was', async () => {
    const eve = await (await account(db, 'Beta')).member('Eve', 'library_view')
    const answers = []
    for (const id of [eve.memberId, crypto.randomUUID()]) {
      const { request, ...answer } = await ask(ada, id, { endsAt })
      answers.push(JSON.parse(JSON.stringify(answer).replaceAll(request, 'ID')))
    }
    expect(answers[0]).toMatchObject(refused(404, 'not_found'))
    expect(answers[0]).toEqual(answers[1])
    expect(await endOf(eve)).toBeNull()
  })
  it('takes the id from its path alone', async () => {
    await ask(ada, ben.memberId, { endsAt, memberId: ada.memberId })
    expect(await endOf(ada)).toBeNull()
    expect(await endOf(ben)).not.toBeNull()
  })
  it.each([
    ['a field that it does not know', { endsAt, role: 'account_admin' }, 'invalid_input'],
    ['a field that is missing', {}, 'invalid_input'],
    ['a field that cannot be read', { endsAt: 'soon' }, 'invalid_input'],
    ['a list in place of fields', [{ endsAt }], 'invalid_input'],
    ['what is not JSON', '{"endsAt": ', 'json_only'],
  ])('refuses %s', async (_, body, code) => {
    expect(await ask(ada, ben.memberId, body)).toMatchObject(refused(400, code))
    expect(await endOf(ben)).toBeNull()
  })
  it('refuses an id that is none', async () => {
    expect(await ask(ada, 'ben', { endsAt })).toMatchObject(refused(400, 'invalid_input'))
  })
  it('asks nobody in particular to sign in first', async () => {
    expect(await ask(null, ben.memberId, { endsAt })).toMatchObject(refused(401, 'sign_in_first'))
  })
  it.each([
    ['another site', { origin: 'https://evil.test' }, 403, 'foreign_origin'],
    ['another site that a browser names', { 'sec-fetch-site': 'cross-site' }, 403, 'foreign_origin'],
    ['a plain form', { 'content-type': 'application/x-www-form-urlencoded' }, 400, 'json_only'],
  ])('takes nothing from %s', async (_, headers, status, code) => {
    expect(await ask(ada, ben.memberId, { endsAt }, { headers })).toMatchObject(refused(status, code))
    expect(await endOf(ben)).toBeNull()
  })
  it.each(['GET', 'PUT', 'DELETE'])('is not there for %s', async (method) => {
    expect(await ask(ada, ben.memberId, { endsAt }, { method })).toMatchObject(refused(404, 'not_found'))
    expect(await endOf(ben)).toBeNull()
  })
})
