// The history of one thing: what was done to it, by whom, in order; for each reader without what they may not see.
import { describe, expect, it } from 'vitest'
import { tell } from '@usher/domain'
import { plantFile, plantFolder, plantVersion } from '../testing/library.ts'
import { account, as, freshDatabase, refusal, startServer } from '../testing/world.ts'

const { url, db } = await freshDatabase()
const server = await startServer(url)
let serial = 0

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = as(server, await acme.member('Ada', 'account_admin'))
  const rita = await acme.member('Rita', 'library_restricted')
  const ritas = as(server, rita)
  const hers = await plantFolder(db, acme.id, { name: 'Hers', parentId: null, ownerId: rita.memberId })
  const secret = await plantFolder(db, acme.id, { name: 'Secret merger', parentId: null, ownerId: null })
  const sentences = async (assetId: string, who = ada) =>
    (await who.library.history.query({ assetId })).entries.map((entry) => tell(entry))
  return { acme, ada, rita, ritas, hers, secret, sentences }
}

describe('the history of a thing', () => {
  it('tells what was done to it and to nothing else, newest first', async () => {
    const { acme, ada, hers, secret, sentences } = await world()
    const { id } = await ada.library.createFolder.mutate({ folderId: null, name: 'Sprin' })
    await ada.library.rename.mutate({ assetId: id, name: 'Spring' })
    await ada.library.move.mutate({ assetIds: [id], destinationId: hers })
    await ada.library.move.mutate({ assetIds: [secret], destinationId: hers })
    await ada.library.delete.mutate({ assetIds: [id] })
    await ada.library.restore.mutate({ trashedId: id, destinationId: null })
    expect(await sentences(id)).toEqual([
      'Ada restored “Spring” from the trash to the top of the library',
      'Ada put “Spring” into the trash',
      'Ada moved “Spring” to “Hers”',
      'Ada renamed “Sprin” to “Spring”',
      'Ada created the folder “Sprin”',
    ])
    const file = await plantFile(db, acme.id, { name: 'a.txt', parentId: null, ownerId: null }, 'ab')
    await plantVersion(db, acme.id, file, 'abc')
    expect(await sentences(file)).toEqual([
      'The operator uploaded version 2 of “a.txt”',
      'The operator uploaded “a.txt” (2 bytes)',
    ])
  })
  it('names no folder that the reader does not see, and never a device, an address or an id of anybody', async () => {
    const { ada, rita, ritas, hers, secret, sentences } = await world()
    const { id } = await ritas.library.createFolder.mutate({ folderId: hers, name: 'Plan' })
    await ada.library.move.mutate({ assetIds: [id], destinationId: secret })
    expect(await sentences(id)).toContain('Ada moved “Plan” to “Secret merger”')
    expect(await sentences(id, ritas)).toEqual(['Ada moved “Plan”', 'Rita created the folder “Plan”'])
    const text = JSON.stringify(await ritas.library.history.query({ assetId: id }))
    for (const hidden of ['Secret', secret, hers, rita.memberId, rita.email, '@acme.test', '127.0.0.1', 'ip', 'device'])
      expect(text).not.toContain(hidden)
  })
  it('of what the reader does not see is not found, as of what never was', async () => {
    const { ritas, secret } = await world()
    for (const assetId of [secret, crypto.randomUUID()])
      expect(await refusal(ritas.library.history.query({ assetId }))).toEqual({ code: 'not_found', data: {} })
  })
  it('is on the free plan as well', async () => {
    const acme = await account(db, `Free ${(serial += 1)}`, 'free')
    const ada = as(server, await acme.member('Ada', 'account_admin'))
    const { id } = await ada.library.createFolder.mutate({ folderId: null, name: 'Spring' })
    expect((await ada.library.history.query({ assetId: id })).entries).toHaveLength(1)
  })
  it('comes by page', async () => {
    const { ada } = await world()
    const { id } = await ada.library.createFolder.mutate({ folderId: null, name: 'Name 0' })
    for (let n = 1; n <= 50; n += 1) await ada.library.rename.mutate({ assetId: id, name: `Name ${n}` })
    const first = await ada.library.history.query({ assetId: id })
    expect(first.entries).toHaveLength(50)
    const second = await ada.library.history.query({ assetId: id, before: first.next ?? 0 })
    expect(second.entries.map((entry) => tell(entry))).toEqual(['Ada created the folder “Name 0”'])
    expect(second.next).toBeNull()
  }, 60_000)
})
