// Bytes that are still being sent: one file an upload, `uploads/<its id>`, grown by the tus protocol. What was written
// stays when the connection breaks, and the sender asks how far it came.
import { open, readdir, rm, stat } from 'node:fs/promises'
import { makeDataDir } from '../data-dir.ts'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { ERRORS, MemoryLocker, Server, Upload } from '@tus/server'
import type { Request, Response } from 'express'
import { httpStatus, Problem, sentence, type UploadId } from '@usher/domain'
import { errorCode } from '../error-code.ts'

export interface Parts {
  pathOf(id: UploadId): string
  /** How much has arrived, in bytes. */
  arrived(id: UploadId): Promise<number>
  /** When something of it last arrived, by this machine's clock; null when nothing lies here. */
  lastSent(id: UploadId): Promise<Date | null>
  /** Answers one request of the tus protocol (HEAD, PATCH) about an upload of so many bytes. */
  serve(req: Request, res: Response, upload: { id: UploadId; size: number }): Promise<void>
  /**
   * Takes all bytes of an upload of which nothing has come yet, as far as they come: a connection that breaks leaves what it sent.
   * Throws `cannot_store`, and `invalid_input` where more come than were announced, of which nothing is kept.
   */
  receive(req: Request, upload: { id: UploadId; size: number }): Promise<void>
  /** What is not there is no error. */
  remove(id: UploadId): Promise<void>
  list(): Promise<UploadId[]>
}

export function openParts(folder: string, say: (line: string) => void): Parts {
  const pathOf = (id: UploadId) => join(folder, id)
  // Of two requests about one upload the later takes over: the earlier one is a connection that was lost.
  const locker = new MemoryLocker()
  const cannotStore = new Problem('cannot_store')
  const stateOf = (id: UploadId) =>
    stat(pathOf(id)).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null
      throw error
    })
  const orCannotStore = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      say(`Uploads: ${String(error)}`)
      throw cannotStore
    })
  /** Gives how many bytes came; of more than `size` no more are written. */
  async function writeAll(req: Request, path: string, size: number): Promise<number> {
    const file = await orCannotStore(async () => {
      makeDataDir(folder)
      return open(path, 'a', 0o600)
    })
    let came = 0
    try {
      // Whoever sends is to read why it is refused: the connection stays.
      for await (const bytes of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        came += bytes.length
        if (came > size) break
        await orCannotStore(() => file.appendFile(bytes))
      }
    } catch (error) {
      // Torn: what came is there.
      if (error instanceof Problem || !req.destroyed) throw error
    } finally {
      await file.close()
    }
    return came
  }
  return {
    pathOf,
    arrived: async (id) => (await stateOf(id))?.size ?? 0,
    lastSent: async (id) => (await stateOf(id))?.mtime ?? null,
    async serve(req, res, { id, size }) {
      await orCannotStore(async () => {
        makeDataDir(folder)
        await (await open(pathOf(id), 'a', 0o600)).close()
      })
      const upload = new Upload({ id, size, offset: 0 })
      // The row of the upload has its size; beside the bytes nothing needs to be kept.
      const configstore = { get: async () => upload, set: async () => {}, delete: async () => {} }
      const server = new Server({
        path: '/',
        datastore: new FileStore({ directory: folder, configstore }),
        locker,
        allowedOrigins: [],
        getFileIdFromRequest: () => id,
        onResponseError: (_req, error) => {
          if (error !== ERRORS.FILE_WRITE_ERROR) return undefined
          say('Uploads: the bytes of an upload could not be written. Is the disk full?')
          const problem = cannotStore.toJSON()
          const body = JSON.stringify({ message: sentence(problem), problem })
          return { status_code: httpStatus[cannotStore.kind], body }
        },
      })
      await server.handle(req, res)
    },
    async receive(req, { id, size }) {
      const lock = locker.newLock(id)
      await lock.lock(new AbortController().signal, () => void req.destroy())
      try {
        // Whoever asked for parts of it in between sends it in parts.
        if ((await stateOf(id))?.size) return
        const came = await writeAll(req, pathOf(id), size)
        if (came <= size) return
        await rm(pathOf(id), { force: true })
        throw new Problem('invalid_input', { fields: [{ field: 'size', says: 'More bytes have come than that.' }] })
      } finally {
        await lock.unlock()
      }
    },
    remove: (id) => rm(pathOf(id), { force: true }),
    async list() {
      try {
        // They are named by their ids; whoever asks holds them against the rows.
        return (await readdir(folder)) as UploadId[]
      } catch (error) {
        if (errorCode(error) === 'ENOENT') return []
        throw error
      }
    },
  }
}
