// The product's process is killed in the middle of uploads, in parts and whole, again and again: every finished one is there with its bytes,
// the others can be gone on with, and rows and bytes agree.
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Client } from '@usher/client'
import { keyFor } from '../audit/chain.ts'
import { verifyChains } from '../audit/verify.ts'
import { secretKey } from '../config.ts'
import { connect } from '../db/connect.ts'
import { startEmbedded, type Embedded } from '../db/embedded/start-embedded.ts'
import { openBytes } from '../storage/open-bytes.ts'
import { reconcile } from '../storage/reconcile.ts'
import type {} from '../testing/figures.ts'
import { freePort, startProduct, type Product } from '../testing/product.ts'
import { post } from '../testing/program.ts'
import { headersOf, saidBy, send, sendWhole } from '../testing/send.ts'
import { toldTwice } from '../testing/told-twice.ts'
import { as, type TestMember } from '../testing/world.ts'

const kills = Number(process.env['KILL_UPLOAD_ROUNDS'] ?? 1)
const senders = 4

const dataDir = mkdtempSync(join(tmpdir(), 'usher-kill-uploads-'))
// As root, PostgreSQL runs as somebody else, who has to get in.
chmodSync(dataDir, 0o755)
let port = 0
let embedded: Embedded
let product: Product
let ada: TestMember
let serial = 0
/** The bytes of every upload that was begun, by name, half of them whole; finished ones by the answer that came. */
const sent = new Map<
  string,
  { uploadId: string; content: Buffer<ArrayBuffer>; isWhole: boolean; isFinished: boolean }
>()

async function finish(client: Client, name: string): Promise<void> {
  const one = sent.get(name)
  if (!one) throw new Error(`${name} was not begun`)
  if (one.isWhole) {
    const who = { account: ada.account, headers: headersOf(ada) }
    const { uploadId, content } = one
    const answer = await sendWhole(product.url, who, { uploadId, folderId: null, name }, content)
    one.isFinished = answer.ok
    if (answer.ok) return
    // A part of it came before the server was killed: the rest goes as of any other.
    expect(await saidBy(answer)).toBe('upload_incomplete')
  }
  if (one.content.length) await send(product.url, ada, one.uploadId, one.content, randomInt(5_000, 100_000))
  await client.uploads.finish.mutate({ uploadId: one.uploadId })
  one.isFinished = true
}
/** One upload after the other, until the server does not answer any more. */
async function uploading(): Promise<void> {
  const client = as(product.url, ada)
  for (;;) {
    const name = `file ${(serial += 1)}`
    const content = randomBytes(randomInt(1, 300_000))
    const isWhole = serial % 2 === 0
    try {
      if (isWhole) sent.set(name, { uploadId: randomUUID(), content, isWhole, isFinished: false })
      else {
        const size = content.length
        const { uploadId } = await client.uploads.begin.mutate({ folderId: null, name, size })
        sent.set(name, { uploadId, content, isWhole, isFinished: false })
      }
      await finish(client, name)
    } catch {
      return
    }
  }
}

beforeAll(async () => {
  port = await freePort()
  product = await startProduct(dataDir, port)
  embedded = await startEmbedded({ dataDir })
  const made = await post(product.url, 'setUp.finish', {
    token: product.setUpToken,
    name: 'Ada',
    email: 'ada@example.org',
    password: 'a long enough password for all',
    account: 'Acme',
  })
  if (made.code !== 'ok') throw new Error(`the set-up was refused: ${made.text}`)
  ada = { session: String(made.cookies['session']), account: String(made.data['account']) } as TestMember // what sending needs
}, 120_000)

afterAll(async () => {
  await product.end('SIGTERM')
  await embedded.stop()
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

it(
  `loses no finished upload and no part of an open one when the server is killed, ${kills} times`,
  { timeout: 60_000 + kills * 60_000 },
  async ({ task }) => {
    let resumed = 0
    for (let round = 0; round < kills; round += 1) {
      const atWork = Array.from({ length: senders }, uploading)
      const enough = sent.size + randomInt(4, 12)
      while (sent.size < enough) await sleep(1)
      await sleep(randomInt(30))
      await product.end('SIGKILL')
      await Promise.all(atWork)
      product = await startProduct(dataDir, port)
      // What the killed server left in the middle is gone on with.
      const client = as(product.url, ada)
      for (const [name, { isFinished }] of sent)
        if (!isFinished) {
          await finish(client, name)
          resumed += 1
        }
      const { db } = connect(embedded.url, 2)
      const { storage, parts } = await openBytes({ dataDir, storage: null }, () => {})
      try {
        expect(await reconcile(db, storage, parts)).toMatchObject({
          blobs: sent.size,
          broken: [],
          unknown: [],
          strayParts: [],
        })
        const blobs = await db
          .selectFrom('asset as a')
          .innerJoin('version as v', 'v.id', 'a.version_id')
          .innerJoin('blob as b', 'b.id', 'v.blob_id')
          .select(['a.name', 'a.account_id', 'b.sha256'])
          .execute()
        expect(blobs).toHaveLength(sent.size)
        for (const { name, sha256 } of blobs)
          expect(sha256).toEqual(
            createHash('sha256')
              .update(sent.get(name)?.content ?? '')
              .digest(),
          )
        const key = keyFor(secretKey({ secretKey: null, dataDir }), 'audit')
        expect((await verifyChains(db, key)).broken).toEqual([])
        const [{ account_id } = { account_id: null }] = blobs
        if (!account_id) throw new Error('something was uploaded')
        const { tables, entries } = await toldTwice(db, account_id)
        expect(tables.assets).toEqual(entries.assets)
      } finally {
        await db.destroy()
      }
    }
    expect(resumed).toBeGreaterThan(0)
    task.meta.figure = `${kills} kills, ${sent.size} uploads, ${resumed} gone on with, every SHA-256 right`
  },
)
