// Rules of the example beside the first account: looked at by whoever set up, entered by nobody else.
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { verifyChains } from '../audit/verify.ts'
import { makeSetUpLink } from '../house.ts'
import { auditKey } from '../testing/keys.ts'
import { as, freshDatabase, signedIn, startServer } from '../testing/world.ts'
import { exampleLibrary } from '../world/example-library.ts'

const { db, url } = await freshDatabase()

it(
  'with the example ticked, the first person is an administrator of both accounts, and all of it is recorded',
  { timeout: 120_000 },
  async () => {
    const server = await startServer(url)
    const link = await makeSetUpLink(db, { publicUrl: server, auditKey })
    await as(server, null).setUp.finish.mutate({
      token: link.split('#')[1] ?? '',
      name: 'Ada Ohm',
      // Somebody in the example has this address: Ada takes her place.
      email: 'MARA@halden.example',
      password: 'correct horse battery',
      account: 'Acme',
      example: true,
    })
    const { id } = await db.selectFrom('user').select('id').where('name', '=', 'Ada Ohm').executeTakeFirstOrThrow()
    const session = await signedIn(db, id)
    const people = await as(server, { session, account: 'halden-outdoor' }).members.list.query({})
    expect(people.counts).toEqual({ all: 10, active: 7, invited: 1, suspended: 2 })
    expect(people.rows.filter((r) => r.role === 'account_admin').map((r) => r.name)).toEqual(['Ada Ohm'])
    expect(people.seats).toEqual({ used: 8, cap: 12 })
    expect((await as(server, { session, account: 'acme' }).members.list.query({})).counts.all).toBe(1)

    const passwords = await db.selectFrom('user').select('name').where('password_hash', 'is not', null).execute()
    expect(passwords).toEqual([{ name: 'Ada Ohm' }])
    const told = await db
      .selectFrom('audit_entry as e')
      .innerJoin('account as a', (on) => on.on('e.chain', '=', sql`'account:' || a.id`))
      .select('e.what')
      .where('a.slug', '=', 'halden-outdoor')
      .execute()
    const counted = Map.groupBy(told, (e) => e.what)
    expect(counted.get('account.created')).toHaveLength(1)
    expect(counted.get('invitation.created')).toHaveLength(1)
    expect(counted.get('member.joined')).toHaveLength(9)
    expect(counted.get('file.uploaded')).toHaveLength(exampleLibrary.files.length)
    expect(counted.get('folder.created')).toHaveLength(exampleLibrary.folders.length)
    expect((await verifyChains(db, auditKey)).broken).toEqual([])
  },
)
