// usher-sync as people run it: a process of its own, with a key, against a real server, on real folders.
import { randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plantKey } from '@usher/api/testing/api-keys'
import { freePort } from '@usher/api/testing/product'
import { db, entries, here, library, mirror, put, run, sha256, versionsOf } from './testing/here.ts'

describe('a first run', () => {
  it('takes everything up as it is, and a second one finds nothing to do', async () => {
    const film = randomBytes(20_000_000)
    put('beach/sunset.jpg', 'red')
    put('beach/far/away/island.jpg', 'green')
    put('empty.txt', '')
    put('film.bin', film)
    // As macOS writes it.
    put('Cafe\u0301.txt', 'coffee')
    mkdirSync(join(here().root, 'nothing in it'))
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
    expect(await run([here().root, '/'])).toMatchObject({ code: 0, err: '' })
    const there = await library()
    expect(Object.fromEntries(Object.entries(there).filter(([path]) => !path.endsWith('/')))).toEqual(all)
    expect((await run([here().root, '/'])).out).toMatch(/^200 in step\./)
  })
})

it('a small file is one call of the key', async () => {
  for (let n = 0; n < 40; n += 1) put(`${n}.bin`, randomBytes(1000 + n))
  expect(await mirror()).toMatchObject({ code: 0, err: '' })
  const { id } = await db
    .selectFrom('api_key')
    .select('id')
    .where('account_id', '=', here().accountId)
    .executeTakeFirstOrThrow()
  const { n } = await db
    .selectFrom('tries')
    .select('n')
    .where('key', '=', `calls of key ${id}`)
    .executeTakeFirstOrThrow()
  // The others find the folder, make it, read it, and ask what was begun before.
  expect(n - 40).toBeGreaterThanOrEqual(0)
  expect(n - 40).toBeLessThanOrEqual(6)
})

describe('changes', () => {
  it('become new versions, also where size and date are as before; what has moved is new, what has gone stays', async () => {
    put('a.txt', 'one')
    put('b.txt', 'one')
    put('old/c.txt', 'three')
    await mirror()
    const at = new Date('2020-01-01T00:00:00Z')
    put('a.txt', 'two')
    utimesSync(join(here().root, 'a.txt'), at, at)
    put('b.txt', 'another size')
    renameSync(join(here().root, 'old'), join(here().root, 'new'))
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
    renameSync(join(here().root, 'Beach'), join(here().root, 'BEACH'))
    renameSync(join(here().root, 'BEACH/sunset.jpg'), join(here().root, 'BEACH/Sunset.JPG'))
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
    rmSync(join(here().root, 'thing'))
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
    await here().client.library.createFolder.mutate({ folderId: null, name: 'Other' })
    put('keep.txt', 'k')
    put('go.txt', 'g')
    put('folder/deep/x.txt', 'x')
    await mirror()
    rmSync(join(here().root, 'go.txt'))
    rmSync(join(here().root, 'folder'), { recursive: true })
    const { code, out } = await mirror('--delete')
    expect(code).toBe(0)
    expect(out.split('\n').slice(0, 2).toSorted()).toEqual(['- folder', '- go.txt'])
    expect(Object.keys(await library()).toSorted()).toEqual(['/Other/', '/Spring shoot/', '/Spring shoot/keep.txt'])
    const { assets } = await here().client.library.trash.query({})
    expect(assets.map((a) => a.name).toSorted()).toEqual(['folder', 'go.txt'])
  })

  it('refuses a folder with nothing in it, as of a disk that is missing, unless told', async () => {
    put('a.txt', 'one')
    await mirror()
    rmSync(join(here().root, 'a.txt'))
    expect(await mirror('--delete')).toMatchObject({ code: 2, err: expect.stringContaining('Is a disk missing?') })
    expect(await library()).toHaveProperty('/Spring shoot/a.txt')
    expect(await mirror('--delete', '--even-empty')).toMatchObject({ code: 0, err: '' })
    expect(await library()).toEqual({ '/Spring shoot/': '' })
  })

  it('leaves what stands for something here that could not be mirrored', async () => {
    put('link.txt', 'was a file')
    await mirror()
    rmSync(join(here().root, 'link.txt'))
    symlinkSync('/etc/hostname', join(here().root, 'link.txt'))
    expect(await mirror('--delete')).toMatchObject({ code: 0, err: expect.stringContaining('link.txt was left out') })
    expect(await library()).toHaveProperty('/Spring shoot/link.txt')
  })
})

describe('--exclude', () => {
  it('sends nothing that a pattern matches, whatever is wrong with its name, and says nothing of it', async () => {
    put('a.txt', 'a')
    put('a.tmp', 'no')
    put('deep/b.TMP', 'no')
    put('deep/b.txt', 'b')
    put('cache/x.txt', 'no')
    put('deep/cache/y.txt', 'no')
    put('raw/1.dng', 'no')
    put('deep/raw/1.dng', 'raw')
    put('two\nlines.txt', 'no')
    symlinkSync('/etc/hostname', join(here().root, 'link'))
    const patterns = ['*.tmp', 'cache/', 'raw/*.dng', 'two*', 'link'].flatMap((each) => ['--exclude', each])
    expect(await mirror(...patterns)).toMatchObject({ code: 0, err: '' })
    expect(Object.keys(await library()).toSorted()).toEqual([
      '/Spring shoot/',
      '/Spring shoot/a.txt',
      '/Spring shoot/deep/',
      '/Spring shoot/deep/b.txt',
      '/Spring shoot/deep/raw/',
      '/Spring shoot/deep/raw/1.dng',
      '/Spring shoot/raw/',
    ])
  })

  it('with --delete deletes nothing that a pattern matches, also in a folder that is not here any more', async () => {
    put('a.txt', 'a')
    put('notes.md', 'kept')
    put('old/gone.txt', 'gone')
    put('old/notes.md', 'kept')
    put('old/deeper/gone.txt', 'gone')
    put('plain/gone.txt', 'gone')
    put('Cache/x.bin', 'kept')
    await mirror()
    for (const name of ['old', 'plain', 'Cache']) rmSync(join(here().root, name), { recursive: true })
    // What is excluded is not compared either.
    put('notes.md', 'changed')
    const options = ['--delete', '--exclude', '*.md', '--exclude=cache/']
    const dry = await mirror('--dry-run', ...options)
    const { code, err, out } = await mirror(...options)
    expect([code, err]).toEqual([0, ''])
    expect(out.split('\n').slice(0, -2).toSorted()).toEqual(['- old/deeper', '- old/gone.txt', '- plain'])
    expect(dry.out.split('\n').slice(0, -2).toSorted()).toEqual(['- old/deeper', '- old/gone.txt', '- plain'])
    expect(await library()).toEqual({
      '/Spring shoot/': '',
      '/Spring shoot/a.txt': sha256('a'),
      '/Spring shoot/notes.md': sha256('kept'),
      '/Spring shoot/old/': '',
      '/Spring shoot/old/notes.md': sha256('kept'),
      '/Spring shoot/Cache/': '',
      '/Spring shoot/Cache/x.bin': sha256('kept'),
    })
    expect((await mirror(...options)).out).toMatch(/^1 in step\./)
  })

  it('of all that is here is taken for a missing disk with --delete, unless told', async () => {
    put('a.txt', 'a')
    put('a.md', 'm')
    await mirror()
    rmSync(join(here().root, 'a.txt'))
    const refused = await mirror('--delete', '--exclude', '*.md')
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('nothing to mirror in') })
    expect(await mirror('--delete', '--even-empty', '--exclude', '*.md')).toMatchObject({ code: 0, err: '' })
    expect(Object.keys(await library())).toEqual(['/Spring shoot/', '/Spring shoot/a.md'])
  })

  it('with a pattern that cannot be read ends at once, with the reason', async () => {
    put('a.txt', 'a')
    expect(await mirror('--exclude', '*.tmp', '--exclude', 'IMG_[12.jpg')).toEqual({
      code: 2,
      out: '',
      err: '--exclude IMG_[12.jpg: A [ is never closed.\n(--help says what can be written)\n',
    })
    expect(await library()).toEqual({})
  })
})

it('--dry-run says all of it and does nothing; a key that reads is enough', async () => {
  put('a.txt', 'one')
  put('b.txt', 'one')
  await mirror()
  put('a.txt', 'two')
  rmSync(join(here().root, 'b.txt'))
  put('new/c.txt', 'three')
  const before = [await entries(), await library()]
  const { secret: reading } = await plantKey(db, here().accountId, { scopes: { files: 'read' } })
  const { code, out, err } = await run(['--dry-run', '--delete', here().root, '/Spring shoot'], { USHER_KEY: reading })
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
  expect((await run(['--dry-run', here().root, '/Elsewhere/below'], { USHER_KEY: reading })).out).toContain(
    '2 new, 1 folder made',
  )
  expect(await library()).toEqual(before[1])
})

describe('who does not get in', () => {
  const refused = (key: string) => run([here().root, '/Spring shoot'], { USHER_KEY: key })
  it('is told so before anything is read, with an exit code of its own', async () => {
    put('a.txt', 'one')
    expect(await refused('usher_wrong')).toMatchObject({
      code: 3,
      err: expect.stringContaining('There is no such API key'),
    })
    const { secret: reading } = await plantKey(db, here().accountId, { scopes: { files: 'read' } })
    expect(await refused(reading)).toMatchObject({ code: 3, err: expect.stringContaining('Read and write') })
    const { secret: tags } = await plantKey(db, here().accountId, { scopes: { tags: 'write' } })
    expect(await refused(tags)).toMatchObject({ code: 3, out: '' })
    expect(await library()).toEqual({})
  })
  it('as nobody answers is told that', async () => {
    const port = await freePort()
    const { code, err } = await run(['--url', `http://127.0.0.1:${port}`, '--dry-run', here().root, '/x'])
    expect([code, err]).toEqual([
      1,
      `There is no answer from http://127.0.0.1:${port} (ECONNREFUSED). Check the address, in --url or USHER_URL; when the server is there again, run this again to go on.\n`,
    ])
  })
})

it('wrong usage has an exit code of its own, with the reason', async () => {
  const wrong = (...args: string[]) => run(args)
  expect(await wrong('.')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--help') })
  expect(await wrong(join(here().root, 'not there'), '/a')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^There is no folder .*not there on this machine\.\n/),
  })
  expect(await wrong('--bogus', '.', '/a')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^Unknown option '--bogus'\.\n/),
  })
  put('file', '')
  expect(await wrong(join(here().root, 'file'), '/a')).toMatchObject({
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
