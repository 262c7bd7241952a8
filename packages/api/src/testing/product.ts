// The product as people run it: a process of its own on a data folder, with the PostgreSQL that comes with it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

export interface Product {
  url: string
  pid: number
  /** While nobody is there: what the set-up link carries. */
  setUpToken: string | null
  /** All that it has said in the terminal until now. */
  said(): string
  /** Whether its process is still the one that was started. */
  lives(): boolean
  /** Sends the signal and waits until the process is gone. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** Starts the product and waits until it says that it can be reached. Throws what it said when it ends before that. */
export async function startProduct(dataDir: string, port: number, more: Record<string, string> = {}): Promise<Product> {
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: String(port), HOST: '127.0.0.1', ...more }
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let said = ''
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer) => {
      said += text.toString()
      if (said.includes('Ctrl+C stops it.')) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void ended.then(() => reject(new Error(`the product ended at its start:\n${said}`)))
  })
  if (child.pid === undefined) throw new Error('a process that was started has a number')
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    setUpToken: /\/set-up#(\S+)/.exec(said)?.[1] ?? null,
    said: () => said,
    lives: () => child.exitCode === null && child.signalCode === null,
    async end(signal) {
      child.kill(signal)
      await ended
    },
  }
}

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (typeof address !== 'object' || !address) throw new Error('a server that listens has a port')
  return address.port
}
