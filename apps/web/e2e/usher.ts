// The product as it runs for people: a real server process on a data folder of its own, a real SMTP sink, the operator's
// command line beside it. One a file of journeys; everything is gone afterwards.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { startSink, type SmtpSink } from '@usher/api/testing/smtp-sink'
import type { Level, Plan, Role } from '@usher/domain'

const root = join(import.meta.dirname, '../../..')
const run = promisify(execFile)

/** An account of a world, as the operator writes one down. */
export interface AccountOfWorld {
  name: string
  plan: Plan
  limits?: { seats: number }
  people: readonly { name: string; email: string; role: Role; password?: string; status?: 'suspended' | 'invited' }[]
  folders?: readonly { path: string; owner?: string }[]
  groups?: readonly { name: string; members?: readonly { member: string; ends?: string }[] }[]
  grants?: readonly {
    to: { member: string } | { group: string }
    on: { path: string }
    level: Level
    ends?: string
  }[]
}

export interface Usher {
  url: string
  setUpLink: string
  /** What mail goes to; null where there is no mail server. */
  sink: SmtpSink
  /** Runs a command of the operator's, and gives what it prints. */
  operator(...command: string[]): Promise<string>
  /** Loads these accounts, as the operator does. */
  load(...accounts: readonly AccountOfWorld[]): Promise<void>
  /** A browser window of somebody's own, with its own cookies. */
  window(browser: Browser): Promise<Page>
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (typeof address !== 'object' || !address) throw new Error('a server that listens has a port')
  return address.port
}

/** Waits for the line that carries the set-up link; what was printed until then is told when it never comes. */
async function setUpLinkOf(server: ChildProcess): Promise<string> {
  const said: string[] = []
  server.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
  if (!server.stdout) throw new Error('the server’s output is read')
  for await (const line of createInterface(server.stdout)) {
    said.push(line)
    const link = /https?:\S+\/set-up#\S+/.exec(line)
    if (link) return link[0]
  }
  throw new Error(`the server ended without a set-up link:\n${said.join('\n')}`)
}

/** Starts Usher before the journeys of a file, and ends it after them. */
export function startUsher({ mail }: { mail: boolean }): () => Usher {
  let usher: Usher | undefined
  let stop = async () => {}
  const faults: string[] = []
  const windows: BrowserContext[] = []
  test.beforeAll(async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'usher-journey-'))
    // As root, PostgreSQL runs as somebody else, who has to get in.
    chmodSync(dataDir, 0o755)
    const sink = await startSink()
    const port = await freePort()
    const env = {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: String(port),
      OPERATOR_EMAIL: 'operator@example.org',
      ...(mail && { MAIL_URL: sink.url }),
    }
    const server = spawn(process.execPath, [join(root, 'packages/api/src/main.ts')], { env, cwd: root })
    stop = async () => {
      // One that ended by itself, and why the journeys failed, says nothing more.
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit')
        server.kill('SIGTERM')
        await ended
      }
      await sink.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }
    const setUpLink = await setUpLinkOf(server)
    const operator = async (...command: string[]) => {
      const { stdout } = await run(process.execPath, [join(root, 'apps/operator/src/main.ts'), ...command], {
        env,
        cwd: root,
      })
      return stdout
    }
    usher = {
      url: `http://localhost:${port}`,
      setUpLink,
      sink,
      operator,
      async load(...accounts) {
        const file = join(dataDir, 'world.json')
        writeFileSync(file, JSON.stringify({ accounts }))
        await operator('world', 'load', file)
      },
      async window(browser) {
        const context = await browser.newContext({ baseURL: `http://localhost:${port}`, reducedMotion: 'reduce' })
        windows.push(context)
        const page = await context.newPage()
        // Whatever the browser complains of is a fault: a script that breaks, a content security policy that is violated.
        await context.addInitScript(() =>
          addEventListener('securitypolicyviolation', (e) =>
            console.error(
              `violates ${e.violatedDirective}: ${e.sourceFile}:${e.lineNumber}:${e.columnNumber} ${e.sample}`,
            ),
          ),
        )
        page.on('pageerror', (error) => faults.push(error.message))
        page.on('console', (message) => {
          if (message.text().startsWith('violates ')) faults.push(message.text())
        })
        return page
      },
    }
  })
  test.afterEach(async () => {
    // Pages that stay open go on asking, and take the machine from the journeys that follow.
    await Promise.all(windows.splice(0).map((context) => context.close()))
    expect(faults.splice(0)).toEqual([])
  })
  test.afterAll(() => stop())
  return () => {
    if (!usher) throw new Error('Usher is started before the first journey')
    return usher
  }
}
