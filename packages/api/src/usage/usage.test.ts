// What is counted of use, asked for over HTTP by those who have it; what is written when, and what a day is.
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { dayAfter, dayIn, noUse, usageKept, type AssetId } from '@usher/domain'
import { addUses, noteStored } from '../access/usage.ts'
import { handleOf } from '../db/connect.ts'
import { plantKey, withKey } from '../testing/api-keys.ts'
import { plantFile, plantFolder, plantPicture } from '../testing/library.ts'
import { headersOf, upload } from '../testing/send.ts'
import { account, as, freshDatabase, refusal, startServer, type TestMember } from '../testing/world.ts'
import { noteLastActive } from '../session/last-active.ts'
import { countUsage } from './count-usage.ts'
import { rollUpUsage } from './roll-up.ts'

const { url, db } = await freshDatabase()
const counting = countUsage(db, () => {})
const server = await startServer(url, { house: { counts: counting.counts } })
const today = dayIn('UTC', new Date())
/** As a clean stop does, which waits for the connections: who fetches has the last byte before the server has counted it. */
const written = async () => {
  await sleep(100)
  await counting.stop()
}

/** Fetches all of what is there. Gives its etag. */
async function fetched(
  who: TestMember,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const answer = await fetch(`${server}/api/${who.account}/${path}`, {
    method,
    headers: { ...headersOf(who), ...headers },
  })
  expect(answer.status).toBeLessThan(400)
  await answer.arrayBuffer()
  return answer.headers.get('etag') ?? ''
}
const uploaded = (who: TestMember, folderId: AssetId | null, name: string, content: string) =>
  upload(server, who, as(server, who), folderId, name, content) as Promise<AssetId>

/** An account with somebody of each role that has usage. */
async function acme(name: string) {
  const here = await account(db, name)
  return {
    ...here,
    here,
    ada: await here.member('Ada', 'account_admin'),
    dev: await here.member('Dev', 'developer'),
    fay: await here.member('Fay', 'finance'),
  }
}

it('what is uploaded, downloaded and looked at is counted by whom it was and what it was of', async () => {
  const { ada, dev, fay, here } = await acme('Counts')
  const spring = await plantFolder(db, here.id, { name: 'Spring', parentId: null, ownerId: null })
  const shoot = await plantFolder(db, here.id, { name: 'Shoot', parentId: spring, ownerId: null })
  const assetId = await uploaded(ada, shoot, 'a.txt', '0123456789')
  await fetched(ada, `files/${assetId}/original`)
  await fetched(dev, `files/${assetId}/original`)
  await written()

  const { total, totalBefore, days } = await as(server, fay).usage.days.query({})
  expect(total).toMatchObject({
    uploads: 1,
    uploadedBytes: 10,
    downloads: 2,
    sentBytes: 20,
    thumbnails: 0,
    keyCalls: 0,
  })
  expect(total.activePeople).toBe(2)
  expect(total.signIns).toBe(0) // Written with who was active, which is not yet.
  expect(totalBefore).toEqual(noUse)
  expect(days).toHaveLength(30)
  expect(days.at(-1)).toEqual({ day: today, ...total })

  const by = async (what: 'files' | 'folders' | 'people', inside: string | null = null) =>
    (await as(server, dev).usage.by.query({ by: what, inside })).rows.map(({ name, path, downloads, uploads }) => ({
      name,
      path,
      downloads,
      uploads,
    }))
  expect(await by('files')).toEqual([{ name: 'a.txt', path: '/Spring/Shoot', downloads: 2, uploads: 1 }])
  // What lies deep down counts for each folder above it.
  expect(await by('folders')).toEqual([{ name: 'Spring', path: null, downloads: 2, uploads: 1 }])
  expect(await by('folders', spring)).toEqual([{ name: 'Shoot', path: null, downloads: 2, uploads: 1 }])
  expect(await by('folders', shoot)).toEqual([{ name: null, path: null, downloads: 2, uploads: 1 }])
  expect(await by('people')).toEqual([
    { name: 'Ada', path: null, downloads: 1, uploads: 1 },
    { name: 'Dev', path: null, downloads: 1, uploads: 0 },
  ])
})

it('a film that is fetched in parts is one download, and each part is bandwidth', async () => {
  const { ada } = await acme('Parts')
  const assetId = await uploaded(ada, null, 'film.txt', '0123456789')
  await fetched(ada, `files/${assetId}/original`, { headers: { range: 'bytes=0-3' } })
  await fetched(ada, `files/${assetId}/original`, { headers: { range: 'bytes=4-9' } })
  await fetched(ada, `files/${assetId}/original`, { method: 'HEAD' })
  await written()
  const { total } = await as(server, ada).usage.days.query({})
  expect(total).toMatchObject({ downloads: 1, sentBytes: 10 })
})

it('thumbnails count each time that they are asked for, with the bytes of those that were sent', async () => {
  const { ada, here } = await acme('Thumbs')
  const assetId = await plantFile(db, here.id, { name: 'a.jpg', parentId: null, ownerId: null })
  await plantPicture(db, assetId)
  const etag = await fetched(ada, `files/${assetId}/thumbnail`)
  await fetched(ada, `files/${assetId}/thumbnail`, { headers: { 'if-none-match': etag } })
  await written()
  const { total } = await as(server, ada).usage.days.query({})
  expect(total).toMatchObject({ thumbnails: 2, sentBytes: 'small'.length, downloads: 0 })
})

it('each file of a zip is a download of that file', async () => {
  const { ada } = await acme('Zips')
  const a = await uploaded(ada, null, 'a.txt', 'aaa')
  const b = await uploaded(ada, null, 'b.txt', 'bbbbb')
  const { id } = await as(server, ada).zips.prepare.mutate({ assetIds: [a, b] })
  await fetched(ada, `zips/${id}`)
  await written()
  const { total } = await as(server, ada).usage.days.query({})
  expect(total).toMatchObject({ downloads: 2, sentBytes: 8 })
})

it('calls of a key are counted as its own, and it reads the totals of its account and no details', async () => {
  const { ada, here } = await acme('Keys')
  const key = await plantKey(db, here.id, { name: 'Website', scopes: { usage: 'read', files: 'read' } })
  for (let i = 0; i < 3; i += 1) await withKey(server, key).library.list.query({ folderId: null })
  await written()
  expect((await withKey(server, key).usage.days.query({ days: 1 })).total).toMatchObject({
    keyCalls: 3,
    activePeople: 0,
  })
  expect((await as(server, ada).usage.by.query({ by: 'keys', sort: 'keyCalls' })).rows).toMatchObject([
    { name: 'Website', keyCalls: 3 },
  ])
  expect((await refusal(withKey(server, key).usage.by.query({ by: 'people' })))?.code).toBe('not_for_keys')
  const without = await plantKey(db, here.id, { scopes: { files: 'write' } })
  expect((await refusal(withKey(server, without).usage.days.query({})))?.code).toBe('key_scope')
})

it('a session that enters an account for the first time is one sign-in there, however often it comes', async () => {
  const { ada } = await acme('Enters')
  const usage = countUsage(db, () => {})
  for (const at of [1, 2, 3]) {
    const notes = noteLastActive(db, usage.counts, () => {})
    const { id: session } = await db
      .selectFrom('session')
      .select('id')
      .where('user_id', '=', ada.userId)
      .executeTakeFirstOrThrow()
    const { account_id: accountId } = await db
      .selectFrom('member')
      .select('account_id')
      .where('id', '=', ada.memberId)
      .executeTakeFirstOrThrow()
    notes.seen(new Date(Date.now() + at * 1000), session, { accountId, memberId: ada.memberId })
    await notes.stop()
  }
  await usage.stop()
  expect((await as(server, ada).usage.days.query({})).total.signIns).toBe(1)
})

it('what an administrator fetches while looking as somebody else is nobody’s, and is counted', async () => {
  const { ada, here } = await acme('Viewed')
  const ben = await here.member('Ben', 'library_view')
  const assetId = await uploaded(ada, null, 'a.txt', 'abc')
  const { account: seen } = await as(server, ada).viewAs.startMember.mutate({ memberId: ben.memberId })
  await fetched({ ...ada, account: seen }, `files/${assetId}/original`)
  await written()
  const { rows } = await as(server, ada).usage.by.query({ by: 'people' })
  expect(rows.map(({ name, downloads }) => [name, downloads])).toEqual([['Ada', 0]])
  expect((await as(server, ada).usage.days.query({})).total.downloads).toBe(1)
})

it('a day is that of the account, not that of the server', async () => {
  const { ada, here } = await acme('Zones')
  await as(server, ada).settings.setTimeZone.mutate({ timeZone: 'Pacific/Kiritimati' })
  const at = Date.parse('2026-02-28T11:00:00Z')
  const use = { accountId: here.id, what: 'download', memberId: null, keyId: null, assetId: null } as const
  await addUses(db, [{ ...use, at, n: 1, bytes: 5 }])
  const { total } = await as(server, ada).usage.days.query({ days: 1, to: '2026-03-01' })
  expect(total.downloads).toBe(1)
  const { days, totalBefore } = await as(server, ada).usage.days.query({ days: 2, to: '2026-03-03' })
  expect(days.map((d) => d.day)).toEqual(['2026-03-02', '2026-03-03'])
  expect(totalBefore.downloads).toBe(1)
})

it('a range at its edges is taken, and beyond them refused with what to give', async () => {
  const { ada } = await acme('Edges')
  const ask = (range: object) => refusal(as(server, ada).usage.days.query(range))
  expect(await ask({ days: 366, to: '2028-02-29' })).toBeNull()
  const wrong = async (range: object) => JSON.stringify(await ask(range))
  expect(await wrong({ days: 367 })).toContain('Give at most 366 days.')
  expect(await wrong({ days: 0 })).toContain('Give 1 day or more.')
  expect(await wrong({ to: '2026-02-29' })).toContain('Give a day like 2030-01-31.')
  expect(await wrong({ to: '0001-01-01' })).toContain('Give a day from 2000 to 2999')
  expect(await refusal(as(server, ada).usage.by.query({ by: 'folders', inside: crypto.randomUUID() }))).toMatchObject({
    code: 'not_found',
  })
})

it('counts that could not be written are written later, to the last one', async () => {
  const { here } = await acme('Later')
  const usage = countUsage(db, () => {})
  const now = new Date()
  for (let i = 0; i < 10; i += 1) usage.counts(now, { accountId: here.id, what: 'download', bytes: 3 })
  await db.schema.alterTable('usage').renameTo('usage_away').execute()
  await usage.stop()
  await db.schema.alterTable('usage_away').renameTo('usage').execute()
  usage.counts(now, { accountId: here.id, what: 'download', bytes: 3 })
  await usage.stop()
  const row = await db.selectFrom('usage').select(['n', 'bytes']).where('account_id', '=', here.id).executeTakeFirst()
  expect(row).toEqual({ n: 11, bytes: 33 })
})

it('two servers that write at once add up', async () => {
  const { here } = await acme('Two')
  const servers = Array.from({ length: 4 }, () => countUsage(db, () => {}))
  for (const usage of servers)
    for (let i = 0; i < 250; i += 1)
      usage.counts(new Date(), { accountId: here.id, what: i % 2 ? 'call' : 'thumbnail' })
  await Promise.all(servers.map((usage) => usage.stop()))
  const rows = await db
    .selectFrom('usage')
    .select(['what', 'n'])
    .where('account_id', '=', here.id)
    .orderBy('what')
    .execute()
  expect(rows).toEqual([
    { what: 'call', n: 500 },
    { what: 'thumbnail', n: 500 },
  ])
})

it('storage is told by kind as it is now, and on the days that it was noted', async () => {
  const { ada, fay, here } = await acme('Stores')
  await uploaded(ada, null, 'a.txt', '12345')
  await rollUpUsage(db)
  await noteStored(db, { handle: handleOf(db), accountId: here.id }, dayAfter(today, -3))
  await uploaded(ada, null, 'b.txt', '1234567')
  const { now, days } = await as(server, fay).usage.storage.query({ days: 7 })
  expect(now.document).toEqual({ files: 2, bytes: 12 })
  expect(now.picture).toEqual({ files: 0, bytes: 0 })
  expect(days.map(({ day, bytes }) => [day, bytes.document])).toEqual([
    [dayAfter(today, -3), 5],
    [today, 12],
  ])
})

it('what was counted too long ago is forgotten, and not a day before', async () => {
  const { here } = await acme('Old')
  const use = { accountId: here.id, what: 'call', memberId: null, keyId: null, assetId: null, n: 1, bytes: 0 } as const
  const at = (day: string) => Date.parse(`${day}T12:00:00Z`)
  for (const day of [-usageKept - 1, -usageKept, 0]) await addUses(db, [{ ...use, at: at(dayAfter(today, day)) }])
  await rollUpUsage(db)
  const rows = await db.selectFrom('usage').select('day').where('account_id', '=', here.id).execute()
  expect(rows).toHaveLength(2)
})

it('tables come as CSV, in which no name is a formula', async () => {
  const { ada, dev, here } = await acme('Sheets')
  const file = await plantFile(db, here.id, { name: '=1+1.txt', parentId: null, ownerId: null })
  const use = { accountId: here.id, what: 'download', memberId: dev.memberId, keyId: null, assetId: file } as const
  await addUses(db, [{ ...use, at: Date.now(), n: 4, bytes: 40 }])
  const text = async (path: string) =>
    (await fetch(`${server}/api/${here.slug}/${path}`, { headers: { cookie: `usher_session=${ada.session}` } })).text()
  const days = (await text('usage.csv?days=7')).split('\r\n')
  expect(days).toHaveLength(9)
  expect(days[0]).toContain('"Bandwidth out (bytes)"')
  expect(days[7]).toMatch(new RegExp(`^"${today}"`))
  expect(await text('usage/files')).toContain('"\'=1+1.txt","/","4","40"')
  expect(await text('usage/people?sort=downloads')).toContain('"Dev","4","40"')
  expect(await text('storage.csv')).toContain('"Documents (bytes)"')
})
