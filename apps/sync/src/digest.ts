// The SHA-256 of a file on this machine, as the library has it of its own.
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** In hexadecimal. `onRead`: so many bytes more. Rejects where the file cannot be read. */
export async function sha256Of(path: string, signal: AbortSignal, onRead: (bytes: number) => void): Promise<string> {
  const hash = createHash('sha256')
  const bytes = createReadStream(path, { highWaterMark: 1_000_000 })
  bytes.on('data', (part) => onRead(part.length))
  await pipeline(bytes, hash, { signal })
  return hash.digest('hex')
}
