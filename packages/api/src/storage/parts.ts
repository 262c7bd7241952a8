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
  return {
    pathOf,
    arrived: async (id) => (await stateOf(id))?.size ?? 0,
    lastSent: async (id) => (await stateOf(id))?.mtime ?? null,
    async serve(req, res, { id, size }) {
      try {
        makeDataDir(folder)
        await (await open(pathOf(id), 'a', 0o600)).close()
      } catch (error) {
        say(`Uploads: ${String(error)}`)
        throw cannotStore
      }
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
