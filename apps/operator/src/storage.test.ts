// Holding bytes against rows from the shell: exit code 0 when all is there, 1 with every difference named.
import { rm, writeFile } from 'node:fs/promises'
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
  await writeFile(path.replace(blob_id, blob_id.replace(/.$/, 'x')), 'who knows')
  await rm(path)
  const found = await operator('storage', 'reconcile')
  expect(found.code).toBe(1)
  expect(found.out.split('\n')).toEqual([
    `${blob_id}: its 10 bytes are missing`,
    `${blob_id.replace(/.$/, 'x')}: in storage, and no file has it`,
  ])
  expect(found.err).toBe('1 stored file, 10 bytes: 2 differences.')
  const removed = await operator('storage', 'reconcile', '--remove')
  expect([removed.code, removed.err]).toEqual([1, '1 stored file, 10 bytes: 1 difference.'])
  expect(await parts.list()).toEqual([])
})
