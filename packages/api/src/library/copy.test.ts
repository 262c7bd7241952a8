// Copies through real HTTP: what is new, what it becomes where something has its name, and what stays as it was.
import { expect, it } from 'vitest'
import type { AssetId } from '@usher/domain'
import { plantFile, plantFolder } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const ben = await acme.member('Ben', 'library_full')
  const dir = (name: string, parentId: AssetId | null = null) =>
    plantFolder(db, acme.id, { name, parentId, ownerId: ada.memberId })
  const file = (name: string, parentId: AssetId | null, content = name) =>
    plantFile(db, acme.id, { name, parentId, ownerId: ada.memberId }, content)
  const bens = as(server, ben)
  const names = async (folderId: AssetId | null) =>
    (await bens.library.list.query({ folderId })).assets.map((a) => a.name)
  const agrees = async () => {
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  }
  return { acme, ada, ben, bens, dir, file, names, agrees }
}

it('a tree is copied with its tags and bytes; what is new belongs to the copier, the source stays as it was', async () => {
  const { acme, bens, ben, dir, file, names, agrees } = await world()
  const spring = await dir('Spring')
  const shoot = await dir('Shoot', spring)
  const beach = await file('beach.jpg', shoot)
  await bens.tags.change.mutate({ assetIds: [beach, spring], add: ['sea'] })
  const launch = await dir('Launch')
  expect(await bens.library.copy.mutate({ assetIds: [spring], destinationId: launch })).toEqual({ copied: 3 })
  expect(await names(launch)).toEqual(['Spring'])
  const copies = await db
    .selectFrom('asset')
    .select(['id', 'name'])
    .where('account_id', '=', acme.id)
    .where('owner_id', '=', ben.memberId)
    .execute()
  expect(copies.map((c) => c.name).toSorted()).toEqual(['Shoot', 'Spring', 'beach.jpg'])
  const copied = copies.find((c) => c.name === 'beach.jpg')
  expect((await bens.tags.list.query({ assetIds: [String(copied?.id)] })).tags).toEqual([{ name: 'sea', on: 1 }])
  expect(await names(shoot)).toEqual(['beach.jpg'])
  // One set of bytes, for two files.
  expect(await db.selectFrom('blob').select('id').where('account_id', '=', acme.id).execute()).toHaveLength(1)
  await agrees()
})
it('onto a file of its name it becomes a version, and that one’s owner stays; onto a folder it is put into it', async () => {
  const { acme, ada, bens, dir, file, names, agrees } = await world()
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const [one, two] = [await dir('Shoot', spring), await dir('shoot', autumn)]
  await file('beach.jpg', one, 'new')
  await file('only in spring.jpg', one)
  const old = await file('Beach.jpg', two, 'old')
  await bens.library.copy.mutate({ assetIds: [one], destinationId: autumn })
  expect(await names(autumn)).toEqual(['shoot'])
  expect(await names(two)).toEqual(['Beach.jpg', 'only in spring.jpg'])
  expect(await bens.versions.list.query({ assetId: old })).toMatchObject([{ number: 2, size: 3 }, { number: 1 }])
  const { owner_id } = await db.selectFrom('asset').select('owner_id').where('id', '=', old).executeTakeFirstOrThrow()
  expect(owner_id).toBe(ada.memberId)
  expect(acme.slug).toBeTruthy()
  await agrees()
})
it('a file onto a folder’s name, or the reverse, undoes all of it', async () => {
  const { bens, dir, file, names, agrees } = await world()
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const [first, second] = [await file('a.jpg', spring), await file('b', spring)]
  await dir('B', autumn)
  expect(await refusal(bens.library.copy.mutate({ assetIds: [first, second], destinationId: autumn }))).toMatchObject({
    code: 'name_taken',
  })
  expect(await names(autumn)).toEqual(['B'])
  await agrees()
})
it('into itself or below is refused; to where it is, nothing changes', async () => {
  const { bens, dir } = await world()
  const spring = await dir('Spring')
  const shoot = await dir('Shoot', spring)
  for (const destinationId of [spring, shoot])
    expect(await refusal(bens.library.copy.mutate({ assetIds: [spring], destinationId }))).toMatchObject({
      code: 'into_itself',
    })
  expect(await bens.library.copy.mutate({ assetIds: [shoot], destinationId: spring })).toEqual({ copied: 0 })
})
it('contribute is needed on both sides: who views copies nothing, who sees by reach not to the root', async () => {
  const { acme, dir, file } = await world()
  const vera = as(server, await acme.member('Vera', 'library_view'))
  const rita = await acme.member('Rita', 'library_restricted')
  const spring = await dir('Spring')
  const beach = await file('beach.jpg', spring)
  expect(await refusal(vera.library.copy.mutate({ assetIds: [beach], destinationId: null }))).toMatchObject({
    code: 'level_too_low',
    data: { needs: 'contribute' },
  })
  const hers = await plantFolder(db, acme.id, { name: 'Hers', parentId: null, ownerId: rita.memberId })
  const ritas = as(server, rita)
  expect(await refusal(ritas.library.copy.mutate({ assetIds: [beach], destinationId: hers }))).toMatchObject({
    code: 'not_found',
  })
  expect(await refusal(ritas.library.copy.mutate({ assetIds: [hers], destinationId: null }))).toMatchObject({
    code: 'level_too_low',
  })
})
it('deleting the original leaves the copy’s bytes', async () => {
  const { acme, bens, dir, file } = await world()
  const beach = await file('beach.jpg', null, 'a beach')
  const spring = await dir('Spring')
  await bens.library.copy.mutate({ assetIds: [beach], destinationId: spring })
  await bens.library.delete.mutate({ assetIds: [beach] })
  await bens.library.purge.mutate({ trashedIds: [beach] })
  expect(await db.selectFrom('blob').select('size').where('account_id', '=', acme.id).execute()).toEqual([{ size: 7 }])
})
