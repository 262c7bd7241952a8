// Where bytes are: under the id of their blob, with the renditions made of them. What is written is never changed.
import type { Readable } from 'node:stream'
import type { BlobId } from '@usher/domain'

/** What was made of a blob's bytes, beside them: a name such as `small.webp`. */
export type RenditionName = `${string}.webp`

/** First and last byte, both included. */
export interface ByteRange {
  first: number
  last: number
}

/** One thing that lies in storage: a blob's bytes, or what was made of them. */
export interface Stored {
  blobId: BlobId
  /** Of the bytes; null: it was made of them. */
  size: number | null
  /** When it was written, by the clock of the storage. */
  at: Date
}

/** What lies under a name such as `3f2a…` or `3f2a….small.webp`. Whoever lists holds the id against the rows. */
export function storedAs(name: string, size: number, at: Date): Stored {
  const [id = name, ...made] = name.split('.')
  return { blobId: id as BlobId, size: made.length ? null : size, at }
}

/** The storage cannot be used as it is; the message says why, and what the operator is to do. */
export class StorageError extends Error {
  override name = 'StorageError'
}

/**
 * The interface of every storage. Reading throws `bytes_missing` where there is nothing under the key; writing throws
 * `cannot_store` where the place is full or cannot be written to; either throws `storage_away` where the place cannot be
 * reached at all. All are problems.
 */
export interface Storage {
  /** Throws StorageError when bytes could not be kept and read here now. */
  check(): Promise<void>
  /** Takes a file of this machine over as a blob's bytes; it is gone from its place afterwards. Once this resolves they outlive a crash. */
  keep(blobId: BlobId, path: string): Promise<void>
  /** Does it have them? */
  has(blobId: BlobId): Promise<boolean>
  read(blobId: BlobId, range?: ByteRange): Promise<Readable>
  /** Runs the work on a file of this machine that has the blob's bytes. */
  withFile<T>(blobId: BlobId, work: (path: string) => Promise<T>): Promise<T>
  keepRendition(blobId: BlobId, name: RenditionName, path: string): Promise<void>
  /** Null where it was never made. */
  readRendition(blobId: BlobId, name: RenditionName): Promise<{ size: number; bytes: Readable } | null>
  /** Removes the bytes and what was made of them; what is not there is no error. */
  remove(blobId: BlobId): Promise<void>
  /** All that it has. */
  list(): AsyncIterable<Stored>
}
