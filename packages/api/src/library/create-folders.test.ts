// Trees of folders made in one go, as an upload of folders asks for them.
import { expect, it } from 'vitest'
import type { AssetId } from '@usher/domain'
import { plantFile, plantFolder } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'
import { foldersMadeAtOnce } from './create-folders.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = as(server, await acme.member('Ada', 'account_admin'))
  const vera = as(server, await acme.member('Vera', 'library_view'))
  const rita = await acme.member('Rita', 'library_restricted')
  const make = async (name: string, folderId: AssetId | null = null) =>
    (await ada.library.createFolder.mutate({ folderId, name })).id
  const names = async (folderId: AssetId | null) =>
    (await ada.library.list.query({ folderId })).assets.map((a) => a.name)
  const entries = async () => (await ada.log.list.query({ kinds: ['folder.created'] })).entries
  return { acme, ada, vera, rita, ritas: as(server, rita), make, names, entries }
}

it('makes what is missing, uses what is there whatever its case, and tells of what it made alone', async () => {
  const { ada, make, names, entries } = await world()
  const spring = await make('Spring')
  const shoot = await make('Shoot', spring)
  const { ids } = await ada.library.createFolders.mutate({
    folderId: spring,
    paths: [['SHOOT'], ['Shoot', 'Raw', 'Day 1'], ['Shoot', 'raw'], ['Press'], ['Press']],
  })
  expect(ids).toHaveLength(5)
  expect(ids[0]).toBe(shoot)
  expect(ids[3]).toBe(ids[4])
  expect(await names(spring)).toEqual(['Press', 'Shoot'])
  expect(await names(shoot)).toEqual(['Raw'])
  expect((await ada.library.list.query({ folderId: ids[1] ?? null })).path.map((p) => p.name)).toEqual([
    'Spring',
    'Shoot',
    'Raw',
    'Day 1',
  ])
  expect(await names(ids[2] ?? null)).toEqual(['Day 1'])
  expect(await entries()).toHaveLength(5) // two made before, three now
})
it('leaves no entry where all of them were there, and gives their ids', async () => {
  const { ada, make, entries } = await world()
  const spring = await make('Spring')
  const shoot = await make('Shoot', spring)
  const asked = { folderId: null, paths: [['Spring'], ['Spring', 'Shoot']] }
  expect((await ada.library.createFolders.mutate(asked)).ids).toEqual([spring, shoot])
  expect(await entries()).toHaveLength(2)
})
it('makes none where a file has one of the names', async () => {
  const { acme, ada, names } = await world()
  await plantFile(db, acme.id, { name: 'Press', parentId: null, ownerId: null })
  const asked = { folderId: null, paths: [['Spring'], ['Press', 'Raw']] }
  expect(await refusal(ada.library.createFolders.mutate(asked))).toEqual({ code: 'name_taken', data: {} })
  expect(await names(null)).toEqual(['Press'])
})
it('a folder in the trash is not there: its name is free', async () => {
  const { ada, make } = await world()
  const old = await make('Spring')
  await ada.library.delete.mutate({ assetIds: [old] })
  const { ids } = await ada.library.createFolders.mutate({ folderId: null, paths: [['Spring']] })
  expect(ids).not.toContain(old)
})
it('asks for the level on the folder, and gives a restricted member nothing beside what is theirs', async () => {
  const { acme, ada, vera, rita, ritas, make } = await world()
  const spring = await make('Spring')
  const hers = await plantFolder(db, acme.id, { name: 'Hers', parentId: spring, ownerId: rita.memberId })
  const paths = [['Raw', 'Day 1']]
  expect(await refusal(vera.library.createFolders.mutate({ folderId: spring, paths }))).toEqual({
    code: 'level_too_low',
    data: { operation: 'folder.createIn', needs: 'contribute' },
  })
  expect(await refusal(ritas.library.createFolders.mutate({ folderId: spring, paths }))).toMatchObject({
    code: 'not_found',
  })
  const { ids } = await ritas.library.createFolders.mutate({ folderId: hers, paths })
  const page = await ada.library.list.query({ folderId: ids[0] ?? null })
  expect(page.path.map((p) => p.name)).toEqual(['Spring', 'Hers', 'Raw', 'Day 1'])
  expect((await ada.library.list.query({ folderId: hers })).assets).toMatchObject([{ name: 'Raw', owner: 'Rita' }])
})
it.each([
  ['no path', []],
  ['an empty path', [[]]],
  ['more than a hundred', Array.from({ length: 101 }, (_, n) => [`Folder ${n}`])],
  ['a path of more than fifty names', [Array.from({ length: 51 }, () => 'in')]],
  ['a name that cannot be', [['Spring', '..']]],
])('refuses %s', async (_, paths) => {
  const { ada } = await world()
  expect(await refusal(ada.library.createFolders.mutate({ folderId: null, paths }))).toMatchObject({
    code: 'invalid_input',
  })
})
it(`makes at most ${foldersMadeAtOnce} at once, and none where it would be more`, async () => {
  const { ada, names } = await world()
  const down = (n: number) => Array.from({ length: n }, (_, depth) => `Down ${depth}`)
  const paths = Array.from({ length: 5 }, (_, n) => [`Top ${n}`, ...down(49)])
  expect(await refusal(ada.library.createFolders.mutate({ folderId: null, paths }))).toEqual({
    code: 'too_many_folders',
    data: { limit: foldersMadeAtOnce },
  })
  expect(await names(null)).toEqual([])
})
