// Holding bytes against rows from the shell: exit code 0 when all is there, 1 with every difference named.
import { rm, utimes, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { openBytes } from '@usher/api/server'
import { testKey } from '@usher/api/testing/keys'
import { plantFile } from '@usher/api/testing/library'
import { startS3 } from '@usher/api/testing/s3'
import { account, bytesFolder, freshDatabase, parts, storage } from '@usher/api/testing/world'
import { operatorOn } from './run-for-tests.ts'

const { db, url } = await freshDatabase()
const elsewhere = await freshDatabase()
const operator = operatorOn(url, testKey, { DATA_DIR: bytesFolder })
const s3 = await startS3()

it('says that all is there; names what is not, and what nobody knows', async () => {
  const acme = await account(db)
  const id = await plantFile(db, acme.id, { name: 'beach.jpg', parentId: null, ownerId: null }, 'some bytes')
  expect(await operator('storage', 'reconcile')).toEqual({
    code: 0,
    out: '1 stored file, 10 bytes: all there, and nothing else.',
    err: '',
  })
  const { blob_id } = await db
    .selectFrom('version')
    .select('blob_id')
    .where('asset_id', '=', id)
    .executeTakeFirstOrThrow()
  const path = await storage.withFile(blob_id, async (at) => at)
  const stray = path.replace(blob_id, blob_id.replace(/.$/, 'x'))
  await writeFile(stray, 'who knows')
  await rm(path)
  const missing = `${blob_id}: its 10 bytes are missing`
  const unknown = `${basename(stray)}: in storage, and no file has it`
  const found = await operator('storage', 'reconcile')
  expect(found.code).toBe(1)
  expect(found.out.split('\n')).toEqual([missing, `${unknown}; left for a day, as it may be about to become one`])
  expect(found.err).toBe('1 stored file, 10 bytes: 2 differences.')
  // A world that is being loaded puts its bytes there before any row tells of them.
  expect(await operator('storage', 'reconcile', '--remove')).toEqual(found)
  const twoDaysAgo = new Date(Date.now() - 2 * 24 * 3_600_000)
  await utimes(stray, twoDaysAgo, twoDaysAgo)
  expect((await operator('storage', 'reconcile')).out.split('\n')).toEqual([missing, unknown])
  const removed = await operator('storage', 'reconcile', '--remove')
  expect(removed).toEqual({
    code: 1,
    out: `${missing}\n${unknown}, removed`,
    err: '1 stored file, 10 bytes: 1 difference.',
  })
  expect(await operator('storage', 'reconcile')).toMatchObject({ out: missing })
  expect(await parts.list()).toEqual([])
})

it('works on a bucket as on a folder: a world is loaded into it, and its bytes are held against the rows', async () => {
  const given = { DATA_DIR: bytesFolder, STORAGE_URL: s3.url('media'), ...s3.keys }
  const there = operatorOn(elsewhere.url, testKey, given)
  const world = {
    accounts: [{ name: 'Beta', plan: 'free', files: [{ path: '/a.jpg' }, { path: '/b.jpg', versions: 2 }] }],
  }
  const path = join(bytesFolder, 'world.json')
  await writeFile(path, JSON.stringify(world))
  expect((await there('world', 'load', path)).code).toBe(0)
  expect(await there('storage', 'reconcile')).toEqual({
    code: 0,
    out: expect.stringMatching(/^3 stored files, .*: all there, and nothing else\.$/),
    err: '',
  })
  const bucket = (await openBytes({ dataDir: bytesFolder, storage: s3.place('media') }, () => {})).storage
  const { id } = await elsewhere.db.selectFrom('blob').select('id').executeTakeFirstOrThrow()
  await bucket.remove(id)
  expect(await there('storage', 'reconcile')).toMatchObject({
    code: 1,
    out: expect.stringMatching(new RegExp(`^${id}: its \\d+ bytes are missing$`)),
  })
  s3.line.cut()
  const { code, err } = await there('storage', 'reconcile')
  expect(code).toBe(1)
  expect(err).toMatch(/^STORAGE_URL \(s3:\/\/acme-media\/media\/ at .*cannot be reached/)
})

it('a storage that cannot be used is said in words, with what to do', async () => {
  const nowhere = operatorOn(url, testKey, { DATA_DIR: bytesFolder, STORAGE_URL: 'file:///no/such/folder' })
  const { code, out, err } = await nowhere('storage', 'reconcile')
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^STORAGE_URL: the folder \/no\/such\/folder cannot be used .*Make it, or mount its disk/)
})
