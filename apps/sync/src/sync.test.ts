// usher-sync as people run it: a process of its own, with a key, against a real server, on real folders.
import { createHash, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { plantKey } from '@usher/api/testing/api-keys'
import { account, freshDatabase, startServer } from '@usher/api/testing/world'
import { createClient, type Client } from '@usher/client'
import { download } from '@usher/client/files'
import { narrow, start, type Ran } from './run-for-tests.ts'

const { url: database, db } = await freshDatabase()
const server = await startServer(database)
const folders: string[] = []
afterAll(() => folders.forEach((f) => rmSync(f, { recursive: true, force: true })))

let serial = 0
let root: string
let secret: string
let accountId: Awaited<ReturnType<typeof account>>['id']
let client: Client
beforeEach(async () => {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  accountId = acme.id
  secret = (await plantKey(db, acme.id)).secret
  client = createClient({ url: server, key: secret })
  root = mkdtempSync(join(tmpdir(), 'usher-sync-'))
  folders.push(root)
  // What a key may ask in a minute is not what these tests are about.
  const limits = JSON.stringify({ calls: 1_000_000 })
  await db.updateTable('account').set({ limits }).where('id', '=', acme.id).execute()
})

const run = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
  start(args, { USHER_URL: server, USHER_KEY: secret, ...env }).ended
const mirror = (...options: string[]) => run([...options, root, '/Spring shoot'])
function put(path: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), bytes)
}
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** All that is in the library, by path: of a file the SHA-256 of the bytes that come down. */
async function library(folderId: string | null = null, above = ''): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (let after: string | undefined; ;) {
    const { assets, next } = await client.library.list.query({ folderId, ...(after && { after }) })
    for (const { id, kind, name } of assets)
      if (kind === 'folder') Object.assign(all, { [`${above}/${name}/`]: '' }, await library(id, `${above}/${name}`))
      else all[`${above}/${name}`] = sha256(new Uint8Array(await (await download(client, id)).arrayBuffer()))
    if (!next) return all
    after = next
  }
}
const entries = async () => {
  const { n } = await db
    .selectFrom('audit_entry')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('chain', 'like', `%${accountId}%`)
    .executeTakeFirstOrThrow()
  return n
}
const versionsOf = async (path: string) => {
  const found = await client.search.assets.query({ folderId: null, name: path.split('/').at(-1) ?? '' })
  return client.versions.list.query({ assetId: found.assets[0]?.id ?? '' })
}

describe('a first run', () => {
  it('takes everything up as it is, and a second one finds nothing to do', async () => {
    const film = randomBytes(20_000_000)
    put('beach/sunset.jpg', 'red')
    put('beach/far/away/island.jpg', 'green')
    put('empty.txt', '')
    put('film.bin', film)
    // As macOS writes it.
    put('Cafe\u0301.txt', 'coffee')
    mkdirSync(join(root, 'nothing in it'))
    const first = await mirror()
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(/5 new, 4 folders made\. 20 MB in/)
    const all = {
      '/Spring shoot/': '',
      '/Spring shoot/beach/': '',
      '/Spring shoot/beach/sunset.jpg': sha256('red'),
      '/Spring shoot/beach/far/': '',
      '/Spring shoot/beach/far/away/': '',
      '/Spring shoot/beach/far/away/island.jpg': sha256('green'),
      '/Spring shoot/empty.txt': sha256(''),
      '/Spring shoot/film.bin': sha256(film),
      '/Spring shoot/Caf\u00E9.txt': sha256('coffee'),
      '/Spring shoot/nothing in it/': '',
    }
    expect(await library()).toEqual(all)
    const before = await entries()
    const second = await mirror()
    expect(second).toMatchObject({ code: 0, err: '' })
    expect(second.out).toMatch(/^5 in step\. 0 bytes in [\d.]+ s\.\n$/)
    expect(await entries()).toBe(before)
    expect(await library()).toEqual(all)
  })

  it('of many files leaves none out', async () => {
    const all: Record<string, string> = {}
    for (let n = 0; n < 200; n += 1) {
      const bytes = randomBytes(1 + (n % 7) * 1000)
      put(`folder ${n % 10}/file ${n}.bin`, bytes)
      all[`/folder ${n % 10}/file ${n}.bin`] = sha256(bytes)
    }
    expect(await run([root, '/'])).toMatchObject({ code: 0, err: '' })
    const there = await library()
    expect(Object.fromEntries(Object.entries(there).filter(([path]) => !path.endsWith('/')))).toEqual(all)
    expect((await run([root, '/'])).out).toMatch(/^200 in step\./)
  })
})

describe('changes', () => {
  it('become new versions, also where size and date are as before; what has moved is new, what has gone stays', async () => {
    put('a.txt', 'one')
    put('b.txt', 'one')
    put('old/c.txt', 'three')
    await mirror()
    const at = new Date('2020-01-01T00:00:00Z')
    put('a.txt', 'two')
    utimesSync(join(root, 'a.txt'), at, at)
    put('b.txt', 'another size')
    renameSync(join(root, 'old'), join(root, 'new'))
    const { code, out } = await mirror()
    expect(code).toBe(0)
    expect(out.split('\n').slice(0, -2).toSorted()).toEqual(['+ new/', '+ new/c.txt', '~ a.txt', '~ b.txt'])
    expect(await library()).toMatchObject({
      '/Spring shoot/a.txt': sha256('two'),
      '/Spring shoot/b.txt': sha256('another size'),
      '/Spring shoot/old/c.txt': sha256('three'),
      '/Spring shoot/new/c.txt': sha256('three'),
    })
    expect(await versionsOf('a.txt')).toHaveLength(2)
  })

  it('of upper and lower case are a new name of the same', async () => {
    put('Beach/sunset.jpg', 'red')
    await mirror()
    renameSync(join(root, 'Beach'), join(root, 'BEACH'))
    renameSync(join(root, 'BEACH/sunset.jpg'), join(root, 'BEACH/Sunset.JPG'))
    expect((await mirror()).code).toBe(0)
    expect(Object.keys(await library())).toEqual([
      '/Spring shoot/',
      '/Spring shoot/BEACH/',
      '/Spring shoot/BEACH/Sunset.JPG',
    ])
    expect(await versionsOf('sunset')).toHaveLength(1)
  })

  it('of a file into a folder, or back, wait for --delete', async () => {
    put('thing', 'a file')
    await mirror()
    rmSync(join(root, 'thing'))
    put('thing/inside.txt', 'a folder')
    const without = await mirror()
    expect(without).toMatchObject({
      code: 1,
      err: expect.stringContaining('! thing: In the library a file has this name'),
    })
    expect(await library()).toMatchObject({ '/Spring shoot/thing': sha256('a file') })
    expect(await mirror('--delete')).toMatchObject({ code: 0, err: '' })
    expect(await library()).toMatchObject({ '/Spring shoot/thing/inside.txt': sha256('a folder') })
  })
})

describe('--delete', () => {
  it('puts into the trash what is not here, folders in whole, and nothing beside the folder that is mirrored', async () => {
    await client.library.createFolder.mutate({ folderId: null, name: 'Other' })
    put('keep.txt', 'k')
    put('go.txt', 'g')
    put('folder/deep/x.txt', 'x')
    await mirror()
    rmSync(join(root, 'go.txt'))
    rmSync(join(root, 'folder'), { recursive: true })
    const { code, out } = await mirror('--delete')
    expect(code).toBe(0)
    expect(out.split('\n').slice(0, 2).toSorted()).toEqual(['- folder', '- go.txt'])
    expect(Object.keys(await library()).toSorted()).toEqual(['/Other/', '/Spring shoot/', '/Spring shoot/keep.txt'])
    const { assets } = await client.library.trash.query({})
    expect(assets.map((a) => a.name).toSorted()).toEqual(['folder', 'go.txt'])
  })

  it('refuses a folder with nothing in it, as of a disk that is missing, unless told', async () => {
    put('a.txt', 'one')
    await mirror()
    rmSync(join(root, 'a.txt'))
    expect(await mirror('--delete')).toMatchObject({ code: 2, err: expect.stringContaining('Is a disk missing?') })
    expect(await library()).toHaveProperty('/Spring shoot/a.txt')
    expect(await mirror('--delete', '--even-empty')).toMatchObject({ code: 0, err: '' })
    expect(await library()).toEqual({ '/Spring shoot/': '' })
  })

  it('leaves what stands for something here that could not be mirrored', async () => {
    put('link.txt', 'was a file')
    await mirror()
    rmSync(join(root, 'link.txt'))
    symlinkSync('/etc/hostname', join(root, 'link.txt'))
    expect(await mirror('--delete')).toMatchObject({ code: 0, err: expect.stringContaining('link.txt was left out') })
    expect(await library()).toHaveProperty('/Spring shoot/link.txt')
  })
})

it('--dry-run says all of it and does nothing; a key that reads is enough', async () => {
  put('a.txt', 'one')
  put('b.txt', 'one')
  await mirror()
  put('a.txt', 'two')
  rmSync(join(root, 'b.txt'))
  put('new/c.txt', 'three')
  const before = [await entries(), await library()]
  const { secret: reading } = await plantKey(db, accountId, { scopes: { files: 'read' } })
  const { code, out, err } = await run(['--dry-run', '--delete', root, '/Spring shoot'], { USHER_KEY: reading })
  expect([code, err]).toEqual([0, ''])
  expect(out.split('\n')).toEqual([
    '+ new/',
    '+ new/c.txt',
    '~ a.txt',
    '- b.txt',
    'Nothing was done. It would be: 1 new, 1 changed, 1 folder made, 1 into the trash.',
    '',
  ])
  expect([await entries(), await library()]).toEqual(before)
  // Nothing at all is there yet: all of it would be new.
  expect((await run(['--dry-run', root, '/Elsewhere/below'], { USHER_KEY: reading })).out).toContain(
    '2 new, 1 folder made',
  )
  expect(await library()).toEqual(before[1])
})

describe('a run that is broken off', () => {
  it('by kill -9 goes on with the next one, in the middle of a large file, and all bytes are the same at the end', async () => {
    const film = randomBytes(40_000_000)
    put('a film.bin', film)
    const small: Record<string, string> = {}
    for (let n = 0; n < 60; n += 1) {
      const bytes = randomBytes(50_000 + n)
      put(`small/${n}.bin`, bytes)
      small[`/Spring shoot/small/${n}.bin`] = sha256(bytes)
    }
    const line = await narrow(server, 21_000_000)
    const first = start([root, '/Spring shoot'], { USHER_URL: line.url, USHER_KEY: secret })
    await line.stands
    first.child.kill('SIGKILL')
    expect((await first.ended).code).toBe('SIGKILL')
    line.close()
    const begun = (await client.uploads.list.query()).find((u) => u.name === 'a film.bin')
    expect(begun?.sent).toBeGreaterThan(5_000_000)
    const there = Object.keys(await library()).length
    const { code, out, err } = await mirror()
    expect([code, err]).toEqual([0, ''])
    // What was there was not sent again, and the large file is the one that was begun.
    expect(out).toContain(`${there - 2} in step`)
    const { assets } = await client.search.assets.query({ folderId: null, name: 'film' })
    const row = await db
      .selectFrom('upload')
      .select('became_asset_id')
      .where('id', '=', begun?.id as never)
      .executeTakeFirstOrThrow()
    expect(row.became_asset_id).toBe(assets[0]?.id)
    expect(await library()).toMatchObject({ ...small, '/Spring shoot/a film.bin': sha256(film) })
    expect(await client.uploads.list.query()).toEqual([])
    expect((await mirror()).out).toMatch(/^61 in step\./)
  })

  it('and whose file has become another meanwhile sends that one anew', async () => {
    put('film.bin', randomBytes(30_000_000))
    const line = await narrow(server, 12_000_000)
    const first = start([root, '/Spring shoot'], { USHER_URL: line.url, USHER_KEY: secret })
    await line.stands
    first.child.kill('SIGKILL')
    await first.ended
    line.close()
    const other = randomBytes(30_000_000)
    put('film.bin', other)
    expect(await mirror()).toMatchObject({ code: 0, err: '' })
    expect(await library()).toMatchObject({ '/Spring shoot/film.bin': sha256(other) })
    expect(await versionsOf('film.bin')).toHaveLength(1)
  })

  it('by Ctrl+C says how to go on', async () => {
    put('film.bin', randomBytes(30_000_000))
    const line = await narrow(server, 12_000_000)
    const first = start([root, '/Spring shoot'], { USHER_URL: line.url, USHER_KEY: secret })
    await line.stands
    first.child.kill('SIGINT')
    expect(await first.ended).toMatchObject({ code: 130, err: expect.stringContaining('Run it again to go on') })
    line.close()
    expect(await mirror()).toMatchObject({ code: 0, err: '' })
  })
})

describe('what cannot be mirrored', () => {
  it('as it changes while it is read is told, is not to be seen, and goes with the next run', async () => {
    put('log.bin', randomBytes(30_000_000))
    put('still.txt', 'still')
    const line = await narrow(server, 12_000_000)
    const first = start([root, '/Spring shoot'], { USHER_URL: line.url, USHER_KEY: secret })
    await line.stands
    appendFileSync(join(root, 'log.bin'), 'one line more')
    await sleep(50)
    line.goOn()
    expect(await first.ended).toMatchObject({
      code: 1,
      err: '! log.bin: It was changed while it was read. The next run sends it.\n',
    })
    line.close()
    expect(Object.keys(await library())).toEqual(['/Spring shoot/', '/Spring shoot/still.txt'])
    expect(await mirror()).toMatchObject({ code: 0, err: '' })
    expect(await library()).toHaveProperty('/Spring shoot/log.bin')
  })

  it('for its name is told with the reason, and all else goes on', async () => {
    put('good.txt', 'good')
    put('two\nlines.txt', 'no')
    put(' blank.txt', 'no')
    put('back\\slash/inside.txt', 'no')
    put('Same.txt', 'first')
    put('same.txt', 'second')
    const { code, err } = await mirror()
    expect(code).toBe(1)
    expect(err.split('\n').filter(Boolean).toSorted()).toEqual([
      '!  blank.txt: A name does not begin or end with a blank. Remove it.',
      '! back\\slash: A name contains neither / nor \\. Use another character.',
      '! same.txt: Something here has the same name, but for upper and lower case.',
      '! two\uFFFDlines.txt: This name contains line breaks or characters that change the direction of text. Type it by hand.',
    ])
    expect(await library()).toEqual({
      '/Spring shoot/': '',
      '/Spring shoot/good.txt': sha256('good'),
      '/Spring shoot/Same.txt': sha256('first'),
    })
  })

  it.skipIf(process.getuid?.() === 0)('as it cannot be read is told, and stays in the library', async () => {
    put('secret/a.txt', 'a')
    await mirror()
    chmodSync(join(root, 'secret'), 0)
    expect(await mirror('--delete')).toMatchObject({
      code: 1,
      err: expect.stringContaining('! secret: It cannot be read'),
    })
    chmodSync(join(root, 'secret'), 0o755)
    expect(await library()).toHaveProperty('/Spring shoot/secret/a.txt')
  })

  it('as the storage is full is told, one by one', async () => {
    put('a.bin', randomBytes(1000))
    const limits = JSON.stringify({ calls: 1_000_000, gigabytes: 0 })
    await db.updateTable('account').set({ limits }).where('id', '=', accountId).execute()
    expect(await mirror()).toMatchObject({
      code: 1,
      err: expect.stringContaining('! a.bin: The storage of this account is full'),
    })
  })
})

describe('who does not get in', () => {
  const refused = (key: string) => run([root, '/Spring shoot'], { USHER_KEY: key })
  it('is told so before anything is read, with an exit code of its own', async () => {
    put('a.txt', 'one')
    expect(await refused('usher_wrong')).toMatchObject({
      code: 3,
      err: expect.stringContaining('There is no such API key'),
    })
    const { secret: reading } = await plantKey(db, accountId, { scopes: { files: 'read' } })
    expect(await refused(reading)).toMatchObject({ code: 3, err: expect.stringContaining('Read and write') })
    const { secret: tags } = await plantKey(db, accountId, { scopes: { tags: 'write' } })
    expect(await refused(tags)).toMatchObject({ code: 3, out: '' })
    expect(await library()).toEqual({})
  })
  it('as nobody answers is told that', async () => {
    const { code, err } = await run(['--url', 'http://127.0.0.1:1', '--dry-run', root, '/x'])
    expect([code, err]).toEqual([1, expect.stringContaining('Stopped: ')])
  })
})

it('wrong usage has an exit code of its own, with the reason', async () => {
  const wrong = (...args: string[]) => run(args)
  expect(await wrong('.')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--help') })
  expect(await wrong(join(root, 'not there'), '/a')).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be read'),
  })
  put('file', '')
  expect(await wrong(join(root, 'file'), '/a')).toMatchObject({
    code: 2,
    err: expect.stringContaining('is not a folder'),
  })
})
it('--help says what there is', async () => {
  expect(await run(['--help'], { USHER_KEY: '' })).toMatchObject({
    code: 0,
    out: expect.stringContaining('Exit codes'),
  })
})
