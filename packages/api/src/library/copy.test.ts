// Copies through real HTTP: what is new, what it becomes where something has its name, and what stays as it was.
import { expect, it } from 'vitest'
import { versionsAtMost, type AssetId } from '@usher/domain'
import { plantFile, plantFolder, plantVersion } from '../testing/library.ts'
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
it('with all versions, when asked for: in their order, the copier’s, and the current one is current', async () => {
  const { acme, bens, ben, dir, file, agrees } = await world()
  const beach = await file('beach.jpg', null, '1')
  await plantVersion(db, acme.id, beach, '22')
  const third = await plantVersion(db, acme.id, beach, '333')
  const second = (await bens.versions.list.query({ assetId: beach })).find((v) => v.number === 2)
  await bens.versions.restore.mutate({ assetId: beach, versionId: String(second?.id) })
  const [plain, whole] = [await dir('Plain'), await dir('Whole')]
  await bens.library.copy.mutate({ assetIds: [beach], destinationId: plain })
  await bens.library.copy.mutate({ assetIds: [beach], destinationId: whole, versions: 'all' })
  const copyIn = async (folderId: AssetId) => {
    const [copy] = (await bens.library.list.query({ folderId })).assets
    return (await bens.versions.list.query({ assetId: String(copy?.id) })).map(
      (v) => `${v.number}: ${v.size}${v.isCurrent ? ' current' : ''}`,
    )
  }
  expect(await copyIn(plain)).toEqual(['1: 2 current'])
  expect(await copyIn(whole)).toEqual(['3: 3', '2: 2 current', '1: 1'])
  const makers = await db
    .selectFrom('version as v')
    .innerJoin('asset as a', 'a.id', 'v.asset_id')
    .select('v.made_by')
    .distinct()
    .where('a.parent_id', '=', whole)
    .execute()
  expect(makers).toEqual([{ made_by: ben.memberId }])
  // The source has what it had, and the copy keeps what is deleted from it.
  await bens.versions.delete.mutate({ assetId: beach, versionId: String(third) })
  expect(await copyIn(whole)).toHaveLength(3)
  await agrees()
})
it('with all versions onto a file of its name: they follow those that are there', async () => {
  const { acme, bens, dir, file, agrees } = await world()
  const launch = await dir('Launch')
  const beach = await file('beach.jpg', null, '1')
  await plantVersion(db, acme.id, beach, '22')
  const there = await file('Beach.jpg', launch, 'there')
  await bens.library.copy.mutate({ assetIds: [beach], destinationId: launch, versions: 'all' })
  expect((await bens.versions.list.query({ assetId: there })).map((v) => [v.number, v.size, v.isCurrent])).toEqual([
    [3, 2, true],
    [2, 1, false],
    [1, 5, false],
  ])
  expect((await bens.library.history.query({ assetId: there })).entries[0]).toMatchObject({
    what: 'version.added',
    after: { version: 3, versions: 2 },
  })
  await agrees()
})
it('more versions than a file keeps are refused, with its name, and nothing is copied', async () => {
  const { acme, bens, dir, file, names, agrees } = await world()
  const launch = await dir('Launch')
  const [other, beach] = [await file('a.jpg', null), await file('beach.jpg', null, '0')]
  await file('beach.jpg', launch)
  for (let n = 1; n < versionsAtMost; n += 1) await plantVersion(db, acme.id, beach, `${n}`)
  const onto = { assetIds: [other, beach], destinationId: launch }
  expect(await refusal(bens.library.copy.mutate({ ...onto, versions: 'all' }))).toEqual({
    code: 'too_many_versions',
    data: { limit: versionsAtMost, name: 'beach.jpg' },
  })
  expect(await names(launch)).toEqual(['beach.jpg'])
  const elsewhere = await dir('Elsewhere')
  await bens.library.copy.mutate({ assetIds: [beach], destinationId: elsewhere, versions: 'all' })
  const [copy] = (await bens.library.list.query({ folderId: elsewhere })).assets
  expect(await bens.versions.list.query({ assetId: String(copy?.id) })).toHaveLength(versionsAtMost)
  await agrees()
})
