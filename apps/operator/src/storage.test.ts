// Holding bytes against rows from the shell: exit code 0 when all is there, 1 with every difference named.
import { rm, utimes, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { testKey } from '@usher/api/testing/keys'
import { plantFile } from '@usher/api/testing/library'
import { account, bytesFolder, freshDatabase, parts, storage } from '@usher/api/testing/world'
import { operatorOn } from './run-for-tests.ts'

const { db, url } = await freshDatabase()
const operator = operatorOn(url, testKey, { DATA_DIR: bytesFolder })

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

it('a storage that cannot be used is said in words, with what to do', async () => {
  const elsewhere = operatorOn(url, testKey, { DATA_DIR: bytesFolder, STORAGE_URL: 'file:///no/such/folder' })
  const { code, out, err } = await elsewhere('storage', 'reconcile')
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^STORAGE_URL: the folder \/no\/such\/folder cannot be used .*Make it, or mount its disk/)
})
