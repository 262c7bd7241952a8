// Moves onto names that are there, through real HTTP: what becomes of versions, tags, owners, of the trash and of what is
// under way; and what is refused, as a whole.
import { expect, it } from 'vitest'
import { mergedAtOnce, versionsAtMost, type AssetId, type MemberId } from '@usher/domain'
import { plantFile, plantFolder, plantUpload, plantVersion } from '../testing/library.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const ben = await acme.member('Ben', 'library_full')
  const dir = (name: string, parentId: AssetId | null = null, ownerId: MemberId | null = ada.memberId) =>
    plantFolder(db, acme.id, { name, parentId, ownerId })
  const file = (name: string, parentId: AssetId | null, content = name, ownerId: MemberId | null = ada.memberId) =>
    plantFile(db, acme.id, { name, parentId, ownerId }, content)
  const bens = as(server, ben)
  const names = async (folderId: AssetId | null) =>
    (await bens.library.list.query({ folderId })).assets.map((a) => a.name)
  const versions = async (assetId: AssetId) =>
    (await bens.versions.list.query({ assetId })).map((v) => `${v.number}: ${v.size}${v.isCurrent ? ' current' : ''}`)
  const agrees = async () => {
    const { tables, entries } = await toldTwice(db, acme.id)
    expect(tables).toEqual(entries)
  }
  return { acme, ada, ben, bens, dir, file, names, versions, agrees }
}
const merge = { ifTaken: 'merge' } as const
const ownerOf = async (id: AssetId) =>
  (await db.selectFrom('asset').select('owner_id').where('id', '=', id).executeTakeFirstOrThrow()).owner_id

it('onto a file’s name: all versions follow those of the file that is there, which keeps its owner', async () => {
  const { acme, ada, ben, bens, dir, file, names, versions, agrees } = await world()
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const moved = await file('beach.jpg', spring, '4444', ben.memberId)
  const first = await db.selectFrom('asset').select('version_id').where('id', '=', moved).executeTakeFirstOrThrow()
  await plantVersion(db, acme.id, moved, '55555')
  await plantVersion(db, acme.id, moved, '666666')
  await bens.versions.restore.mutate({ assetId: moved, versionId: String(first.version_id) })
  const there = await file('Beach.JPG', autumn, '1')
  await plantVersion(db, acme.id, there, '22')
  await bens.tags.change.mutate({ assetIds: [moved], add: ['sea', 'draft'] })
  await bens.tags.change.mutate({ assetIds: [there], add: ['sea', 'sand'] })
  const blobs = await db.selectFrom('blob').select('id').where('account_id', '=', acme.id).orderBy('id').execute()

  const onto = { assetIds: [moved], destinationId: autumn }
  expect(await refusal(bens.library.move.mutate(onto))).toEqual({ code: 'name_taken', data: {} })
  expect(await bens.library.move.mutate({ ...onto, ...merge })).toEqual({ moved: 1 })

  expect(await names(spring)).toEqual([])
  expect(await names(autumn)).toEqual(['Beach.JPG'])
  // The one that was current where it came from is current here, though it was not the last.
  expect(await versions(there)).toEqual(['5: 6', '4: 5', '3: 4 current', '2: 2', '1: 1'])
  expect(await ownerOf(there)).toBe(ada.memberId)
  expect((await bens.tags.list.query({ assetIds: [there] })).tags.map((t) => t.name)).toEqual(['draft', 'sand', 'sea'])
  expect(await db.selectFrom('blob').select('id').where('account_id', '=', acme.id).orderBy('id').execute()).toEqual(
    blobs,
  )
  const { entries } = await bens.library.history.query({ assetId: there })
  expect(entries.map((e) => e.what)).toEqual(
    // Both their histories, in one.
    ['asset.merged', 'asset.tagged', 'asset.tagged', 'version.added', 'file.uploaded', 'version.restored'].concat([
      'version.added',
      'version.added',
      'file.uploaded',
    ]),
  )
  await agrees()
})

it('what has no owner where it is, belongs to whom the moved one belonged', async () => {
  const { ada, bens, dir, file, agrees } = await world()
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const [moved, there] = [await file('beach.jpg', spring), await file('beach.jpg', autumn, 'old', null)]
  await bens.library.move.mutate({ assetIds: [moved], destinationId: autumn, ...merge })
  expect(await ownerOf(there)).toBe(ada.memberId)
  await agrees()
})

it('onto a folder’s name: folders merge piece by piece, at any depth, and what was deleted from them goes along', async () => {
  const { bens, dir, file, names, versions, agrees } = await world()
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const [from, to] = [await dir('Shoot', spring), await dir('shoot', autumn)]
  const [fromRaw, toRaw] = [await dir('Raw', from), await dir('RAW', to)]
  await file('one.jpg', fromRaw, 'new')
  const one = await file('One.jpg', toRaw, 'old!')
  const two = await file('two.jpg', fromRaw)
  const kept = await dir('Kept', from)
  await file('three.jpg', kept)
  const [gone, goneBelow] = [await dir('Gone', from), await file('four.jpg', fromRaw)]
  await file('in gone.jpg', gone)
  await bens.library.delete.mutate({ assetIds: [gone, goneBelow] })

  const preview = await bens.library.previewMove.query({ assetIds: [from], destinationId: autumn, ...merge })
  const merged = preview.entries.filter((e) => e.what === 'asset.merged').map((e) => Object(e.after).name)
  expect(merged.toSorted()).toEqual(['One.jpg', 'RAW', 'shoot'])
  expect(await names(from)).toEqual(['Kept', 'Raw'])

  await bens.library.move.mutate({
    assetIds: [from],
    destinationId: autumn,
    ...merge,
    asPreviewed: preview.rightsVersion,
  })
  expect(await names(spring)).toEqual([])
  expect(await names(autumn)).toEqual(['shoot'])
  expect(await names(to)).toEqual(['Kept', 'RAW'])
  expect(await names(toRaw)).toEqual(['One.jpg', 'two.jpg'])
  expect(await names(kept)).toEqual(['three.jpg'])
  expect(await versions(one)).toEqual(['2: 3 current', '1: 4'])
  expect((await bens.library.list.query({ folderId: kept })).path.map((p) => p.name)).toEqual([
    'Autumn',
    'shoot',
    'Kept',
  ])
  const trash = (await bens.library.trash.query({})).assets.map((a) => [a.name, a.place])
  expect(trash.toSorted()).toEqual([
    ['Gone', { id: to, isThere: true }],
    ['four.jpg', { id: toRaw, isThere: true }],
  ])
  await bens.library.restore.mutate({ trashedId: gone, destinationId: to })
  expect(await names(gone)).toEqual(['in gone.jpg'])
  expect(two).toBeTruthy()
  await agrees()
})

it('a file onto a folder’s name, or the reverse, at any depth, undoes all of it', async () => {
  const { bens, dir, file, names, versions, agrees } = await world()
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const [from, to] = [await dir('Shoot', spring), await dir('Shoot', autumn)]
  const beach = await file('beach.jpg', spring, 'new')
  const there = await file('beach.jpg', autumn, 'old')
  await dir('raw', from)
  await file('raw', to)
  for (const assetIds of [
    [beach, from],
    [from, beach],
  ])
    expect(await refusal(bens.library.move.mutate({ assetIds, destinationId: autumn, ...merge }))).toEqual({
      code: 'name_taken',
      data: {},
    })
  expect(await names(spring)).toEqual(['Shoot', 'beach.jpg'])
  expect(await versions(there)).toEqual(['1: 3 current'])
  await agrees()
})

it('more versions than a file keeps are refused, with the name; nothing moves', async () => {
  const { acme, bens, dir, file, names, versions, agrees } = await world()
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const moved = await file('beach.jpg', spring)
  const there = await file('beach.jpg', autumn)
  for (let n = 1; n < versionsAtMost / 2; n += 1) {
    await plantVersion(db, acme.id, moved, `m${n}`)
    await plantVersion(db, acme.id, there, `t${n}`)
  }
  const onto = { assetIds: [moved], destinationId: autumn, ...merge }
  const one = await plantVersion(db, acme.id, moved, 'one more')
  expect(await refusal(bens.library.move.mutate(onto))).toEqual({
    code: 'too_many_versions',
    data: { limit: versionsAtMost, name: 'beach.jpg' },
  })
  expect(await names(spring)).toEqual(['beach.jpg'])
  expect(await versions(there)).toHaveLength(versionsAtMost / 2)
  await bens.versions.list.query({ assetId: moved })
  const [, last] = await bens.versions.list.query({ assetId: moved })
  await bens.versions.restore.mutate({ assetId: moved, versionId: String(last?.id) })
  await bens.versions.delete.mutate({ assetId: moved, versionId: String(one) })
  await bens.library.move.mutate(onto)
  expect(await versions(there)).toHaveLength(versionsAtMost)
  await agrees()
})

it('two of one name, from two folders, become one; what lies in another of them goes first', async () => {
  const { bens, dir, file, names, versions, agrees } = await world()
  const [spring, autumn, launch] = [await dir('Spring'), await dir('Autumn'), await dir('Launch')]
  const [a, b] = [await file('beach.jpg', spring, '1'), await file('beach.jpg', autumn, '22')]
  const shoot = await dir('Shoot', spring)
  const inside = await file('inside.jpg', shoot)
  await dir('Shoot', launch)
  await bens.library.move.mutate({ assetIds: [shoot, a, b, inside], destinationId: launch, ...merge })
  expect(await names(launch)).toEqual(['Shoot', 'beach.jpg', 'inside.jpg'])
  const [left] = (await bens.library.list.query({ folderId: launch })).assets.filter((x) => x.name === 'beach.jpg')
  expect(await versions(left?.id as AssetId)).toHaveLength(2) // as the list gave it
  await agrees()
})

it('onto a folder that it lies in is refused, and so is into itself', async () => {
  const { bens, dir, names } = await world()
  const outer = await dir('Shoot')
  const inner = await dir('Shoot', outer)
  await dir('Shoot', inner)
  expect(await refusal(bens.library.move.mutate({ assetIds: [inner], destinationId: null, ...merge }))).toMatchObject({
    code: 'name_taken',
  })
  for (const destinationId of [outer, inner])
    expect(await refusal(bens.library.move.mutate({ assetIds: [outer], destinationId, ...merge }))).toMatchObject({
      code: 'into_itself',
    })
  expect(await names(outer)).toEqual(['Shoot'])
})

it('an upload that is under way goes where its folder went', async () => {
  const { acme, ben, bens, dir, names, agrees } = await world()
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const [from, to] = [await dir('Shoot', spring), await dir('Shoot', autumn)]
  const uploadId = await plantUpload(db, acme.id, { memberId: ben.memberId, folderId: from, name: 'late.jpg' })
  await bens.library.move.mutate({ assetIds: [from], destinationId: autumn, ...merge })
  await bens.uploads.finish.mutate({ uploadId })
  expect(await names(to)).toEqual(['late.jpg'])
  await agrees()
})

it('whoever reached the thing that is there goes on reaching it, and all that came', async () => {
  const { acme, bens, dir, file } = await world()
  const rita = await acme.member('Rita', 'library_restricted')
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const to = await dir('Shoot', autumn, rita.memberId)
  const from = await dir('Shoot', spring)
  await file('beach.jpg', from)
  await bens.library.move.mutate({ assetIds: [from], destinationId: autumn, ...merge })
  const { assets } = await as(server, rita).library.list.query({ folderId: to })
  expect(assets.map((a) => `${a.name} ${a.level}`)).toEqual(['beach.jpg manage'])
})

it(`more than ${mergedAtOnce} things that have to be touched one by one are refused, without half of it done`, async () => {
  const { acme, bens, dir, names, agrees } = await world()
  const [spring, autumn] = [await dir('Spring'), await dir('Autumn')]
  const [from, to] = [await dir('Shoot', spring), await dir('Shoot', autumn)]
  for (let n = 0; n < mergedAtOnce; n += 1) await dir(`f${n}`, from)
  const onto = { assetIds: [from], destinationId: autumn, ...merge }
  expect(await refusal(bens.library.move.mutate(onto))).toEqual({
    code: 'too_many_things',
    data: { limit: mergedAtOnce },
  })
  expect(await names(to)).toEqual([])
  const [first] = (await bens.library.list.query({ folderId: from })).assets
  await bens.library.delete.mutate({ assetIds: [String(first?.id)] })
  await bens.library.purge.mutate({ trashedIds: [String(first?.id)] })
  const began = Date.now()
  await bens.library.move.mutate(onto)
  expect(Date.now() - began).toBeLessThan(5_000)
  expect(acme.id).toBeTruthy()
  await agrees()
}, 60_000)
