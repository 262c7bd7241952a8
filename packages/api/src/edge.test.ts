// What stands before every route: hosts, origins, content types, sizes, and answers that say no more than they should.
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { post } from './testing/program.ts'
import { account, freshDatabase, startServer } from './testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const acme = await account(db)
const ada = await acme.member('Ada', 'account_admin')
const me = { session: ada.session, account: 'acme' }

/** A request with headers that fetch would not send. */
const raw = (
  path: string,
  headers: Record<string, string>,
  method = 'GET',
  body = '',
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const sent = request(server + path, { method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })

describe('hosts and origins', () => {
  it('a foreign host reaches nothing: no other name can be made to point here', async () => {
    expect(await raw('/api/health', { host: 'evil.example' })).toMatchObject({
      status: 403,
      text: expect.stringContaining('foreign_origin'),
    })
    expect(await raw('/api/health', { host: 'localhost:9999' })).toMatchObject({ status: 200 })
  })
  it('a foreign origin cannot write, nor a page of another site that hides its origin', async () => {
    expect(
      (await post(server, 'session.signOut', {}, { ...me, headers: { origin: 'https://evil.example' } })).code,
    ).toBe('foreign_origin')
    expect(
      (await post(server, 'session.signOut', {}, { ...me, headers: { 'sec-fetch-site': 'cross-site' } })).code,
    ).toBe('foreign_origin')
    expect(
      (
        await post(
          server,
          'session.rename',
          { name: 'Ada' },
          { ...me, headers: { origin: server, 'sec-fetch-site': 'same-origin' } },
        )
      ).code,
    ).toBe('ok')
  })
})

describe('bodies', () => {
  it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'])(
    '%s reaches no procedure',
    async (type) => {
      expect((await post(server, 'session.signOut', {}, { ...me, headers: { 'content-type': type } })).code).toBe(
        'json_only',
      )
    },
  )
  it('what is larger than 256 kB is refused, told or not', async () => {
    expect((await post(server, 'session.rename', { name: 'x'.repeat(300_000) }, me)).code).toBe('too_large')
    const headers = {
      'content-type': 'application/json',
      'transfer-encoding': 'chunked',
      cookie: `usher_session=${ada.session}`,
    }
    const answer = await raw('/trpc/session.rename', headers, 'POST', JSON.stringify({ name: 'x'.repeat(300_000) }))
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  })
  it('unknown fields, wrong types and broken JSON say what to do', async () => {
    expect(await post(server, 'session.rename', { name: 'Ada', role: 'finance' }, me)).toMatchObject({
      status: 400,
      code: 'invalid_input',
      data: { fields: [{ field: 'role', says: 'This field is not known here. Leave it out.' }] },
    })
    expect((await post(server, 'session.rename', { name: 5 }, me)).code).toBe('invalid_input')
    const broken = await raw('/trpc/session.rename', { 'content-type': 'application/json' }, 'POST', '{')
    expect(broken.status).toBe(400)
    expect(broken.text).not.toContain('    at ')
  })
  it('a batch has ten calls at most', async () => {
    const eleven = Array.from({ length: 11 }, () => 'session.me').join(',')
    const answer = await fetch(`${server}/trpc/${eleven}?batch=1`, {
      headers: { cookie: `usher_session=${ada.session}` },
    })
    expect(answer.status).toBe(400)
  })
})

describe('hostile input', () => {
  it.each([
    ['no @', 'ada.example.org'],
    ['two lines', 'ada@example.org\r\nBcc: all@example.org'],
    ['a name around it', 'Ada <ada@example.org>'],
    ['two addresses', 'a@example.org,b@example.org'],
    ['no domain', 'ada@'],
    ['a bare host', 'ada@localhost'],
    ['turned text', 'ada\u202e@example.org'],
    ['too long', `${'a'.repeat(300)}@example.org`],
    ['nothing', ''],
  ])('an address with %s is refused beside its field', async (_, email) => {
    const answer = await post(server, 'invitations.create', { people: [{ email }], role: 'finance' }, me)
    expect(answer).toMatchObject({ code: 'invalid_input', data: { fields: [{ field: 'people.0.email' }] } })
  })
  it.each(['münchen@bücher.example', 'ada+tag@example.org', "o'hara@example.org", '用户@例子.广告'])(
    '%s is an address',
    async (email) => {
      expect((await post(server, 'invitations.create', { people: [{ email }], role: 'finance' }, me)).code).toBe('ok')
    },
  )
  it('a name is one line, and is kept as it is written', async () => {
    expect((await post(server, 'session.rename', { name: 'Ada\nOhm' }, me)).code).toBe('invalid_input')
    const name = `<b>Ada</b> "Ω" O'Hara; drop table member`
    await post(server, 'session.rename', { name }, me)
    expect(
      (await db.selectFrom('user').select('name').where('id', '=', ada.userId).executeTakeFirstOrThrow()).name,
    ).toBe(name)
  })
})

describe('answers', () => {
  it('carry no version, no stack, and are kept by no cache', async () => {
    const answer = await fetch(`${server}/trpc/session.me`)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('x-powered-by')).toBe(null)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(answer.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(await answer.text()).not.toContain('stack')
  })
})
