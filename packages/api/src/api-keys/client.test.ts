// The client as a program uses it, with a key, against a real server and real files; and through a connection that is cut.
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { mkdtempSync, openAsBlob, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { createClient, problemOf, Refused } from '@usher/client'
import { download, upload } from '@usher/client/files'
import { plantKey } from '../testing/api-keys.ts'
import { account, freshDatabase, startServer } from '../testing/world.ts'

const { url: database, db } = await freshDatabase()
const server = await startServer(database)
const acme = await account(db, 'Acme')
await acme.member('Ada', 'account_admin')
const { secret, keyId } = await plantKey(db, acme.id)
const client = createClient({ url: server, key: secret })
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const bytesOf = async (assetId: string) => new Uint8Array(await (await download(client, assetId)).arrayBuffer())

/** A proxy before the server, which `disturbs` some of the requests. */
async function between(
  disturb: (method: string, path: string) => 'cut' | 'away' | 'full' | 'torn' | null,
): Promise<string> {
  const port = Number(new URL(server).port)
  const proxy: Server = createServer((req, res) => {
    const how = disturb(req.method ?? '', req.url ?? '')
    if (how === 'away') return void res.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>')
    if (how === 'full') return void res.writeHead(429, { 'retry-after': '1' }).end('{}')
    const onward = request(
      { port, host: '127.0.0.1', method: req.method, path: req.url, headers: req.headers },
      (answer) => {
        // The answer is lost on its way back: what was asked for has come about.
        if (how === 'cut') return void answer.resume().on('end', () => res.destroy())
        res.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(res)
      },
    )
    onward.on('error', () => res.destroy())
    // The connection is lost on its way there, when a part has come through.
    if (how === 'torn') {
      let left = 1_000_000
      return void req.on('data', (bytes: Buffer) => {
        onward.write(bytes)
        if ((left -= bytes.length) > 0) return
        req.destroy()
        setTimeout(() => onward.destroy(), 100)
      })
    }
    req.pipe(onward)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  afterAll(() => void proxy.close())
  const address = proxy.address()
  if (typeof address !== 'object' || !address) throw new Error('a proxy that listens has a port')
  return `http://127.0.0.1:${address.port}`
}

describe('uploads', () => {
  it('sends a file in parts, tells how far it came, and its bytes come back the same', async () => {
    const bytes = randomBytes(20_000_000)
    const path = join(mkdtempSync(join(tmpdir(), 'usher-client-')), 'film.bin')
    writeFileSync(path, bytes)
    const told: number[] = []
    const { assetId } = await upload(client, {
      folderId: null,
      name: 'film.bin',
      bytes: await openAsBlob(path),
      onProgress: (sent, of) => {
        expect(of).toBe(bytes.length)
        told.push(sent)
      },
    })
    expect(told.at(0)).toBe(0)
    expect(told.at(-1)).toBe(bytes.length)
    expect(told).toEqual(told.toSorted((a, b) => a - b))
    expect(sha256(await bytesOf(assetId))).toBe(sha256(bytes))
    const part = await download(client, assetId, { range: [5, 10] })
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(new Uint8Array(bytes.subarray(5, 10)))
  })

  it('an empty one is a file too', async () => {
    const { assetId } = await upload(client, { folderId: null, name: 'empty.txt', bytes: new Uint8Array() })
    expect(await bytesOf(assetId)).toHaveLength(0)
  })

  it('says when the name is taken, and makes a version where that is what is wanted', async () => {
    const file = { folderId: null, name: 'twice.txt' }
    const first = await upload(client, { ...file, bytes: new TextEncoder().encode('one') })
    const refused = await upload(client, { ...file, bytes: new TextEncoder().encode('two') }).catch((e: unknown) => e)
    expect(problemOf(refused)).toMatchObject({ code: 'name_taken' })
    // Nothing of the refused one is left.
    expect(await client.uploads.list.query()).toEqual([])
    const second = await upload(client, { ...file, bytes: new TextEncoder().encode('two'), ifTaken: 'version' })
    expect(second).toEqual(first)
    expect(new TextDecoder().decode(await bytesOf(first.assetId))).toBe('two')
  })

  it('is cancelled by its signal, and leaves nothing', async () => {
    const stop = new AbortController()
    const sending = upload(client, {
      folderId: null,
      name: 'never.bin',
      bytes: randomBytes(30_000_000),
      signal: stop.signal,
      onProgress: (sent) => sent > 0 && stop.abort(new Error('the person went home')),
    })
    await expect(sending).rejects.toThrow('the person went home')
    expect(await client.uploads.list.query()).toEqual([])
  })

  it('goes on through a connection that is cut and a gateway that is away, with the right bytes at the end', async () => {
    let n = 0
    const shaky = await between((method) =>
      method === 'HEAD' ? null : (n += 1) % 3 === 0 ? 'cut' : n % 5 === 0 ? 'away' : null,
    )
    const bytes = randomBytes(20_000_000)
    const { assetId } = await upload(createClient({ url: shaky, key: secret }), {
      folderId: null,
      name: 'shaky.bin',
      bytes,
    })
    expect(n).toBeGreaterThan(5)
    expect(sha256(await bytesOf(assetId))).toBe(sha256(bytes))
  })

  it.each([
    [1000, 'PUT', 2],
    [9_000_000, 'PATCH', 3],
  ])('of %i bytes, past the limit of calls, go on when the server says', async (size, sends, times) => {
    let n = 0
    const full = await between((method) => (method === sends && (n += 1) === 1 ? 'full' : null))
    const began = Date.now()
    const bytes = randomBytes(size)
    const { assetId } = await upload(createClient({ url: full, key: secret }), {
      folderId: null,
      name: `patient ${size}.bin`,
      bytes,
    })
    expect([n, Date.now() - began > 1000]).toEqual([times, true])
    expect(sha256(await bytesOf(assetId))).toBe(sha256(bytes))
  })

  it('of a small file are one call, made again when its answer was lost: one file, of one version', async () => {
    const asked: string[] = []
    const lossy = await between((method) => {
      asked.push(method)
      return asked.length < 3 ? 'cut' : null
    })
    const bytes = randomBytes(70_000)
    const { assetId } = await upload(createClient({ url: lossy, key: secret }), {
      folderId: null,
      name: 'small.bin',
      bytes,
      ifTaken: 'version',
      sha256: sha256(bytes),
    })
    expect(asked).toEqual(['PUT', 'PUT', 'PUT'])
    expect(await client.versions.list.query({ assetId })).toHaveLength(1)
    expect(sha256(await bytesOf(assetId))).toBe(sha256(bytes))
  })

  it('of a small file that is cut half-way go on in parts', async () => {
    const asked: string[] = []
    const torn = await between((method) => {
      asked.push(method)
      return asked.length === 1 ? 'torn' : null
    })
    const bytes = randomBytes(3_000_000)
    const { assetId } = await upload(createClient({ url: torn, key: secret }), {
      folderId: null,
      name: 'torn.bin',
      bytes,
    })
    expect(asked).toEqual(['PUT', 'PUT', 'HEAD', 'PATCH', 'POST'])
    expect(sha256(await bytesOf(assetId))).toBe(sha256(bytes))
    expect(await client.uploads.list.query()).toEqual([])
  })

  it('of a small file are ended by their signal, and leave nothing', async () => {
    const stop = new AbortController()
    const away = await between((method) => {
      if (method === 'PUT') stop.abort(new Error('the person went home'))
      return 'away'
    })
    const sending = upload(createClient({ url: away, key: secret }), {
      folderId: null,
      name: 'never.txt',
      bytes: randomBytes(1000),
      signal: stop.signal,
    })
    await expect(sending).rejects.toThrow('the person went home')
    expect(await client.uploads.list.query()).toEqual([])
  })

  it('that were broken off go on where they were, and are held against what was to be sent', async () => {
    const bytes = randomBytes(20_000_000)
    const file = { folderId: null, name: 'resumed.bin', bytes, sha256: sha256(bytes), keepsSent: true }
    const stop = new AbortController()
    const broken = upload(client, {
      ...file,
      signal: stop.signal,
      onProgress: (sent) => sent > 12_000_000 && stop.abort(new Error('the train left')),
    })
    await expect(broken).rejects.toThrow('the train left')
    const [begun] = await client.uploads.list.query()
    expect(begun).toMatchObject({ name: 'resumed.bin', size: bytes.length })
    const told: number[] = []
    const { assetId } = await upload(client, {
      ...file,
      uploadId: begun?.id ?? '',
      onProgress: (sent) => void told.push(sent),
    })
    // The first word of how far it is comes from the server.
    expect(told[1]).toBeGreaterThanOrEqual(8_000_000)
    expect(sha256(await bytesOf(assetId))).toBe(sha256(bytes))
    const other = upload(client, { ...file, name: 'other.bin', sha256: sha256(randomBytes(1)) }).catch(
      (e: unknown) => e,
    )
    expect(problemOf(await other)).toEqual({ code: 'bytes_differ', data: {} })
    expect(await client.uploads.list.query()).toEqual([])
  })

  it('of a file that changes while it is read end with that, and leave nothing', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'usher-client-')), 'film.bin')
    writeFileSync(path, randomBytes(20_000_000))
    const sending = upload(client, {
      folderId: null,
      name: 'changing.bin',
      bytes: await openAsBlob(path),
      onProgress: (sent) => sent === 0 && writeFileSync(path, 'another'),
    })
    expect(await sending.catch((error: Error) => error.name)).toBe('NotReadableError')
    expect(await client.uploads.list.query()).toEqual([])
  })

  it('of a key that may only read is refused, and so is the download of what is not there', async () => {
    const { secret: reading } = await plantKey(db, acme.id, { scopes: { files: 'read' } })
    const reader = createClient({ url: server, key: reading })
    const refused = await upload(reader, { folderId: null, name: 'x.txt', bytes: new Uint8Array([1]) }).catch(
      (e: unknown) => e,
    )
    expect(problemOf(refused)).toEqual({ code: 'key_scope', data: { area: 'files', right: 'write' } })
    const missing = await download(reader, crypto.randomUUID()).catch((e: unknown) => e)
    expect(missing).toBeInstanceOf(Refused)
    expect(problemOf(missing)).toEqual({ code: 'not_found', data: {} })
  })
})

describe('a call', () => {
  const list = (at: ReturnType<typeof createClient>) => at.library.list.query({ folderId: null })

  it('that reads is made again when its answer was lost; one that changes is not', async () => {
    let calls = 0
    const lossy = createClient({ url: await between(() => ((calls += 1) === 1 ? 'cut' : null)), key: secret })
    expect(await list(lossy)).toHaveProperty('assets')
    expect(calls).toBe(2)
    calls = 0
    const made = await lossy.library.createFolder.mutate({ folderId: null, name: 'Once' }).catch((e: unknown) => e)
    expect(made).toBeInstanceOf(Error)
    expect(problemOf(made)).toBeNull()
    expect(calls).toBe(1)
    // It has come about, which the program has to look for.
    expect((await list(client)).assets.map((a) => a.name)).toContain('Once')
  })

  it('gives up after its tries, and says what is wrong', async () => {
    let calls = 0
    const gone = createClient({ url: await between(() => ((calls += 1), 'away')), key: secret, retries: 2 })
    await expect(list(gone)).rejects.toThrow()
    expect(calls).toBe(3)
  })

  it('that is refused before it is read, because it is too large, says so, and is not made again', async () => {
    let calls = 0
    const at = createClient({ url: await between(() => ((calls += 1), null)), key: secret })
    const made = await at.library.createFolder
      .mutate({ folderId: null, name: 'x'.repeat(300_000) })
      .catch((e: unknown) => e)
    expect(problemOf(made)).toEqual({ code: 'too_large', data: { limit: '256 kB' } })
    expect(calls).toBe(1)
  })

  it('that is refused is not made again', async () => {
    let calls = 0
    const wrong = createClient({ url: await between(() => ((calls += 1), null)), key: 'usher_wrong' })
    expect(problemOf(await list(wrong).catch((e: unknown) => e))).toMatchObject({ code: 'key_unknown' })
    expect(calls).toBe(1)
  })

  it('past the limit waits until it may go on, as long as the server says', async () => {
    await db.deleteFrom('tries').execute()
    const limits = JSON.stringify({ calls: 2 })
    await db.updateTable('account').set({ limits }).where('id', '=', acme.id).execute()
    // The window of this minute began long ago.
    const late = () =>
      db
        .updateTable('tries')
        .set((eb) => ({ since: eb.fn<Date>('to_timestamp', [eb.val(Date.now() / 1000 - 58)]) }))
        .where('key', '=', `calls of key ${keyId}`)
        .execute()
    await list(client)
    await list(client)
    await late()
    expect(await list(client)).toHaveProperty('assets')
    await db.updateTable('account').set({ limits: '{}' }).where('id', '=', acme.id).execute()
  })

  it('is ended by its signal, also while it waits to be made again', async () => {
    const gone = createClient({ url: await between(() => 'away'), key: secret, retries: 50 })
    const stop = new AbortController()
    const asked = gone.library.list.query({ folderId: null }, { signal: stop.signal })
    setTimeout(() => stop.abort(), 100)
    await expect(asked).rejects.toThrow()
  })

  it('to where nobody listens says so', async () => {
    const socket = connect(1, '127.0.0.1').on('error', () => {})
    socket.destroy()
    const nobody = createClient({ url: 'http://127.0.0.1:1', key: secret, retries: 0 })
    await expect(list(nobody)).rejects.toThrow('fetch failed')
  })
})
