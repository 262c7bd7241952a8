// A real S3 storage on a free port, for tests, and the line to it, which can be cut or go silent as a network does.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { S3Place } from '../storage/storage-url.ts'

export interface TestS3 {
  /** STORAGE_URL of a place of its own in the bucket, at the end of the line. */
  url(prefix: string): string
  place(prefix: string): S3Place
  /** The keys that it wants, as the SDK reads them. */
  keys: { AWS_ACCESS_KEY_ID: string; AWS_SECRET_ACCESS_KEY: string }
  line: {
    /** Nobody is there any more. */
    cut(): void
    /** Connections are made, and nothing passes any more. */
    silence(): void
    /** Cut, as soon as so many more bytes have passed in that direction. */
    cutAfter(bytes: number, direction: 'there' | 'back'): void
    /** The same, but silent. */
    silenceAfter(bytes: number, direction: 'there' | 'back'): void
    heal(): Promise<void>
    /** How many connections there are. */
    connections(): number
    /** How many bytes have been sent there. */
    sent(): number
  }
}

const bucket = 'acme-media'
const keys = { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }

/** For the top of a test file, with which it ends: within a test nobody would end it. */
export async function startS3(): Promise<TestS3> {
  const directory = mkdtempSync(join(tmpdir(), 'usher-s3-'))
  const program = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js')
  const given = ['-d', directory, '-a', '127.0.0.1', '-p', '0', '--configure-bucket', bucket]
  // A process of its own: for a second page it wants a cipher that Node has given up.
  const s3 = spawn(process.execPath, ['--openssl-legacy-provider', program, ...given])
  const ended = once(s3, 'exit')
  let told = ''
  const port = await new Promise<number>((resolve, reject) => {
    const hear = (text: Buffer) => {
      told += text.toString()
      const [, found] = /listening on 127\.0\.0\.1:(\d+)/.exec(told) ?? []
      if (found) resolve(Number(found))
    }
    s3.stdout.on('data', hear)
    s3.stderr.on('data', hear)
    void ended.then(() => reject(new Error(`the storage ended at its start:\n${told}`)))
  })

  const open = new Set<Socket>()
  let isSilent = false
  let sent = 0
  let after: { left: number; direction: 'there' | 'back'; act: () => void } | null = null
  const pass = (from: Socket, to: Socket, direction: 'there' | 'back') => {
    from.on('error', () => {}) // it was cut
    from.on('close', () => to.destroy())
    to.on('drain', () => {
      if (!isSilent) from.resume()
    })
    from.on('data', (bytes) => {
      if (direction === 'there') sent += bytes.length
      if (after?.direction === direction && (after.left -= bytes.length) < 0) {
        const { act } = after
        after = null
        act()
      }
      // Not read any more: nobody is told that nothing passes.
      if (isSilent || (!to.destroyed && !to.write(bytes))) from.pause()
    })
  }
  const line = createServer((here) => {
    const there = connect(port, '127.0.0.1')
    open.add(here)
    here.on('close', () => open.delete(here))
    pass(here, there, 'there')
    pass(there, here, 'back')
  })
  line.listen(0, '127.0.0.1')
  await once(line, 'listening')
  const address = line.address()
  if (typeof address !== 'object' || !address) throw new Error('a server that listens has a port')
  const endpoint = `http://127.0.0.1:${address.port}`
  const hangUp = () => {
    for (const socket of open) socket.destroy()
  }
  const cut = () => {
    line.close()
    hangUp()
  }
  const silence = () => {
    isSilent = true
  }
  Object.assign(process.env, keys)
  afterAll(async () => {
    cut()
    s3.kill()
    await ended
    rmSync(directory, { recursive: true, force: true })
  })
  return {
    url: (prefix) => `s3://${bucket}/${prefix}?endpoint=${endpoint}`,
    place: (prefix) => ({ bucket, prefix: `${prefix}/`, region: 'us-east-1', endpoint }),
    keys,
    line: {
      cut,
      silence,
      cutAfter: (left, direction) => void (after = { left, direction, act: cut }),
      silenceAfter: (left, direction) => void (after = { left, direction, act: silence }),
      async heal() {
        after = null
        isSilent = false
        hangUp()
        if (line.listening) return
        line.listen(address.port, '127.0.0.1')
        await once(line, 'listening')
      },
      connections: () => open.size,
      sent: () => sent,
    },
  }
}
