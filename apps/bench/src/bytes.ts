// Files of all sizes over real HTTP: sent in parts as the web app sends them, until they are in the library, and read
// back; beside the disk taking the same bytes. And what memory the server has needed by then.
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { copyFile, open, rm } from 'node:fs/promises'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { freePort, startProduct } from '@usher/api/testing/product'
import { post } from '@usher/api/testing/program'

/** Megabytes are 1,000,000 bytes. */
export interface BytesRow {
  megabytes: number
  /** Megabytes a second: sent until it is in the library, copied and flushed by the disk, read back. */
  sent: number
  copied: number
  read: number
  /** The most that the server has had in memory until then, in MiB; NaN where the system does not say. */
  memory: number
}

const million = 1_000_000
const part = 8 * 1024 * 1024 // as the web app sends them
const rounds = 3

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN

async function writeRandom(path: string, size: number): Promise<Buffer> {
  const file = await open(path, 'w')
  const hash = createHash('sha256')
  for (let at = 0; at < size; at += part) {
    const some = randomBytes(Math.min(part, size - at))
    hash.update(some)
    await file.write(some)
  }
  await file.sync()
  await file.close()
  return hash.digest()
}

async function copyAndFlush(from: string, to: string): Promise<void> {
  await copyFile(from, to)
  const file = await open(to, 'r+')
  await file.sync()
  await file.close()
  await rm(to)
}

/** Sends a stretch of the file as one part. */
async function sendPart(url: string, headers: object, path: string, from: number, length: number): Promise<void> {
  const sending = request(url, {
    method: 'PATCH',
    headers: {
      ...headers,
      'tus-resumable': '1.0.0',
      'upload-offset': from,
      'content-length': length,
      'content-type': 'application/offset+octet-stream',
    },
  })
  const answered = once(sending, 'response')
  await pipeline(createReadStream(path, { start: from, end: from + length - 1 }), sending)
  const [answer] = (await answered) as [IncomingMessage]
  answer.resume()
  if (answer.statusCode !== 204) throw new Error(`a part of an upload: ${answer.statusCode}`)
}

const memoryOf = (pid: number): number => {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

/** Smallest first, each three times, medians. What comes back is held against what was sent. */
export async function bytesRows(sizes: readonly number[], say: (row: BytesRow) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'usher-bench-'))
  // As root, PostgreSQL runs as somebody else, who has to get in.
  chmodSync(dataDir, 0o755)
  const product = await startProduct(dataDir, await freePort())
  try {
    const ada = { name: 'Ada', email: 'ada@example.org', password: randomBytes(12).toString('hex'), account: 'Bench' }
    const { cookies } = await post(product.url, 'setUp.finish', { token: product.setUpToken, ...ada })
    const speaking = { session: cookies['session'] ?? '', account: 'bench' }
    const headers = { cookie: `usher_session=${speaking.session}` }
    const ask = async (procedure: string, input: object) => {
      const { code, data } = await post(product.url, procedure, input, speaking)
      if (code !== 'ok') throw new Error(`${procedure}: ${code}`)
      return data
    }
    const path = join(dataDir, 'sent')
    for (const megabytes of sizes) {
      const size = megabytes * million
      const sha256 = await writeRandom(path, size)
      const [sent, copied, read]: number[][] = [[], [], []]
      for (let round = 0; round < rounds; round += 1) {
        let assetId = ''
        const send = async () => {
          const name = `${megabytes} MB, ${round}`
          const { uploadId } = await ask('uploads.begin', { folderId: null, name, size })
          const url = `${product.url}/api/bench/uploads/${String(uploadId)}`
          for (let at = 0; at < size; at += part) await sendPart(url, headers, path, at, Math.min(part, size - at))
          assetId = String((await ask('uploads.finish', { uploadId }))['assetId'])
        }
        const readBack = async () => {
          const answer = await fetch(`${product.url}/api/bench/files/${assetId}/original`, { headers })
          const hash = createHash('sha256')
          for await (const some of answer.body ?? []) hash.update(some)
          if (!hash.digest().equals(sha256)) throw new Error('what came back is not what was sent')
        }
        const copy = () => copyAndFlush(path, join(dataDir, 'copied'))
        if (round % 2) copied?.push(await seconds(copy))
        sent?.push(await seconds(send))
        if (round % 2 === 0) copied?.push(await seconds(copy))
        read?.push(await seconds(readBack))
      }
      const rate = (times: readonly number[] = []) => megabytes / median(times)
      say({ megabytes, sent: rate(sent), copied: rate(copied), read: rate(read), memory: memoryOf(product.pid) })
    }
  } finally {
    await product.end('SIGTERM')
    rmSync(dataDir, { recursive: true, force: true })
  }
}
