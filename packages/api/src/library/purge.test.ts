// Deleting for good by hand: what lies in the trash, by whoever sees it there, with its bytes.
import { expect, it } from 'vitest'
import { eventually, startJobs } from '../testing/jobs.ts'
import { plantFile, plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer, storage } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)

it('what is in the trash is deleted for good with all below it and its bytes, and what is not in it cannot be', async () => {
  const jobs = await startJobs(url, null)
  const acme = await account(db)
  const ada = await acme.member('Ada', 'account_admin')
  const vera = await acme.member('Vera', 'library_view')
  const admin = as(server, ada)
  const place = (name: string, parentId: typeof spring | null) => ({ name, parentId, ownerId: ada.memberId })
  const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: ada.memberId })
  await plantFile(db, acme.id, place('beach.jpg', spring))
  const kept = await plantFile(db, acme.id, place('kept.jpg', null))
  const blobs = await db.selectFrom('version').select(['blob_id', 'asset_id']).execute()

  expect(await refusal(admin.library.purge.mutate({ trashedIds: [spring] }))).toMatchObject({ code: 'not_found' })
  await admin.library.delete.mutate({ assetIds: [spring, kept] })
  expect(await refusal(as(server, vera).library.purge.mutate({ trashedIds: [spring] }))).toMatchObject({
    code: 'not_found',
  })
  expect(await admin.library.purge.mutate({ trashedIds: [spring] })).toEqual({ purged: 1 })
  expect((await admin.library.trash.query({})).assets.map((a) => a.name)).toEqual(['kept.jpg'])
  expect(await refusal(admin.library.restore.mutate({ trashedId: spring, destinationId: null }))).toMatchObject({
    code: 'not_found',
  })
  for (const { blob_id, asset_id } of blobs)
    await eventually(async () => (await storage.has(blob_id)) === (asset_id === kept))
  const { tables, entries } = await toldTwice(db, acme.id)
  expect(tables).toEqual(entries)
  await jobs.stop()
})
