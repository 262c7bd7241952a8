// One request through each door, and what is left behind.
import { describe, expect, it } from 'vitest'
import { account, as, freshDatabase, refusal, startServer } from './testing/world.ts'

const { url, db } = await freshDatabase()
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
