// For tests: starts the embedded database in a Node process of its own, which can then be killed like any server.
// Every process started here, and the PostgreSQL that it leaves behind, is ended by its id after each test.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach } from 'vitest'
import { z } from 'zod'
import type { Identity } from './place.ts'
import { startEmbedded, type Embedded } from './start-embedded.ts'
import { isServerOf } from './postmaster.ts'

const reply = z.object({ url: z.string(), adopted: z.boolean(), folder: z.string(), lines: z.array(z.string()) })
export type Reply = z.infer<typeof reply>

export interface Child {
  process: ChildProcess
  /** What startEmbedded answered, or its error's message. */
  reply: Promise<Reply>
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>
}

/** Settings that make a test's database quick; nothing here outlives a power cut. */
export const quick = { settings: { fsync: 'off' }, syncNewFiles: false }

const children = new Set<ChildProcess>()
const servers = new Set<{ pid: number; data: string }>()
const folders = new Set<string>()

/** A fresh folder that others can pass through, removed after the test. */
export function freshFolder(name = 'usher-test-'): string {
  const folder = mkdtempSync(join(tmpdir(), name))
  chmodSync(folder, 0o755)
  folders.add(folder)
  return folder
}

let template: Promise<string> | null = null

/**
 * A data folder with a database that was stopped in good order, for what is not about first starts: a copy, because
 * initdb takes two seconds of a processor and a copy a tenth.
 */
export async function usedFolder(): Promise<string> {
  const original = await (template ??= (async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'usher-test-'))
    chmodSync(dataDir, 0o755)
    await (await startEmbedded({ dataDir, ...quick })).stop()
    return dataDir
  })())
  const dataDir = freshFolder()
  execFileSync('cp', ['-a', `${original}/.`, dataDir])
  return dataDir
}
afterAll(async () => {
  if (template) rmSync(await template, { recursive: true, force: true })
})

/** The process id of a cluster's PostgreSQL. It is ended after the test, and its files are removed. */
export function serverPid(folder: string): number {
  folders.add(folder)
  const data = join(folder, 'data')
  const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  servers.add({ pid, data })
  return pid
}

/** Starts in this process; what it leaves behind is ended after the test. */
export async function start(dataDir: string, say?: (line: string) => void): Promise<Embedded> {
  const embedded = await startEmbedded({ dataDir, ...quick, ...(say === undefined ? {} : { say }) })
  serverPid(embedded.folder)
  return embedded
}

/** Starts in a process of its own, as another user if one is given. It stays until it is killed. */
export function startInChild(dataDir: string, runAs?: Identity): Child {
  const program = `
    import { startEmbedded } from ${JSON.stringify(new URL('start-embedded.ts', import.meta.url).href)}
    const lines = []
    const say = (line) => lines.push(line)
    const { url, adopted, folder } = await startEmbedded({ ...${JSON.stringify({ dataDir, ...quick })}, say })
    console.log(JSON.stringify({ url, adopted, folder, lines }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: {},
    ...runAs,
  })
  children.add(child)
  return { process: child, reply: replyOf(child), kill: () => end(child) }
}

/** Rows of a query in the database at a url. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Waits until a condition holds, ten seconds at most. */
export async function until(holds: () => boolean): Promise<void> {
  for (const ends = Date.now() + 10_000; !holds(); await sleep(20)) {
    if (Date.now() > ends) throw new Error('it did not come about within 10 s')
  }
}

function replyOf(child: ChildProcess): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let said = ''
    let complaints = ''
    child.stderr?.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (!said.endsWith('\n')) return
      const answer = reply.parse(JSON.parse(said))
      serverPid(answer.folder)
      resolve(answer)
    })
    child.on('close', () => reject(new Error(complaints)))
  })
}

async function end(child: ChildProcess): Promise<void> {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'close')
  child.kill('SIGKILL')
  await gone
}

afterEach(async () => {
  for (const child of children) await end(child)
  for (const { pid, data } of servers) {
    if (isServerOf(pid, data)) process.kill(pid, 'SIGQUIT')
    await until(() => !isServerOf(pid, data))
  }
  servers.clear()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  folders.clear()
})
