// What lies in a folder, page by page: each thing once, in order, whatever happens between two pages.
import { describe, expect, it } from 'vitest'
import type { AssetId } from '@usher/domain'
import { plantFile, plantFolder } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = as(server, await acme.member('Ada', 'account_admin'))
  const place = (name: string) => ({ name, parentId: null, ownerId: null })
  const folder = (name: string) => plantFolder(db, acme.id, place(name))
  const file = (name: string, content = name) => plantFile(db, acme.id, place(name), content)
  type Asked = Omit<NonNullable<Parameters<typeof ada.library.list.query>[0]>, 'folderId'>
  const list = (asked: Asked = {}) => ada.library.list.query({ folderId: null, ...asked })
  /** All pages, one after the other. */
  const all = async (asked: Asked = {}) => {
    const names: string[] = []
    for (let after: string | null | undefined; after !== null;) {
      const page = await list({ ...asked, ...(after && { after }) })
      names.push(...page.assets.map((a) => a.name))
      after = page.next
    }
    return names
  }
  return { acme, ada, folder, file, list, all }
}
const numbered = (what: string, n: number) => `${what} ${String(n).padStart(3, '0')}`

describe('what lies in a folder', () => {
  it('comes by page, each thing once: folders first, then files, forwards and backwards', async () => {
    const { folder, file, list, all } = await world()
    const folders = Array.from({ length: 205 }, (_, n) => numbered('Folder', n))
    const files = Array.from({ length: 200 }, (_, n) => numbered('a file', n))
    for (const name of folders) await folder(name)
    for (const name of files) await file(name)
    const first = await list()
    expect(first.assets.length).toBe(200)
    expect(await all()).toEqual([...folders, ...files])
    expect(await all({ descending: true })).toEqual([...folders.toReversed(), ...files.toReversed()])
    expect(await all({ sort: 'changed' })).toEqual([...folders, ...files])
    expect(await all({ foldersOnly: true })).toEqual(folders)

    // Deleted and added between two pages: the next one goes on after the last row, and skips none.
    const [gone] = first.assets
    await db
      .updateTable('asset')
      .set({ trash_id: gone?.id ?? null, trashed_at: new Date() })
      .where('id', '=', gone?.id ?? ('' as AssetId))
      .execute()
    const second = await list({ after: first.next ?? '' })
    expect(second.assets[0]?.name).toBe('Folder 200')
  }, 60_000)
  it('exactly a page of it has no page after', async () => {
    const { folder, list } = await world()
    for (let n = 0; n < 200; n += 1) await folder(numbered('Folder', n))
    expect((await list()).next).toBeNull()
  }, 60_000)
  it('is sorted by size: files by theirs, folders by name; and by when it was changed', async () => {
    const { folder, file, all } = await world()
    await file('long', 'x'.repeat(1000))
    await file('short', 'x')
    await file('middle', 'x'.repeat(20))
    await folder('Beach')
    await folder('Autumn')
    expect(await all({ sort: 'size' })).toEqual(['Autumn', 'Beach', 'short', 'middle', 'long'])
    expect(await all({ sort: 'size', descending: true })).toEqual(['Autumn', 'Beach', 'long', 'middle', 'short'])
    expect(await all({ sort: 'changed', descending: true })).toEqual(['Autumn', 'Beach', 'middle', 'short', 'long'])
  })
  it('of the same size or moment still comes each once', async () => {
    const { acme, file, list } = await world()
    for (let n = 0; n < 203; n += 1) await file(numbered('same', n), 'same')
    await db
      .updateTable('asset')
      .set({ changed_at: new Date(0) })
      .where('account_id', '=', acme.id)
      .execute()
    for (const sort of ['size', 'changed'] as const) {
      const first = await list({ sort })
      const second = await list({ sort, after: first.next ?? '' })
      expect(new Set([...first.assets, ...second.assets].map((a) => a.id)).size).toBe(203)
    }
  }, 60_000)
  it('is refused after something that no page said, or that a page in another order said', async () => {
    const { file, list } = await world()
    for (let n = 0; n < 201; n += 1) await file(numbered('file', n))
    const { next } = await list()
    const marks = [
      'nonsense',
      ...[
        null,
        { kind: 'file', by: 'size', value: 'x', id: crypto.randomUUID() },
        { kind: 'file', by: 'name_key', value: '\0', id: crypto.randomUUID() },
        { kind: 'file', by: 'changed_at', value: '2026-02-30T00:00:00+00:00', id: crypto.randomUUID() },
        { kind: 'file', by: 'owner_id', value: '', id: crypto.randomUUID() },
      ].map((mark) => Buffer.from(JSON.stringify(mark)).toString('base64url')),
    ]
    for (const after of marks) expect(await refusal(list({ after }))).toMatchObject({ code: 'invalid_input' })
    expect(await refusal(list({ sort: 'size', after: next ?? '' }))).toMatchObject({ code: 'invalid_input' })
  }, 60_000)
})

describe('single things', () => {
  it('are shown as a list shows them, with the path as far as the asker sees it', async () => {
    const { acme, ada } = await world()
    const rita = await acme.member('Rita', 'library_restricted')
    const spring = await plantFolder(db, acme.id, { name: 'Spring', parentId: null, ownerId: null })
    const shoot = await plantFolder(db, acme.id, { name: 'Shoot', parentId: spring, ownerId: rita.memberId })
    const beach = await plantFile(db, acme.id, { name: 'beach.jpg', parentId: shoot, ownerId: null }, 'beach')
    const [shown, top] = await ada.library.see.query({ assetIds: [beach, spring] })
    expect(shown).toMatchObject({ name: 'beach.jpg', kind: 'file', size: 5, level: 'manage' })
    expect(shown?.path.map((p) => p.name)).toEqual(['Spring', 'Shoot'])
    expect(top?.path).toEqual([])
    const [hers] = await as(server, rita).library.see.query({ assetIds: [beach] })
    expect(hers?.path).toEqual([{ id: shoot, name: 'Shoot', level: 'manage' }])
    expect(await refusal(as(server, rita).library.see.query({ assetIds: [beach, spring] }))).toMatchObject({
      code: 'not_found',
    })
  })
})
