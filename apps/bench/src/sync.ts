// usher-sync on many small files: the first run, the second, which finds nothing to do, and one that is killed in the middle and made
// again; beside `cp`. On a server of its own, whose limit of calls is out of the way.
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort, startProduct } from '@usher/api/testing/product'
import { post } from '@usher/api/testing/program'

export interface SyncRow {
  files: number
  bytes: number
  /** Seconds. */
  copied: number
  first: number
  second: number
  /** Of what was killed when half the time of the first was over, and of the run after it. */
  killed: number
  resumed: number
}

const apps = join(import.meta.dirname, '../..')
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** A hundred in a folder, of 1 to 99 kB each; gives how many bytes all of them have. */
function plant(folder: string, files: number): number {
  let bytes = 0
  for (let n = 0; n < files; n += 1) {
    const size = 1000 + ((n * 7919) % 98_000)
    const into = join(folder, `folder ${Math.floor(n / 100)}`)
    if (n % 100 === 0) mkdirSync(into, { recursive: true })
    writeFileSync(join(into, `file ${n}.bin`), randomBytes(size))
    bytes += size
  }
  return bytes
}

export async function syncRow(files: number): Promise<SyncRow> {
  const dataDir = mkdtempSync(join(tmpdir(), 'usher-bench-'))
  const local = mkdtempSync(join(tmpdir(), 'usher-bench-'))
  // As root, PostgreSQL runs as somebody else, who has to get in.
  chmodSync(dataDir, 0o755)
  const bytes = plant(join(local, 'from'), files)
  const product = await startProduct(dataDir, await freePort())
  try {
    const ada = { name: 'Ada', email: 'ada@example.org', password: randomBytes(12).toString('hex'), account: 'Bench' }
    const { cookies } = await post(product.url, 'setUp.finish', { token: product.setUpToken, ...ada })
    const speaking = { session: cookies['session'] ?? '', account: 'bench' }
    const made = await post(product.url, 'keys.create', { name: 'usher-sync', scopes: null }, speaking)
    if (made.code !== 'ok') throw new Error(`keys.create: ${made.code}`)
    const operator = join(apps, 'operator/src/main.ts')
    const env = { PATH: process.env['PATH'], DATA_DIR: dataDir }
    await promisify(execFile)(process.execPath, [operator, 'limits', 'bench', 'calls', '1000000'], { env })

    const start = (path: string) =>
      spawn(process.execPath, [join(apps, 'sync/src/main.ts'), join(local, 'from'), path], {
        env: { ...env, USHER_URL: product.url, USHER_KEY: String(made.data['secret']) },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
    const run = async (path: string, last: string) => {
      const child = start(path)
      let said = ''
      child.stdout.on('data', (text: Buffer) => void (said += text.toString()))
      const [code] = (await once(child, 'close')) as [number | null]
      if (code !== 0 || !said.includes(last)) throw new Error(`usher-sync ended with ${code}: ${said.slice(-200)}`)
    }
    const copied = await seconds(() => promisify(execFile)('cp', ['-r', join(local, 'from'), join(local, 'to')]))
    const first = await seconds(() => run('/First', `${files} new`))
    // In step says that every file has the SHA-256 there that it has here.
    const second = await seconds(() => run('/First', `${files} in step.`))
    const killed = await seconds(async () => {
      const child = start('/Killed')
      child.stdout.resume()
      const ended = once(child, 'close')
      await sleep(first * 500)
      child.kill('SIGKILL')
      await ended
    })
    const resumed = await seconds(() => run('/Killed', 'in step'))
    await run('/Killed', `${files} in step.`)
    return { files, bytes, copied, first, second, killed, resumed }
  } finally {
    await product.end('SIGTERM')
    for (const folder of [dataDir, local]) rmSync(folder, { recursive: true, force: true })
  }
}
