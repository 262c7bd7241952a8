// What the product says about a database of one's own before it starts on it; on a real PostgreSQL.
import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { checkDatabase, nameOf, whyNot } from './check-database.ts'
import { query, start, usedFolder } from './embedded/started-in-child.ts'

const said = (url: string): Promise<string> => checkDatabase(url).then(JSON.stringify, String)

function changed(url: string, change: (url: URL) => void): string {
  const copy = new URL(url)
  change(copy)
  return copy.href
}

/** What is said of something that takes the call and is silent: asked first, because ten seconds pass until it is known. */
const saidOfSilence = (async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const answer = await said(`postgres://ada:correct@127.0.0.1:${port}/usher`)
  silent.close()
  return answer
})()

it('a database that will do is named with its version', async () => {
  const { url, stop } = await start(await usedFolder())
  expect(await checkDatabase(url)).toEqual({ version: '18.4' })
  await stop()
}, 60_000)

it('what does not do is told one by one, and never with the password', async () => {
  const { url, stop } = await start(await usedFolder())
  await query(url, `create role ada login password 'Tr0ub4dor&3'`)
  await query(url, `create database latin encoding 'LATIN1' locale_provider libc locale 'C' template template0`)
  await query(url, `create database locked`)
  await query(url, `revoke connect on database locked from public`)
  const ada = changed(url, (at) => {
    at.username = 'ada'
    at.password = 'Tr0ub4dor&3'
  })
  const answers = {
    wrongPassword: await said(changed(url, (at) => (at.password = 'Hunter2'))),
    noPassword: await said(changed(url, (at) => (at.password = ''))),
    noUser: await said(changed(url, (at) => (at.username = 'ben'))),
    noDatabase: await said(changed(url, (at) => (at.pathname = '/holiday'))),
    noTls: await said(changed(url, (at) => (at.search = '?sslmode=verify-full'))),
    latin: await said(changed(url, (at) => (at.pathname = '/latin'))),
    mayNotCreate: await said(ada),
    mayNotConnect: await said(changed(ada, (at) => (at.pathname = '/locked'))),
  }
  expect(answers.wrongPassword).toContain('the password is wrong')
  expect(answers.noPassword).toContain('asks for a password, and none is in the address')
  expect(answers.noUser).toContain('or there is no such user')
  expect(answers.noDatabase).toContain('there is no such database')
  expect(answers.noTls).toContain('has no TLS')
  expect(answers.latin).toContain('encoding is LATIN1, and UTF8 is needed')
  expect(answers.mayNotCreate).toContain('GRANT CREATE ON DATABASE usher TO ada; GRANT CREATE ON SCHEMA public TO ada')
  expect(answers.mayNotConnect).toContain('GRANT CONNECT')
  for (const answer of Object.values(answers)) {
    expect(answer).toMatch(/^DatabaseError: DATABASE_URL \((usher|ada|ben)@127\.0\.0\.1:\d+\/\w+\)/)
    expect(answer).not.toContain(new URL(url).password)
    expect(answer).not.toMatch(/Hunter2|Tr0ub4dor/)
  }

  await query(url, 'grant create on database usher to ada; grant create on schema public to ada')
  expect(await checkDatabase(ada)).toEqual({ version: '18.4' })
  await stop()
  expect(await said(url)).toContain('nothing answers')
}, 60_000)

it('a host that is not there is told apart from a server that is not there', async () => {
  expect(await said('postgres://ada:correct@no-such-host.invalid/usher')).toMatch(
    /no host of that name|could not be looked up/,
  )
  expect(await said('postgres:///usher?host=/no/such/folder')).toContain('no socket of PostgreSQL in that folder')
})

it('something that is no PostgreSQL is not waited for without end', async () => {
  expect(await saidOfSilence).toContain('nothing answers within 10 s')
}, 30_000)

it('an older PostgreSQL is refused with the version that was found', () => {
  const found = { version: '17.6', major: 17, encoding: 'UTF8', standby: false, role: 'ada', database: 'usher' }
  expect(whyNot({ ...found, createsSchemas: true, createsTables: true, hasTrigrams: true })).toEqual([
    expect.stringContaining('PostgreSQL 17.6 was found, and 18 or newer is needed'),
  ])
})

it('a standby is refused', () => {
  const found = { version: '18.4', major: 18, encoding: 'UTF8', standby: true, role: 'ada', database: 'usher' }
  expect(whyNot({ ...found, createsSchemas: true, createsTables: true, hasTrigrams: true })).toEqual([
    expect.stringContaining('standby'),
  ])
})

it('a server without the extension that searches by part of a name is told how to get it', () => {
  const found = { version: '18.4', major: 18, encoding: 'UTF8', standby: false, role: 'ada', database: 'usher' }
  expect(whyNot({ ...found, createsSchemas: true, createsTables: true, hasTrigrams: false })).toEqual([
    expect.stringContaining('the server lacks the extension pg_trgm'),
  ])
})

it('an address is named without its password', () => {
  expect(nameOf('postgres://ada:correct@db.example.org:5433/usher?sslmode=require')).toBe(
    'ada@db.example.org:5433/usher',
  )
})
