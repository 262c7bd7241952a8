// Whoever guesses addresses learns nothing from how long an answer takes: known and unknown addresses take the same
// steps, statement by statement, with one check of a password each. What it takes in milliseconds: docs/performance.md.
import * as argon2 from '@node-rs/argon2'
import pg from 'pg'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { post } from '../testing/program.ts'
import { account, freshDatabase, startServer } from '../testing/world.ts'
import { hashPassword } from './passwords.ts'

vi.mock('@node-rs/argon2', { spy: true })
const query = vi.spyOn(pg.Client.prototype, 'query')

const { url, db } = await freshDatabase()
const server = await startServer(url)
const acme = await account(db)
const ben = await acme.member('Ben', 'developer')
await acme.member('Cleo', 'finance')
await db
  .updateTable('user')
  .set({ password_hash: await hashPassword('correct horse battery') })
  .where('id', '=', ben.userId)
  .execute()
const addresses = {
  known: 'ben@acme.test',
  'known, without a password so far': 'cleo@acme.test',
  unknown: 'nobody@acme.test',
}

interface Steps {
  code: string
  /** As they were sent, whatever their values, however many rows they add. */
  statements: string[]
  verified: number
  hashed: number
}
const withoutValues = (text: string) =>
  text.replaceAll(/\$\d+/g, '$').replaceAll(/\(\$(?:, \$)*\)(?:, \(\$(?:, \$)*\))*/g, '(…)')

async function stepsOf(procedure: string, input: { email: string }): Promise<Steps> {
  vi.clearAllMocks()
  const { code } = await post(server, procedure, input)
  return {
    code,
    statements: query.mock.calls.map(([sent]) => {
      const asked: unknown = sent // pg's overloads: a text, or an object with one
      return withoutValues(typeof asked === 'string' ? asked : String(Object(asked).text))
    }),
    verified: vi.mocked(argon2.verify).mock.calls.length,
    hashed: vi.mocked(argon2.hash).mock.calls.length,
  }
}
/** The steps for each address, of its first request and of the next. */
async function allSteps(procedure: string, more: object): Promise<Steps[][]> {
  const steps: Steps[][] = []
  for (const email of Object.values(addresses))
    steps.push([await stepsOf(procedure, { email, ...more }), await stepsOf(procedure, { email, ...more })])
  return steps
}

beforeEach(async () => {
  // What happens once in the life of a server or of a chain is over: connections, the first hash, the house's first entry.
  await post(server, 'session.signIn', { email: 'first@acme.test', password: 'wrong' })
  await post(server, 'session.forgot', { email: 'first@acme.test' })
  await db.deleteFrom('tries').execute()
})

describe('known and unknown addresses take the same steps', () => {
  it('at sign-in with a wrong password: one check of a password, and the failure is recorded', async () => {
    const [known = [], ...others] = await allSteps('session.signIn', { password: 'wrong' })
    for (const steps of known) expect(steps).toMatchObject({ code: 'wrong_sign_in', verified: 1, hashed: 0 })
    expect(known[0]?.statements.filter((text) => text.includes('audit_entry'))).toHaveLength(1)
    expect(known[1]?.statements.filter((text) => text.includes('audit_entry'))).toEqual([])
    for (const steps of others) expect(steps).toEqual(known)
  })
  it('at a forgotten password: no check of a password, and a job that nobody waits for', async () => {
    const [known = [], ...others] = await allSteps('session.forgot', {})
    for (const steps of known) {
      expect(steps).toMatchObject({ code: 'ok', verified: 0, hashed: 0 })
      expect(steps.statements.filter((text) => text.includes('add_job'))).toHaveLength(1)
      expect(steps.statements.filter((text) => text.includes('from "user"'))).toEqual([])
    }
    for (const steps of others) expect(steps).toEqual(known)
  })
})
