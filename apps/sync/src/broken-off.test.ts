// What breaks a run off, and what a run leaves out: killed, interrupted, files that change, names that are refused.
import { randomBytes } from 'node:crypto'
import { appendFileSync, chmodSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { plantKey } from '@usher/api/testing/api-keys'
import { createClient } from '@usher/client'
import { db, here, library, limit, mirror, put, server, sha256, startThrough, versionsOf } from './testing/here.ts'
import { narrow } from './testing/run.ts'

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
    const first = startThrough(line)
    await line.stands
    first.child.kill('SIGKILL')
    expect((await first.ended).code).toBe('SIGKILL')
    line.close()
    const begun = (await here().client.uploads.list.query()).find((u) => u.name === 'a film.bin')
    expect(begun?.sent).toBeGreaterThan(5_000_000)
    const there = Object.keys(await library()).length
    const { code, out, err } = await mirror()
    expect([code, err]).toEqual([0, ''])
    // What was there was not sent again, and the large file is the one that was begun.
    expect(out).toContain(`${there - 2} in step`)
    const { assets } = await here().client.search.assets.query({ folderId: null, name: 'film' })
    const row = await db
      .selectFrom('upload')
      .select('became_asset_id')
      .where('id', '=', begun?.id as never)
      .executeTakeFirstOrThrow()
    expect(row.became_asset_id).toBe(assets[0]?.id)
    expect(await library()).toMatchObject({ ...small, '/Spring shoot/a film.bin': sha256(film) })
    expect(await here().client.uploads.list.query()).toEqual([])
    expect((await mirror()).out).toMatch(/^61 in step\./)
  })

  it('and whose file has become another meanwhile sends that one anew', async () => {
    put('film.bin', randomBytes(30_000_000))
    const line = await narrow(server, 12_000_000)
    const first = startThrough(line)
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
    const first = startThrough(line)
    await line.stands
    first.child.kill('SIGINT')
    expect(await first.ended).toMatchObject({ code: 130, err: expect.stringContaining('Run it again to go on') })
    line.close()
    expect(await mirror()).toMatchObject({ code: 0, err: '' })
  })
})

describe('a key that is over in the middle', () => {
  const over = (works: { works_until: Date }) =>
    db
      .updateTable('api_key_secret')
      .set(works)
      .where('key_id', 'in', (eb) => eb.selectFrom('api_key').select('id').where('account_id', '=', here().accountId))
      .execute()
  const change = (to: { disabled_at?: Date; scopes?: string }) =>
    db.updateTable('api_key').set(to).where('account_id', '=', here().accountId).execute()
  it.each([
    ['rolled', () => over({ works_until: new Date(0) }), 'This API key was rolled'],
    ['disabled', () => change({ disabled_at: new Date() }), 'This API key is disabled'],
    [
      'for reading alone',
      () => change({ scopes: '{"files":"read"}' }),
      'it needs “Read and write” on files and folders',
    ],
  ] as const)('as it is %s ends the run with that, and leaves nothing half', async (_, happens, words) => {
    const film = randomBytes(30_000_000)
    put('film.bin', film)
    const small: Record<string, string> = {}
    for (let n = 0; n < 40; n += 1) {
      const bytes = randomBytes(60_000 + n)
      put(`small/${n}.bin`, bytes)
      small[`/Spring shoot/small/${n}.bin`] = sha256(bytes)
    }
    const line = await narrow(server, 12_000_000)
    const first = startThrough(line)
    await line.stands
    await happens()
    line.goOn()
    const { code, err } = await first.ended
    line.close()
    expect(code).toBe(3)
    expect(err.trim().split('\n')).toEqual([expect.stringContaining(words)])
    const { secret } = await plantKey(db, here().accountId)
    Object.assign(here(), { secret, client: createClient({ url: server, key: secret }) })
    const all: Record<string, string> = { '/Spring shoot/': '', '/Spring shoot/small/': '', ...small }
    for (const [path, digest] of Object.entries(await library())) expect([path, all[path]]).toEqual([path, digest])
    expect(await mirror()).toMatchObject({ code: 0, err: '' })
    expect(await library()).toEqual({ ...all, '/Spring shoot/film.bin': sha256(film) })
    expect(await versionsOf('film.bin')).toHaveLength(1)
  })
})

describe('what cannot be mirrored', () => {
  it('as it changes while it is read is told, is not to be seen, and goes with the next run', async () => {
    put('log.bin', randomBytes(30_000_000))
    put('still.txt', 'still')
    const line = await narrow(server, 12_000_000)
    const first = startThrough(line)
    await line.stands
    appendFileSync(join(here().root, 'log.bin'), 'one line more')
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
    chmodSync(join(here().root, 'secret'), 0)
    expect(await mirror('--delete')).toMatchObject({
      code: 1,
      err: expect.stringContaining('! secret: It cannot be read'),
    })
    chmodSync(join(here().root, 'secret'), 0o755)
    expect(await library()).toHaveProperty('/Spring shoot/secret/a.txt')
  })

  it('as the storage is full is told, one by one', async () => {
    put('a.bin', randomBytes(1000))
    await limit({ gigabytes: 0 })
    expect(await mirror()).toMatchObject({
      code: 1,
      err: expect.stringContaining('! a.bin: The storage of this account is full'),
    })
  })
})
