// For tests: usher-sync as a process of its own, as people run it; and a connection in front of the server that can stand still.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Ran {
  /** The exit code, or the signal that ended it. */
  code: number | NodeJS.Signals | null
  out: string
  err: string
}
export interface Running {
  child: ChildProcess
  ended: Promise<Ran>
}

export function start(args: readonly string[], env: Record<string, string>): Running {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), ...args], {
    // Compiled once for all of them: half of what a short run takes is reading its own source.
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: join(tmpdir(), 'usher-sync-tests'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => void (said.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => void (said.err += text.toString()))
  const ended = once(child, 'close').then(() => ({ code: child.exitCode ?? child.signalCode, ...said }))
  return { child, ended }
}

export interface Narrow {
  url: string
  /** Resolves when it stands still. */
  stands: Promise<void>
  goOn(): void
  close(): void
}
/** A connection to the server through which so many bytes go up; then nothing, until it is told to go on. */
export async function narrow(server: string, bytes: number): Promise<Narrow> {
  let left = bytes
  let standStill = () => {}
  const stands = new Promise<void>((resolve) => void (standStill = resolve))
  const sockets = new Set<Socket>()
  const proxy = createServer((from) => {
    const to = connect(Number(new URL(server).port), '127.0.0.1')
    for (const socket of [from, to]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    if (left <= 0) from.pause()
    to.pipe(from)
    from.on('data', (part: Buffer) => {
      left -= part.length
      to.write(part)
      if (left > 0) return
      for (const socket of sockets) socket.pause()
      standStill()
    })
    from.on('end', () => to.end())
    from.on('close', () => to.destroy())
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  if (typeof address !== 'object' || !address) throw new Error('a proxy that listens has a port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stands,
    goOn() {
      left = Number.POSITIVE_INFINITY
      for (const socket of sockets) socket.resume()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
    },
  }
}
