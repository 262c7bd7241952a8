// The database is killed under the real product: the terminal says it once, requests are refused in a sentence, and all
// of it comes back by itself; with the database that comes with the product and with one of one's own.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { eventually } from '../testing/jobs.ts'
import { freePort, startProduct, type Product } from '../testing/product.ts'
import { post, type Answer } from '../testing/program.ts'
import { traceOf } from './embedded/postmaster.ts'
import { whileLocked } from './embedded/lock.ts'
import { freshFolder, start, usedFolder } from './embedded/started-in-child.ts'

const gone = /^The database is gone: .*$/gm
const back = /^The database is back\.$/gm
const ada = { name: 'Ada', email: 'ada@example.org', password: 'a long enough password for all', account: 'Acme' }

/** Kills the server of these files and gives the port that it listened to. */
function killPostmaster(folder: string): number {
  const trace = traceOf(join(folder, 'data'))
  if (trace.is !== 'running') throw new Error('PostgreSQL runs while the product does')
  process.kill(trace.server.pid, 'SIGKILL')
  return trace.server.port
}

async function setUp(product: Product): Promise<void> {
  const made = await post(product.url, 'setUp.finish', { ...ada, token: product.setUpToken })
  if (made.code !== 'ok') throw new Error(`the set-up was refused: ${made.text}`)
}

/** Asks for Ada's session again and again until the answer is good. Gives all answers. */
async function untilGood(product: Product): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const patience = Date.now() + 60_000; Date.now() < patience; await sleep(10)) {
    const { email, password } = ada
    const answer = await post(product.url, 'session.signIn', { email, password }).catch((error: unknown) => {
      throw new Error(`the server did not answer; it had said:\n${product.said()}`, { cause: error })
    })
    answers.push(answer)
    if (answer.code === 'ok') return answers
  }
  throw new Error(
    `no good answer within a minute; the last one was ${answers.at(-1)?.text}, and was said:\n${product.said()}`,
  )
}

/** What was refused meanwhile was refused in a sentence, as what it is. */
function expectClear(answers: Answer[]): void {
  for (const { status, code, text } of answers.slice(0, -1)) {
    expect([503, 'database_away', text]).toEqual([status, code, text])
    expect(text).toContain('database does not answer at the moment')
    expect(text).not.toMatch(/ECONN|Connection terminated| at .*\.ts:/)
  }
}

/** Whoever forgot a password is mailed, which only the queue does. */
async function expectJobs(product: Product, dataDir: string): Promise<void> {
  const mails = (): string[] => {
    try {
      return readdirSync(join(dataDir, 'mail'))
    } catch {
      return []
    }
  }
  const before = mails().length
  expect((await post(product.url, 'session.forgot', { email: ada.email })).code).toBe('ok')
  await eventually(async () => mails().length > before)
}

const times = (product: Product, line: RegExp): number => product.said().match(line)?.length ?? 0

describe('the database that comes with the product', { timeout: 180_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'usher-outage-'))
  // As root, PostgreSQL runs as somebody else, who has to get in.
  chmodSync(dataDir, 0o755)
  const folder = join(dataDir, 'postgresql')
  let product: Product
  beforeAll(async () => {
    product = await startProduct(dataDir, await freePort())
    await setUp(product)
  }, 120_000)
  afterAll(async () => {
    await product.end('SIGTERM')
    rmSync(dataDir, { recursive: true, force: true })
  }, 60_000)

  it('is started again when it is killed under the running server, which says so once, refuses meanwhile, and goes on', async () => {
    for (const round of [1, 2]) {
      killPostmaster(folder)
      expectClear(await untilGood(product))
      await eventually(async () => times(product, back) === round)
      expect([times(product, gone), times(product, back)]).toEqual([round, round])
      await expectJobs(product, dataDir)
    }
    expect(product.lives()).toBe(true)
    expect(product.said()).not.toMatch(/^\s+at /m)
  })

  it('is followed to another port when its own was taken meanwhile', async () => {
    const thief = createServer((call) => call.destroy())
    const stolen = await whileLocked(join(dataDir, 'postgresql.lock'), async () => {
      const port = killPostmaster(folder)
      for (let open = false; !open; await sleep(20))
        open = await new Promise<boolean>((resolve) => {
          thief.once('error', () => resolve(false))
          thief.listen(port, '127.0.0.1', () => resolve(true))
        })
      return port
    })
    try {
      expectClear(await untilGood(product))
      await expectJobs(product, dataDir)
      expect(traceOf(join(folder, 'data'))).toMatchObject({ is: 'running' })
      expect(traceOf(join(folder, 'data'))).not.toMatchObject({ server: { port: stolen } })
    } finally {
      thief.close()
    }
  })

  it('is missed when its files are gone, not replaced by an empty one, and taken up when they are back', async () => {
    await whileLocked(join(dataDir, 'postgresql.lock'), async () => {
      killPostmaster(folder)
      renameSync(join(folder, 'data'), join(folder, 'elsewhere'))
    })
    await eventually(async () => product.said().includes('The files of the database are gone from'))
    expect((await post(product.url, 'session.forgot', { email: ada.email })).code).toBe('database_away')
    expect(readdirSync(folder)).not.toContain('data')
    renameSync(join(folder, 'elsewhere'), join(folder, 'data'))
    await untilGood(product)
    expect(times(product, /files of the database are gone/g)).toBe(1)
  })
})

describe('a database of one’s own', { timeout: 180_000 }, () => {
  it('is waited for when it is killed, never started, and found again by the server, which keeps running', async () => {
    const [theirs, dataDir] = [await usedFolder(), freshFolder()]
    const { url, folder } = await start(theirs)
    // A mail server that takes the call and says nothing: the job is at work until it is hung up on.
    const calls: Socket[] = []
    const port = await freePort()
    const mailServer = createServer((call) => calls.push(call.on('error', () => {}))).listen(port, '127.0.0.1')
    onTestFinished(() => void mailServer.close())
    const env = { DATABASE_URL: url, SECRET_KEY: 'k'.repeat(40), MAIL_URL: `smtp://127.0.0.1:${port}` }
    const product = await startProduct(dataDir, await freePort(), env)
    onTestFinished(() => product.end('SIGTERM'))
    await setUp(product)
    expect((await post(product.url, 'session.forgot', { email: ada.email })).code).toBe('ok')
    await eventually(async () => calls.length > 0)
    killPostmaster(folder)
    await eventually(async () => times(product, gone) === 1)
    // The job ends while there is no database that could be told.
    for (const call of calls) call.destroy()
    await sleep(1_500)
    const answered = calls.length
    expect(traceOf(join(folder, 'data')).is).toBe('dead')
    const { status, code } = await post(product.url, 'session.forgot', { email: ada.email })
    expect([status, code]).toEqual([503, 'database_away'])
    expect((await start(theirs)).url).toBe(url)
    expectClear(await untilGood(product))
    await eventually(async () => times(product, back) === 1)
    expect((await post(product.url, 'session.forgot', { email: ada.email })).code).toBe('ok')
    await eventually(async () => calls.length > answered)
    for (const call of calls) call.destroy()
    expect([times(product, gone), times(product, back), product.lives()]).toEqual([1, 1, true])
    expect(product.said()).not.toMatch(/^\s+at /m)
    expect(product.said()).not.toContain(readFileSync(join(folder, 'password'), 'utf8').trim())
  })
})
