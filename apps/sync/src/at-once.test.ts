// Two runs at once on the same folder and path: nothing is lost, doubled or deleted, and the next run finds all in step.
import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { plantKey } from '@usher/api/testing/api-keys'
import { db, here, library, mirror, put, run, server, sha256, startThrough, versionsOf } from './testing/here.ts'
import { narrow } from './testing/run.ts'

/** Plants small files and a large one; gives all that is to be there then. */
function plant(): Record<string, string> {
  const all: Record<string, string> = { '/Spring shoot/': '' }
  for (let n = 0; n < 60; n += 1) {
    const bytes = randomBytes(20_000 + n)
    put(`folder ${n % 4}/${n}.bin`, bytes)
    all[`/Spring shoot/folder ${n % 4}/`] = ''
    all[`/Spring shoot/folder ${n % 4}/${n}.bin`] = sha256(bytes)
  }
  const film = randomBytes(30_000_000)
  put('film.bin', film)
  return { ...all, '/Spring shoot/film.bin': sha256(film) }
}

it.each(['with one key', 'with a key each'])(
  '%s, all is there once, and the next run has nothing to do',
  async (how) => {
    const all = plant()
    const second = how === 'with one key' ? here().secret : (await plantKey(db, here().accountId)).secret
    const both = await Promise.all([
      mirror('--delete'),
      run(['--delete', here().root, '/Spring shoot'], { USHER_KEY: second }),
    ])
    for (const { code, err } of both) {
      expect(code).toBeLessThanOrEqual(1)
      // What the other run was faster with, and nothing else.
      expect(
        err.split('\n').filter((line) => line && !/has come into the library since this began|nothing here/.test(line)),
      ).toEqual([])
    }
    expect(await mirror('--delete')).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/in step/) })
    expect(await library()).toEqual(all)
    expect((await here().client.library.trash.query({})).assets).toEqual([])
    for (const name of ['0.bin', '59.bin', 'film.bin']) expect(await versionsOf(name)).toHaveLength(1)
    expect(await here().client.uploads.list.query()).toEqual([])
  },
)

it('one that takes over what the other is in the middle of ends with the right bytes, and so does the other', async () => {
  const film = randomBytes(30_000_000)
  put('film.bin', film)
  const line = await narrow(server, 12_000_000)
  const first = startThrough(line)
  await line.stands
  expect(await mirror()).toMatchObject({ code: 0, err: '' })
  line.goOn()
  expect((await first.ended).code).toBe(0)
  line.close()
  expect(await library()).toEqual({ '/Spring shoot/': '', '/Spring shoot/film.bin': sha256(film) })
  expect(await versionsOf('film.bin')).toHaveLength(1)
})

it('with --delete, what has come since it was read, and was sent by the other, is not deleted', async () => {
  put('old.txt', 'old')
  put('later.txt', 'later')
  put('folder/deep.txt', 'deep')
  await mirror()
  for (const path of ['old.txt', 'later.txt', 'folder']) rmSync(join(here().root, path), { recursive: true })
  put('film.bin', randomBytes(30_000_000))
  const line = await narrow(server, 12_000_000)
  const first = startThrough(line, '--delete')
  await line.stands
  put('later.txt', 'later')
  put('folder/deep.txt', 'deep')
  line.goOn()
  const { code, err, out } = await first.ended
  line.close()
  expect(code).toBe(1)
  expect(err.split('\n').filter(Boolean).toSorted()).toEqual([
    '! folder: It has come onto this machine since this began. The next run compares it.',
    '! later.txt: It has come onto this machine since this began. The next run compares it.',
  ])
  expect(out).toContain('- old.txt')
  expect(await mirror('--delete')).toMatchObject({ code: 0, err: '' })
  expect(Object.keys(await library()).toSorted()).toEqual([
    '/Spring shoot/',
    '/Spring shoot/film.bin',
    '/Spring shoot/folder/',
    '/Spring shoot/folder/deep.txt',
    '/Spring shoot/later.txt',
  ])
})
