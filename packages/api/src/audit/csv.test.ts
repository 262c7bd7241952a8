// The log as a file for spreadsheets: the sentences that the page shows, and no cell that could be taken for a formula.
import { beforeAll, expect, it } from 'vitest'
import { tell } from '@usher/domain'
import { account, as, freshDatabase, startServer, type TestDatabase, type TestMember } from '../testing/world.ts'

let database: TestDatabase
let server: string
let ada: TestMember

beforeAll(async () => {
  database = await freshDatabase()
  server = await startServer(database.url)
  const acme = await account(database.db)
  ada = await acme.member('Ada', 'account_admin')
  const ben = await acme.member('Ben "Bo" Ray', 'library_view')
  await as(server, ada).members.changeRole.mutate({ memberIds: [ben.memberId], role: 'finance' })
})

/** The file as a spreadsheet reads it: a record for each line, by the names in the first. */
async function download(): Promise<Record<string, string>[]> {
  const answer = await fetch(`${server}/api/acme/log.csv`, { headers: { cookie: `usher_session=${ada.session}` } })
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const rows = (await answer.text())
    .split('\r\n')
    .slice(0, -1)
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"')))
  const [names = [], ...cells] = rows
  return cells.map((row) => Object.fromEntries(names.map((name, n) => [name, row[n] ?? 'nothing'])))
}

it('has the sentence of each entry, in the words of the page', async () => {
  const { entries } = await as(server, ada).log.list.query({})
  const rows = await download()
  expect(rows.map((row) => row['sentence'])).toEqual(entries.map((entry) => tell(entry)))
  expect(rows[0]).toMatchObject({
    what: 'member.role_changed',
    sentence: 'Ada made Ben "Bo" Ray Finance (was Media library view-only access)',
    by: 'Ada',
  })
})

it.each(['=HYPERLINK("https://evil.test")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'a name that a spreadsheet would calculate is text in every cell, the sentence too: %j',
  async (name) => {
    await database.db.updateTable('user').set({ name }).where('id', '=', ada.userId).execute()
    await as(server, ada).mails.test.mutate()
    const [row = {}] = await download()
    expect(row).toMatchObject({
      what: 'mail.tested',
      by: `'${name}`,
      sentence: `'${name} sent a test mail to ada@acme.test`,
    })
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  },
)
