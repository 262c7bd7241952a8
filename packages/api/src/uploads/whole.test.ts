// A small file in one call, over real HTTP, by people and by keys, on two servers: made once however often it is sent, refused as
// by the way in parts, and never to be seen in half.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdir, symlink } from 'node:fs/promises'
import { request } from 'node:http'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { sentWhole, type AssetId, type UploadId } from '@usher/domain'
import { setLimit } from '../accounts/operate-account.ts'
import { plantKey, withKey } from '../testing/api-keys.ts'
import { auditKey } from '../testing/keys.ts'
import { headersOf, saidBy, send, sendWhole, type Whole } from '../testing/send.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { account, as, freshDatabase, parts, startServer, type TestMember } from '../testing/world.ts'
import { countUsage } from '../usage/count-usage.ts'

const { url, db } = await freshDatabase()
const counting = countUsage(db, () => {})
const [server, other] = [await startServer(url, { house: { counts: counting.counts } }), await startServer(url)]
let serial = 0
const sha = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')
interface Who {
  account: string
  headers: Record<string, string>
}
const asMember = (who: TestMember): Who => ({ account: who.account, headers: headersOf(who) })
const asKey = ({ secret }: { secret: string }): Who => ({
  account: '-',
  headers: { authorization: `Bearer ${secret}` },
})
type Body = Parameters<typeof sendWhole>[3]

async function world() {
  const acme = await account(db, `Acme ${(serial += 1)}`)
  const ada = await acme.member('Ada', 'account_admin')
  const key = await plantKey(db, acme.id)
  const admin = as(server, ada)
  const there = async (folderId: AssetId | null = null) => (await admin.library.list.query({ folderId })).assets
  const make = async (name: string) => (await admin.library.createFolder.mutate({ folderId: null, name })).id
  const entries = async () => (await admin.log.list.query({ kinds: ['file.uploaded', 'version.added'] })).entries
  return { acme, ada, key, admin, there, make, entries }
}
const one = (more: Partial<Whole> = {}): Whole => ({
  uploadId: randomUUID(),
  folderId: null,
  name: 'beach.jpg',
  ...more,
})
const oneIn = (folderId: string) => one({ folderId })
/** The id of the file, or the code of the refusal. */
async function put(who: Who, what: Whole, body: Body = 'bytes', at = server): Promise<string | number> {
  const answer = await sendWhole(at, who, what, body)
  return answer.ok ? ((await answer.json()) as { assetId: string }).assetId : saidBy(answer)
}
/** Comes without saying how long it is. */
const stream = (...pieces: string[]) => ReadableStream.from(pieces.map((piece) => Buffer.from(piece)))
/** Says that all of it comes, sends so much, and goes away. */
async function tear(who: Who, { uploadId, ...input }: Whole, content: Buffer, bytes: number): Promise<void> {
  const query = encodeURIComponent(JSON.stringify({ size: content.length, ...input }))
  const sending = request(`${server}/api/${who.account}/uploads/${uploadId}?input=${query}`, {
    method: 'PUT',
    headers: {
      ...who.headers,
      'content-type': 'application/offset+octet-stream',
      'content-length': content.length,
    },
  })
  sending.on('error', () => {}) // it is torn below
  sending.write(content.subarray(0, bytes))
  for (let n = 0; n < 200 && (await parts.arrived(uploadId as UploadId)) < bytes; n += 1) await sleep(10)
  sending.destroy()
}

describe('a small file in one call', () => {
  it('becomes what the way in parts makes of it: its bytes, its type, an owner where somebody sent it, one entry', async () => {
    const { acme, ada, key, there, entries } = await world()
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    )
    const byKey = await put(asKey(key), one({ name: 'key.txt', sha256: sha(png) }), png)
    const byAda = await put(asMember(ada), one({ name: 'Cafe\u0301.txt' }), png)
    expect(await there()).toMatchObject([
      { id: byAda, name: 'Caf\u00E9.txt', sha256: sha(png), size: png.length, mediaType: 'image/png', isMine: true },
      { id: byKey, name: 'key.txt', sha256: sha(png), size: png.length, owner: null },
    ])
    expect((await entries()).map((e) => [e.what, e.actor.name])).toEqual([
      ['file.uploaded', 'Ada'],
      ['file.uploaded', 'Website'],
    ])
    expect(await parts.list()).toEqual([])
    const { tables, entries: told } = await toldTwice(db, acme.id)
    expect(tables).toEqual(told)
  })
  it('may be of nothing, and goes into a folder', async () => {
    const { key, make, there } = await world()
    const folderId = await make('Spring')
    await put(asKey(key), one({ folderId }), '')
    expect(await there(folderId as AssetId)).toMatchObject([{ name: 'beach.jpg', size: 0 }])
  })
  it('is one call of the key and one upload in what is counted', async () => {
    const { acme, ada, key } = await world()
    await setLimit({ db, auditKey, publicUrl: server }, acme.id, 'calls', 3)
    const what = one()
    const left = []
    for (let n = 0; n < 2; n += 1)
      left.push((await sendWhole(server, asKey(key), what, 'bytes')).headers.get('ratelimit-remaining'))
    expect(left).toEqual(['2', '1'])
    await counting.stop()
    const { total } = await as(server, ada).usage.days.query({ days: 1 })
    expect(total).toMatchObject({ uploads: 1, uploadedBytes: 5, keyCalls: 2 })
  })
  it('of more than fits one call is refused, with what to do', async () => {
    const { key, there } = await world()
    const answer = await sendWhole(server, asKey(key), one({ size: sentWhole + 1 }), stream('bytes'))
    expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
      400,
      `size: Send what has more than ${sentWhole} bytes in parts.`,
    ])
    expect(await put(asKey(key), one(), randomBytes(sentWhole))).toEqual(expect.any(String))
    expect(await there()).toMatchObject([{ size: sentWhole }])
  })
})

describe('sent again', () => {
  it('after its answer was lost it is the same file: one version, one entry, whichever server is asked', async () => {
    const { key, there, entries, admin } = await world()
    const what = one({ ifTaken: 'version' })
    const first = await put(asKey(key), what)
    for (const at of [server, other, server]) expect(await put(asKey(key), what, 'bytes', at)).toBe(first)
    expect(await there()).toHaveLength(1)
    expect(await admin.versions.list.query({ assetId: String(first) })).toHaveLength(1)
    expect(await entries()).toHaveLength(1)
  })
  it('at the same time it is made once; who is told that a part has come finishes it in parts', async () => {
    const { ada, admin, there, entries } = await world()
    const content = randomBytes(300_000)
    const what = one({ sha256: sha(content) })
    const ends = await Promise.all(
      [server, server, server].map(async (at) => {
        const end = await put(asMember(ada), what, content, at)
        if (end !== 'upload_incomplete') return end
        await send(at, ada, what.uploadId, content)
        return (await admin.uploads.finish.mutate({ uploadId: what.uploadId, sha256: sha(content) })).assetId
      }),
    )
    expect(await there()).toMatchObject([{ id: ends[0], sha256: sha(content) }])
    expect(new Set(ends).size).toBe(1)
    expect(await entries()).toHaveLength(1)
  })
  it('after it was cut half-way it is gone on with where it was', async () => {
    const { ada, admin, there } = await world()
    const content = randomBytes(400_000)
    const what = one()
    await tear(asMember(ada), what, content, 150_000)
    expect(await there()).toEqual([])
    const [begun] = await admin.uploads.list.query()
    expect(begun).toMatchObject({ id: what.uploadId, name: 'beach.jpg', size: content.length, sent: 150_000 })
    expect(await put(asMember(ada), what, content)).toBe('upload_incomplete')
    await send(server, ada, what.uploadId, content)
    await admin.uploads.finish.mutate({ uploadId: what.uploadId })
    expect(await there()).toMatchObject([{ sha256: sha(content) }])
    expect(await admin.uploads.list.query()).toEqual([])
  })
  it('with the id of somebody else’s upload there is nothing, and theirs stays as it was', async () => {
    const { key, admin, there } = await world()
    const elsewhere = await world()
    for (const { uploadId } of [
      await admin.uploads.begin.mutate({ folderId: null, name: 'theirs', size: 5 }),
      await elsewhere.admin.uploads.begin.mutate({ folderId: null, name: 'theirs', size: 5 }),
    ]) {
      expect(await put(asKey(key), one({ uploadId }))).toBe('not_found')
      expect(await parts.arrived(uploadId as UploadId)).toBe(0)
    }
    expect(await there()).toEqual([])
  })
})

describe('where the name is taken', () => {
  it('by another that is sent at the same time, one is refused; sent again it is a version, or beside it, where that is wanted', async () => {
    const { key, admin, there } = await world()
    const both = (name: string, ifTaken: NonNullable<Whole['ifTaken']>) =>
      Promise.all(
        [server, other].map(async (at) => {
          const what = one({ name, ifTaken })
          const end = await put(asKey(key), what, at, at)
          return end === 'name_taken' && ifTaken !== 'refuse' ? put(asKey(key), what, at, at) : end
        }),
      )
    const refused = await both('a', 'refuse')
    expect(refused.filter((end) => end === 'name_taken')).toHaveLength(1)
    const [first, second] = await both('b', 'version')
    expect(first).toBe(second)
    expect(await admin.versions.list.query({ assetId: String(first) })).toHaveLength(2)
    await both('c', 'rename')
    expect((await there()).map((a) => a.name)).toEqual(['a', 'b', 'c', 'c (2)'])
  })
})

describe('what is not what was said', () => {
  it('as other bytes is not taken over, and leaves no entry', async () => {
    const { key, there, entries } = await world()
    expect(await put(asKey(key), one({ sha256: sha('other') }))).toBe('bytes_differ')
    expect([await there(), await entries()]).toEqual([[], []])
  })
  it('as more or fewer bytes is refused, also where no length was announced', async () => {
    const { key, there } = await world()
    for (const size of [4, 6]) expect(await put(asKey(key), one({ size }))).toBe('invalid_input')
    expect(await withKey(server, key).uploads.list.query()).toEqual([])
    const [more, fewer] = [one({ size: 5 }), one({ size: 9 })]
    expect(await put(asKey(key), more, stream('byt', 'es and', ' more'))).toBe('invalid_input')
    expect(await parts.arrived(more.uploadId as UploadId)).toBe(0)
    expect(await put(asKey(key), fewer, stream('byt', 'es'))).toBe('upload_incomplete')
    expect(await parts.arrived(fewer.uploadId as UploadId)).toBe(5)
    expect(await there()).toEqual([])
  })
  it('as anything but a name, an id and JSON is refused before a byte is read', async () => {
    const { key, there } = await world()
    for (const wrong of [{ name: 'a/b' }, { name: '' }, { uploadId: 'x' }, { sha256: 'AB' }, { colour: 'red' }])
      expect(await put(asKey(key), one(wrong))).toBe('invalid_input')
    const headers = { ...asKey(key).headers, 'content-type': 'application/offset+octet-stream' }
    for (const query of ['', '?input=', '?input=nothing', '?input=[]', '?input=1', '?input={}&input={}'])
      expect(
        await saidBy(
          await fetch(`${server}/api/-/uploads/${randomUUID()}${query}`, { method: 'PUT', headers, body: 'bytes' }),
        ),
      ).toBe('invalid_input')
    expect(await there()).toEqual([])
  })
  it('by a form of another site comes in no way', async () => {
    const { ada, there } = await world()
    const who = asMember(ada)
    const by = (headers: Record<string, string>) => put({ ...who, headers: { ...who.headers, ...headers } }, one())
    expect(await by({ 'content-type': 'text/plain' })).toBe('json_only')
    expect(await by({ origin: 'https://evil.example' })).toBe('foreign_origin')
    expect(await there()).toEqual([])
  })
})

describe('its right', () => {
  it('is that of uploading there: who has it not, person or key, begins nothing', async () => {
    const { acme, key, make, admin } = await world()
    const folderId = await make('Spring')
    const reads = await plantKey(db, acme.id, { scopes: { files: 'read' } })
    const tags = await plantKey(db, acme.id, { scopes: { tags: 'write' } })
    for (const without of [reads, tags]) expect(await put(asKey(without), oneIn(folderId))).toBe('key_scope')
    const [vera, rita, finn] = [
      await acme.member('Vera', 'library_view'),
      await acme.member('Rita', 'library_restricted'),
      await acme.member('Finn', 'finance'),
    ]
    expect(await put(asMember(vera), oneIn(folderId))).toBe('level_too_low')
    expect(await put(asMember(rita), oneIn(folderId))).toBe('not_found')
    expect(await put(asMember(rita), one())).toBe('level_too_low')
    expect(await put(asMember(finn), one())).toBe('not_allowed')
    expect(await put({ account: acme.slug, headers: {} }, one())).toBe('sign_in_first')
    expect(await put(asKey({ secret: 'usher_wrong' }), one())).toBe('key_unknown')
    expect(await put(asKey(key), oneIn(randomUUID()))).toBe('not_found')
    const rows = await db.selectFrom('upload').select('id').where('account_id', '=', acme.id).execute()
    expect(rows).toEqual([])
    const { entries } = await admin.log.list.query({ kinds: ['attempt.refused'] })
    expect(entries.map((e) => e.after?.['problem']).toSorted()).toEqual([
      'key_scope',
      'key_scope',
      'level_too_low',
      'level_too_low',
      'not_allowed',
    ])
  })
  it('ends with the plan: whom it lets in no more sends nothing', async () => {
    const { acme } = await world()
    const [ben, rita] = [await acme.member('Ben', 'library_full'), await acme.member('Rita', 'library_restricted')]
    await db.updateTable('account').set({ agreed_plan: 'paid' }).where('id', '=', acme.id).execute()
    expect(await put(asMember(rita), one())).toBe('cannot_enter')
    await db.updateTable('account').set({ agreed_plan: 'free' }).where('id', '=', acme.id).execute()
    expect(await put(asMember(ben), one())).toBe('cannot_enter')
  })
  it.each([
    ['the key is disabled', 'key_over'],
    ['the folder is deleted', 'not_found'],
    ['the key may only read', 'key_scope'],
  ] as const)('is looked at once more when all has come: %s meanwhile', async (what, code) => {
    const { key, admin, make, entries } = await world()
    const { keyId } = key
    const folderId = await make('Spring')
    const sending = one({ folderId, size: 10 })
    const change = async () => {
      for (let n = 0; n < 200 && (await parts.arrived(sending.uploadId as UploadId)) < 5; n += 1) await sleep(10)
      if (what === 'the key is disabled') await admin.keys.disable.mutate({ keyId })
      else if (what === 'the folder is deleted') await admin.library.delete.mutate({ assetIds: [folderId] })
      else await admin.keys.change.mutate({ keyId, name: 'Website', scopes: { files: 'read' }, endsAt: null })
    }
    async function* slowly() {
      yield Buffer.from('bytes')
      await change()
      yield Buffer.from('more!')
    }
    expect(await put(asKey(key), sending, ReadableStream.from(slowly()))).toBe(code)
    expect(await entries()).toEqual([])
  })
})

describe('limits', () => {
  it('of storage hold, at the begin and at the end, however many come at once', async () => {
    const { acme, key, there } = await world()
    await setLimit({ db, auditKey, publicUrl: server }, acme.id, 'gigabytes', 1)
    // As if the account had so much already: a million bytes are left.
    const bytes = 1_000_000_000 - 1_000_000
    await db.insertInto('stored').values({ account_id: acme.id, bytes }).execute()
    expect(await put(asKey(key), one(), randomBytes(1_000_001))).toBe('storage_full')
    const ends = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        put(asKey(key), one({ name: `file ${n}` }), randomBytes(300_000), n % 2 ? server : other),
      ),
    )
    expect(ends.filter((end) => end === 'storage_full').length).toBeGreaterThanOrEqual(3)
    expect((await there()).length).toBe(ends.filter((end) => end !== 'storage_full').length)
    const stored = await db.selectFrom('stored').select('bytes').where('account_id', '=', acme.id).executeTakeFirst()
    expect(stored?.bytes).toBeLessThanOrEqual(1_000_000_000)
  })
  it('a full disk is said clearly, and nothing is to be seen', async () => {
    const { key, there } = await world()
    const what = one()
    const path = parts.pathOf(what.uploadId as UploadId)
    await mkdir(dirname(path), { recursive: true })
    // A device on which every byte finds the disk full.
    await symlink('/dev/full', path)
    expect(await put(asKey(key), what)).toBe('cannot_store')
    await parts.remove(what.uploadId as UploadId)
    expect(await there()).toEqual([])
  })
})
