// API keys (rules §6) over HTTP, as Ada makes them and as a program on a website uses them, on two servers.
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import type { KeyScopes } from '@usher/domain'
import { goOnCopying } from '../copies/go-on-copying.ts'
import { plantKey, withKey } from '../testing/api-keys.ts'
import { moveClock } from '../testing/clock.ts'
import { eventually } from '../testing/jobs.ts'
import { auditKey } from '../testing/keys.ts'
import { plantFile, plantFiles, plantFolder } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db, pool } = await freshDatabase()
let logged = ''
const log = pino(
  { level: 'trace', redact: ['req.headers'] },
  new Writable({
    write(chunk, _, done) {
      logged += String(chunk)
      done()
    },
  }),
)
const [server, other] = [await startServer(url, { log }), await startServer(url)]
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const adas = as(server, ada)
  const create = (name = 'Website', scopes: KeyScopes = null, endsAt: string | null = null) =>
    adas.keys.create.mutate({ name, scopes, endsAt })
  const listed = async () => (await adas.keys.list.query()).keys
  return { acme, ada, adas, create, listed }
}
/** What a call with this secret comes to, on each server. */
const onBoth = (secret: string) =>
  Promise.all(
    [server, other].map(async (at) => {
      const refused = await refusal(withKey(at, { secret }).library.list.query({ folderId: null }))
      return refused ?? 'ok'
    }),
  )
const twice = <T>(answer: T) => [answer, answer]
const over = (because: string) => twice({ code: 'key_over', data: { because } })

/** A key whose copy of more than is copied at once waits to go on. */
async function copying() {
  const { acme, ada, adas, create } = await world()
  const from = await plantFolder(db, acme.id, { name: 'From', parentId: null, ownerId: ada.memberId })
  const to = await plantFolder(db, acme.id, { name: 'To', parentId: null, ownerId: ada.memberId })
  await plantFiles(db, acme.id, { count: 1100, parentId: from, ownerId: ada.memberId })
  const { id, secret } = await create()
  const program = withKey(server, { secret })
  const begun = await program.library.copy.mutate({ assetIds: [from], destinationId: to })
  if (!('copyId' in begun)) throw new Error('it was done at once')
  const { copyId } = begun
  return { adas, id, program, goOn: () => goOnCopying({ db, auditKey }, copyId, false) }
}

describe('a secret', () => {
  it('is shown once, kept as a hash, and found by its beginning', async () => {
    const { create, listed } = await world()
    const { id, secret } = await create()
    expect(secret).toMatch(/^usher_[\w-]{43}$/)
    expect(await listed()).toMatchObject([
      {
        id,
        name: 'Website',
        prefix: secret.slice(0, 14),
        scopes: null,
        state: 'active',
        madeBy: 'Ada',
        oldUntil: null,
      },
    ])
    expect(JSON.stringify(await listed())).not.toContain(secret)
  })

  it('is in no table, no entry and no line of the server’s log', async () => {
    const { create, adas } = await world()
    const { id, secret } = await create()
    await withKey(server, { secret }).library.createFolder.mutate({ folderId: null, name: 'Spring' })
    await refusal(withKey(server, { secret }).members.list.query({}))
    const rolled = await adas.keys.roll.mutate({ keyId: id, oldWorks: '1h' })
    await fetch(`${server}/trpc/library.list?input=null`, { headers: { authorization: `Bearer ${secret}` } })
    const tables = await pool.query<{ name: string }>(
      `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
        where schemaname in ('public', 'history', 'graphile_worker')`,
    )
    for (const { name } of tables.rows)
      for (const one of [secret, rolled.secret]) {
        const found = await pool.query(`select 1 from ${name} t where t::text like $1`, [`%${one.slice(14)}%`])
        expect({ name, rows: found.rowCount }).toEqual({ name, rows: 0 })
      }
    expect(logged).not.toContain(secret.slice(14))
  })

  it('that is wrong, cut short, of another scheme or missing is told as such, and nothing is answered', async () => {
    const { create } = await world()
    const { secret } = await create()
    const status = async (authorization: string) => {
      const answer = await fetch(`${server}/trpc/library.list?input=${encodeURIComponent('{"folderId":null}')}`, {
        headers: { authorization },
      })
      const { error } = (await answer.json()) as { error?: { data: { problem: { code: string } } } }
      return [answer.status, error?.data.problem.code ?? 'ok']
    }
    expect(await status(`Bearer ${secret}`)).toEqual([200, 'ok'])
    expect(await status(`bearer  ${secret} `)).toEqual([200, 'ok'])
    for (const wrong of [secret.slice(0, -1), `${secret}x`, secret.toUpperCase(), '', 'usher_', 'x'.repeat(5000)])
      expect(await status(`Bearer ${wrong}`)).toEqual([401, 'key_unknown'])
    expect(await status('Basic YWRhOnNlY3JldA==')).toEqual([401, 'sign_in_first'])
  })

  it('counts for more than a session that is sent along', async () => {
    const { acme, ada } = await world()
    const { secret } = await plantKey(db, acme.id, { scopes: { tags: 'read' } })
    const answer = await fetch(`${server}/trpc/library.list?input=${encodeURIComponent('{"folderId":null}')}`, {
      headers: {
        authorization: `Bearer ${secret}`,
        cookie: `usher_session=${ada.session}`,
        'usher-account': ada.account,
      },
    })
    expect(answer.status).toBe(403)
  })

  it('is of one account: naming another, or a viewing, is refused', async () => {
    const { create, acme } = await world()
    const elsewhere = await world()
    const { secret } = await create()
    const named = (slug: string) =>
      fetch(`${server}/trpc/library.list?input=${encodeURIComponent('{"folderId":null}')}`, {
        headers: { authorization: `Bearer ${secret}`, 'usher-account': slug },
      }).then((a) => a.status)
    expect(await named(acme.slug)).toBe(200)
    for (const slug of [elsewhere.acme.slug, 'never-was', `${acme.slug}~${crypto.randomUUID()}`])
      expect(await named(slug)).toBe(403)
  })
})

describe('a key that is', () => {
  it('rolled dies when it should, on both servers; the new secret works at once', async () => {
    const { adas, create, listed } = await world()
    const { id, secret } = await create()
    const next = await adas.keys.roll.mutate({ keyId: id, oldWorks: '24h' })
    expect(await onBoth(secret)).toEqual(twice('ok'))
    expect(await onBoth(next.secret)).toEqual(twice('ok'))
    expect((await listed())[0]?.oldUntil).not.toBeNull()
    await moveClock(db, '23 hours 59 minutes')
    expect(await onBoth(secret)).toEqual(twice('ok'))
    await moveClock(db, '24 hours 1 second')
    expect(await onBoth(secret)).toEqual(over('rolled'))
    expect(await onBoth(next.secret)).toEqual(twice('ok'))
    await moveClock(db, '0')
  })

  it('rolled “at once” takes those that were rolled before with it', async () => {
    const { adas, create, listed } = await world()
    const { id, secret: first } = await create()
    const { secret: second } = await adas.keys.roll.mutate({ keyId: id, oldWorks: '7d' })
    const { secret: third } = await adas.keys.roll.mutate({ keyId: id, oldWorks: '3d' })
    for (const secret of [first, second, third]) expect(await onBoth(secret)).toEqual(twice('ok'))
    const { secret: fourth } = await adas.keys.roll.mutate({ keyId: id, oldWorks: 'now' })
    for (const secret of [first, second, third]) expect(await onBoth(secret)).toEqual(over('rolled'))
    expect(await onBoth(fourth)).toEqual(twice('ok'))
    expect(await listed()).toMatchObject([{ prefix: fourth.slice(0, 14), oldUntil: null }])
  })

  it('disabled is refused on both servers on the very next call, and works again when it is enabled', async () => {
    const { adas, create, listed } = await world()
    const { id, secret } = await create()
    await adas.keys.disable.mutate({ keyId: id })
    expect(await onBoth(secret)).toEqual(over('disabled'))
    expect(await listed()).toMatchObject([{ state: 'disabled' }])
    await adas.keys.enable.mutate({ keyId: id })
    expect(await onBoth(secret)).toEqual(twice('ok'))
  })

  it('past its end is over at that very moment, whatever job runs', async () => {
    const { create, listed } = await world()
    const { secret } = await create('Website', null, new Date(Date.now() + 3600_000).toISOString())
    await moveClock(db, '59 minutes')
    expect(await onBoth(secret)).toEqual(twice('ok'))
    await moveClock(db, '60 minutes')
    expect(await onBoth(secret)).toEqual(over('ended'))
    expect(await listed()).toMatchObject([{ state: 'ended' }])
    await moveClock(db, '0')
  })

  it('deleted is unknown from then on; what it uploaded and made stays, without an owner', async () => {
    const { adas, create } = await world()
    const { id, secret } = await create()
    const made = await withKey(server, { secret }).library.createFolder.mutate({ folderId: null, name: 'Spring' })
    await adas.keys.delete.mutate({ keyId: id })
    expect(await onBoth(secret)).toEqual(twice({ code: 'key_unknown', data: {} }))
    const found = await adas.library.see.query({ assetIds: [made.id] })
    expect(found).toMatchObject([{ name: 'Spring', owner: null, isMine: false }])
  })

  it('of its maker who leaves goes on: it belongs to the account', async () => {
    const { acme, adas } = await world()
    const dev = await acme.member('Dev', 'developer')
    const { secret } = await as(server, dev).keys.create.mutate({ name: 'Website', scopes: null })
    await adas.members.remove.mutate({ memberIds: [dev.memberId] })
    expect(await onBoth(secret)).toEqual(twice('ok'))
    expect((await adas.keys.list.query()).keys).toMatchObject([{ madeBy: null }])
  })
})

describe('a key', () => {
  it('passes over grants, and what it makes, uploads, copies and fills has no owner', async () => {
    const { acme, ada, create, adas } = await world()
    const hers = await plantFolder(db, acme.id, { name: 'Hers', parentId: null, ownerId: ada.memberId })
    const beach = await plantFile(db, acme.id, { name: 'beach.txt', parentId: hers, ownerId: ada.memberId })
    const program = withKey(server, await create())
    const { id: own } = await program.library.createFolder.mutate({ folderId: hers, name: 'Own' })
    await program.library.copy.mutate({ assetIds: [beach], destinationId: own })
    const { uploadId } = await program.uploads.begin.mutate({ folderId: own, name: 'empty.txt', size: 0 })
    const { assetId } = await program.uploads.finish.mutate({ uploadId })
    const { id: picks } = await program.collections.create.mutate({ name: 'Picks' })
    const { assets } = await adas.library.list.query({ folderId: own })
    expect(assets.map((a) => [a.name, a.owner])).toEqual([
      ['beach.txt', null],
      ['empty.txt', null],
    ])
    const seen = await program.library.see.query({ assetIds: [own, assetId] })
    expect(seen.map((a) => a.isMine)).toEqual([false, false])
    const { collections } = await program.collections.list.query({})
    expect(collections.find((c) => c.id === picks)).toMatchObject({ owner: null, isMine: false })
  })

  it('stands in the log by its name, and is found there; the asset’s history names it too', async () => {
    const { create, adas } = await world()
    const { id, secret } = await create()
    const made = await withKey(server, { secret }).library.createFolder.mutate({ folderId: null, name: 'Spring' })
    const { entries } = await adas.log.list.query({ actor: id })
    expect(entries).toMatchObject([
      { what: 'folder.created', on: made.id, actor: { kind: 'key', keyId: id, name: 'Website', memberId: null } },
    ])
    expect((await adas.library.history.query({ assetId: made.id })).entries).toMatchObject([
      { what: 'folder.created', actor: { kind: 'key', name: 'Website' } },
    ])
  })

  it('that is refused for its scope, or as a key, is recorded; once in ten minutes for the same', async () => {
    const { acme, adas } = await world()
    const key = await plantKey(db, acme.id, { scopes: { files: 'read' } })
    const program = withKey(server, key)
    for (let n = 0; n < 3; n += 1)
      expect(await refusal(program.library.createFolder.mutate({ folderId: null, name: 'Spring' }))).toEqual({
        code: 'key_scope',
        data: { area: 'files', right: 'write' },
      })
    expect(await refusal(program.members.list.query({}))).toEqual({ code: 'not_for_keys', data: {} })
    const { entries } = await adas.log.list.query({ kinds: ['attempt.refused'] })
    expect(entries.map((e) => [e.after?.['path'], e.after?.['problem'], e.actor.name])).toEqual([
      ['members.list', 'not_for_keys', 'Website'],
      ['library.createFolder', 'key_scope', 'Website'],
    ])
  })

  it('sees its own uploads, zips and copies, and nobody else’s', async () => {
    const { acme, ada, adas, create } = await world()
    const [one, two] = [withKey(server, await create('One')), withKey(server, await create('Two'))]
    const beach = await plantFile(db, acme.id, { name: 'beach.txt', parentId: null, ownerId: ada.memberId })
    const { uploadId } = await one.uploads.begin.mutate({ folderId: null, name: 'a.txt', size: 5 })
    await one.zips.prepare.mutate({ assetIds: [beach] })
    await adas.uploads.begin.mutate({ folderId: null, name: 'b.txt', size: 5 })
    await adas.zips.prepare.mutate({ assetIds: [beach] })
    expect((await one.uploads.list.query()).map((u) => u.name)).toEqual(['a.txt'])
    expect(await one.zips.list.query()).toHaveLength(1)
    expect(await two.uploads.list.query()).toEqual([])
    expect(await two.zips.list.query()).toEqual([])
    expect(await refusal(two.uploads.cancel.mutate({ uploadId }))).toMatchObject({ code: 'not_found' })
    expect((await adas.uploads.list.query()).map((u) => u.name)).toEqual(['b.txt'])
  })

  it('copies many things by a job that stops when the key is disabled', async () => {
    const { adas, id, program, goOn } = await copying()
    await goOn()
    expect(await program.copies.list.query()).toMatchObject([{ state: 'running', handled: 200 }])
    const { entries } = await adas.log.list.query({ actor: id, kinds: ['asset.copied'] })
    expect(entries[0]).toMatchObject({ actor: { kind: 'key', name: 'Website' }, after: { ownerId: null } })
    await adas.keys.disable.mutate({ keyId: id })
    await goOn()
    await adas.keys.enable.mutate({ keyId: id })
    expect(await program.copies.list.query()).toMatchObject([
      { state: 'stopped', handled: 200, problem: { code: 'key_over', data: { because: 'disabled' } } },
    ])
  })

  it('stops copying too once it may not write files any more', async () => {
    const { adas, id, program, goOn } = await copying()
    await goOn()
    await adas.keys.change.mutate({ keyId: id, name: 'Website', scopes: { files: 'read' }, endsAt: null })
    await goOn()
    await adas.keys.change.mutate({ keyId: id, name: 'Website', scopes: null, endsAt: null })
    expect(await program.copies.list.query()).toMatchObject([
      { state: 'stopped', handled: 200, problem: { code: 'key_scope', data: { area: 'files', right: 'write' } } },
    ])
  })

  it('fetches a zip of many files as one call', async () => {
    const { acme, create } = await world()
    await db
      .updateTable('account')
      .set({ limits: JSON.stringify({ calls: 3 }) })
      .where('id', '=', acme.id)
      .execute()
    const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
    await plantFiles(db, acme.id, { count: 20, parentId: spring, ownerId: null })
    const { secret } = await create()
    const { id } = await withKey(server, { secret }).zips.prepare.mutate({ assetIds: [spring] })
    const answer = await fetch(`${server}/api/-/zips/${id}`, { headers: { authorization: `Bearer ${secret}` } })
    const zip = await fromBufferPromise(Buffer.from(await answer.arrayBuffer()))
    expect(zip.entryCount).toBe(21)
    expect(answer.headers.get('ratelimit-remaining')).toBe('1')
  })

  it('reads in no call what is of an area that it has not', async () => {
    const { acme, ada, create } = await world()
    const beach = await plantFile(db, acme.id, { name: 'beach.txt', parentId: null, ownerId: ada.memberId })
    await as(server, ada).tags.change.mutate({ assetIds: [beach], add: ['Secret'] })
    const { id: picks } = await as(server, ada).collections.create.mutate({ name: 'Picks' })
    const program = withKey(server, await create('Files', { files: 'write' }))
    const found = (tags: string[]) => program.search.assets.query({ folderId: null, tags })
    expect(await refusal(found(['Secret']))).toMatchObject({ code: 'key_scope', data: { area: 'tags', right: 'read' } })
    expect((await found([])).assets).toHaveLength(1)
    expect(await refusal(program.zips.prepareCollection.mutate({ collectionId: picks }))).toMatchObject({
      code: 'key_scope',
      data: { area: 'collections', right: 'read' },
    })
  })

  it('makes so many calls a minute, counted on both servers together; the headers say how many are left', async () => {
    const { acme, create } = await world()
    await db
      .updateTable('account')
      .set({ limits: JSON.stringify({ calls: 4 }) })
      .where('id', '=', acme.id)
      .execute()
    const { secret } = await create()
    const ask = (at: string) =>
      fetch(`${at}/trpc/tags.suggest?input=${encodeURIComponent('{"typed":""}')}`, {
        headers: { authorization: `Bearer ${secret}` },
      })
    const left = async (answer: Response) => [
      answer.status,
      answer.headers.get('ratelimit-limit'),
      answer.headers.get('ratelimit-remaining'),
    ]
    expect(await left(await ask(server))).toEqual([200, '4', '3'])
    expect(await left(await ask(other))).toEqual([200, '4', '2'])
    const atOnce = await Promise.all(Array.from({ length: 10 }, (_, n) => ask(n % 2 ? server : other)))
    expect(atOnce.filter((a) => a.ok)).toHaveLength(2)
    const refused = await ask(server)
    expect(await left(refused)).toEqual([429, '4', '0'])
    const wait = Number(refused.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    expect(refused.headers.get('ratelimit-reset')).toBe(String(wait))
    await moveClock(db, '61 seconds')
    expect(await left(await ask(other))).toEqual([200, '4', '3'])
    await moveClock(db, '0')
  })

  it('tells in the list when it was used last', async () => {
    const { create, listed } = await world()
    const { secret } = await create()
    expect((await listed())[0]?.lastUsedAt).toBeNull()
    await onBoth(secret)
    await eventually(async () => (await listed())[0]?.lastUsedAt !== null)
  })
})

describe('making and changing keys', () => {
  it('asks for the password again, where rights come of it', async () => {
    const { adas, create } = await world()
    const { id } = await create()
    const change = { keyId: id, name: 'Website', scopes: null, endsAt: null }
    await moveClock(db, '11 minutes')
    for (const attempt of [
      create('Another'),
      adas.keys.roll.mutate({ keyId: id, oldWorks: 'now' }),
      adas.keys.change.mutate({ ...change, scopes: { files: 'read' } }),
      adas.keys.change.mutate({ ...change, endsAt: '2040-01-01T00:00:00Z' }),
    ])
      expect(await refusal(attempt)).toMatchObject({ code: 'password_again' })
    await adas.keys.change.mutate({ ...change, name: 'Shop' })
    // Taking away needs no password; giving back does.
    await adas.keys.disable.mutate({ keyId: id })
    expect(await refusal(adas.keys.enable.mutate({ keyId: id }))).toMatchObject({ code: 'password_again' })
    await moveClock(db, '0')
  })

  it('holds at the very next call what it was changed to', async () => {
    const { adas, create, listed } = await world()
    const { id, secret } = await create()
    await adas.keys.change.mutate({ keyId: id, name: 'Shop', scopes: { tags: 'write', files: 'none' }, endsAt: null })
    expect(await onBoth(secret)).toEqual(twice({ code: 'key_scope', data: { area: 'files', right: 'read' } }))
    expect(await listed()).toMatchObject([{ name: 'Shop', scopes: { tags: 'write', files: 'none' } }])
  })

  it('refuses a key without any right, a right that an area has not, an end in the past, and a nameless one', async () => {
    const { adas, create } = await world()
    const refused = async (input: object) => (await refusal(adas.keys.create.mutate(input as never)))?.code ?? 'ok'
    expect(await refused({ name: 'X', scopes: {} })).toBe('invalid_input')
    expect(await refused({ name: 'X', scopes: { files: 'none' } })).toBe('invalid_input')
    expect(await refused({ name: 'X', scopes: { usage: 'write' } })).toBe('invalid_input')
    expect(await refused({ name: 'X', scopes: { people: 'read' } })).toBe('invalid_input')
    expect(await refused({ name: ' ', scopes: null })).toBe('invalid_input')
    expect(await refused({ name: 'X', scopes: null, endsAt: '2001-01-01T00:00:00Z' })).toBe('end_in_past')
    const { id } = await create()
    const change = { keyId: id, name: 'X', scopes: null, endsAt: '2001-01-01T00:00:00Z' }
    expect(await refusal(adas.keys.change.mutate(change))).toMatchObject({ code: 'end_in_past' })
  })

  it('stops at five, disabled ones included, and goes on when one is deleted', async () => {
    const { adas, create } = await world()
    const made = []
    for (let n = 1; n <= 5; n += 1) made.push(await create(`Key ${n}`))
    await adas.keys.disable.mutate({ keyId: String(made[0]?.id) })
    expect(await refusal(create('Sixth'))).toEqual({ code: 'keys_full', data: { used: 5, cap: 5 } })
    await adas.keys.delete.mutate({ keyId: String(made[0]?.id) })
    await create('Sixth')
    expect(await adas.keys.list.query()).toMatchObject({ used: 5, cap: 5 })
  })
})
