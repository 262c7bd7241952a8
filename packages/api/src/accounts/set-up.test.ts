// The first start: the link is spent only by success, once, also when it is opened twice at the same moment.
import { describe, expect, it } from 'vitest'
import { auditKey } from '../testing/keys.ts'
import { isSetUp, makeSetUpLink } from '../house.ts'
import { post } from '../testing/program.ts'
import { as, freshDatabase, startServer } from '../testing/world.ts'
import { verifyChains } from '../audit/verify.ts'

const input = { name: 'Ada Ohm', email: 'ada@acme.test', password: 'correct horse battery', account: 'Möller & Söhne' }
async function empty() {
  const { url, db } = await freshDatabase()
  const server = await startServer(url)
  const link = async () => (await makeSetUpLink(db, { publicUrl: server, auditKey })).split('#')[1] ?? ''
  return { url, db, server, link }
}

describe('set-up', () => {
  it('makes the first person and an enterprise account, signed in, with every entry in its chain', async () => {
    const { server, db, link } = await empty()
    const token = await link()
    expect(await as(server, null).setUp.status.query()).toEqual({ isSetUp: false })
    const answer = await post(server, 'setUp.finish', { token, ...input })
    expect(answer).toMatchObject({ code: 'ok', data: { account: 'moller-sohne' } })
    const me = await as(server, {
      session: answer.cookies['session'] ?? '',
      account: 'moller-sohne',
    }).session.me.query()
    expect(me.here).toMatchObject({
      name: 'Möller & Söhne',
      role: 'account_admin',
      plan: 'enterprise',
      limits: { seats: 5 },
    })
    expect(await as(server, null).setUp.status.query()).toEqual({ isSetUp: true })
    expect(await verifyChains(db, auditKey)).toMatchObject({ broken: [] })
    const kinds = (await db.selectFrom('audit_entry').select('what').execute()).map((e) => e.what)
    expect(kinds).toEqual(expect.arrayContaining(['house.set_up', 'account.created', 'user.created', 'member.joined']))
  })
  it('is not spent by a refused try', async () => {
    const { server, link } = await empty()
    const token = await link()
    expect((await post(server, 'setUp.finish', { token, ...input, password: 'short' })).code).toBe('password_short')
    expect((await post(server, 'setUp.finish', { token, ...input, email: 'nonsense' })).code).toBe('invalid_input')
    expect((await post(server, 'setUp.finish', { token, ...input })).code).toBe('ok')
  })
  it('works once, also for links of several starts opened at the same moment on two servers', async () => {
    const { url, db, server, link } = await empty()
    const other = await startServer(url)
    const tokens = [await link(), await link()]
    const answers = await Promise.all(
      [0, 1, 2, 3].map((n) =>
        post(n % 2 ? server : other, 'setUp.finish', { token: tokens[n >> 1], ...input, email: `ada${n}@acme.test` }),
      ),
    )
    expect(answers.filter((a) => a.code === 'ok')).toHaveLength(1)
    expect(answers.filter((a) => !['ok', 'link_over', 'already_set_up', 'busy'].includes(a.code))).toEqual([])
    expect((await db.selectFrom('account').select('id').execute()).length).toBe(1)
    expect(await isSetUp(db)).toBe(true)
    expect((await post(server, 'setUp.finish', { token: tokens[0], ...input })).code).toBe('link_over')
  })
  it('a wrong link opens nothing', async () => {
    const { server } = await empty()
    expect((await post(server, 'setUp.finish', { token: 'guessed', ...input })).code).toBe('link_over')
  })
})
