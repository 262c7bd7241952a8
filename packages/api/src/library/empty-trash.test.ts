// Thirty days in the trash, by the database's clock moved in this clone; and that the entries still tell of the tables.
import { expect, it } from 'vitest'
import { chainOfAccount } from '../audit/chain.ts'
import { moveClock } from '../testing/clock.ts'
import { auditKey } from '../testing/keys.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, startServer } from '../testing/world.ts'
import { emptyTrash } from './empty-trash.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
const house = { db, auditKey }

it('after thirty days what was deleted is gone for good, with all below it; a day before, nothing is', async () => {
  const acme = await account(db)
  const ada = as(server, await acme.member('Ada', 'account_admin'))
  const make = async (name: string, folderId: string | null = null) =>
    (await ada.library.createFolder.mutate({ folderId, name })).id
  const spring = await make('Spring')
  const shoot = await make('Shoot', spring)
  await make('Raw', shoot)
  const old = await make('Old', spring)
  const kept = await make('Kept')
  await ada.library.delete.mutate({ assetIds: [old] })
  await ada.library.delete.mutate({ assetIds: [spring] })
  await ada.library.rename.mutate({ assetId: kept, name: 'Kept well' })

  await moveClock(db, '29 days 23 hours')
  await emptyTrash(house)
  expect((await ada.library.trash.query({})).assets.map((a) => a.name)).toEqual(['Spring', 'Old'])

  await moveClock(db, '30 days 1 minute')
  // Two servers at once, and once more.
  await Promise.all([emptyTrash(house), emptyTrash(house)])
  await emptyTrash(house)
  const left = await db.selectFrom('asset').select('name').where('account_id', '=', acme.id).execute()
  expect(left).toEqual([{ name: 'Kept well' }])
  const purged = await db
    .selectFrom('audit_entry')
    .select('body')
    .where('chain', '=', chainOfAccount(acme.id))
    .where('what', '=', 'asset.purged')
    .orderBy('seq')
    .execute()
  expect(purged.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
    { actor: { kind: 'usher' }, on: old, before: { name: 'Old', foldersBelow: 0 } },
    { actor: { kind: 'usher' }, on: spring, before: { name: 'Spring', foldersBelow: 2 } },
  ])
  const { tables, entries } = await toldTwice(db, acme.id)
  expect(entries).toEqual(tables)
})

it('what was restored in time stays', async () => {
  const acme = await account(db, 'Beta')
  const ada = as(server, await acme.member('Ada', 'account_admin'))
  const { id } = await ada.library.createFolder.mutate({ folderId: null, name: 'Spring' })
  await ada.library.delete.mutate({ assetIds: [id] })
  await ada.library.restore.mutate({ trashedId: id, destinationId: null })
  await moveClock(db, '90 days')
  await emptyTrash(house)
  expect(await db.selectFrom('asset').select('id').where('account_id', '=', acme.id).execute()).toEqual([{ id }])
})
