// One file on its way into the library, as the queue keeps it and the tray shows it.
import type { Batch } from './batch.ts'

/** What is to become of a file whose name is taken. */
export type Answer = 'version' | 'rename' | 'skip'
/** The way out of a refusal: the same again, another folder, or none. */
export type Way = 'retry' | 'place' | 'none'

export type State =
  | { is: 'waiting' | 'sending' | 'finishing' | 'done' | 'skipped' }
  | { is: 'paused' }
  /** Goes on by itself as soon as there is a connection. */
  | { is: 'offline' }
  /** Its name is taken; `canVersion`: by a file, as far as one knows. */
  | { is: 'asking'; canVersion: boolean }
  /** The page was loaded anew, or the file has changed: it has to be chosen again. */
  | { is: 'interrupted' }
  | { is: 'refused'; words: string; way: Way }

export interface Upload {
  /** In this tab; the API has an id of its own. */
  id: string
  name: string
  /** In bytes. */
  size: number
  /** When the file was last changed, as its owner's machine says; null: not known. */
  modified: number | null
  /** Null when it has been sent, or has to be chosen again. */
  file: File | null
  /** What it was chosen or dropped together with. */
  batch: Batch
  /** The folders that it came in, below the one that it was put into. */
  path: readonly string[]
  /** The folder that it goes to (`id` null: the root); null until it is made, and for a version. */
  to: { id: string | null } | null
  /** The file that it becomes a version of; in the end, the one that it has become. */
  assetId: string | null
  /** Null until it has begun. */
  uploadId: string | null
  sent: number
  ifTaken: Exclude<Answer, 'skip'> | null
  state: State
}

/** It goes to a file, not to a folder. */
export const isVersion = ({ to, assetId }: Pick<Upload, 'to' | 'assetId'>): boolean => to === null && assetId !== null
/** It has, or waits for, its turn. */
export const isUnderWay = ({ state }: Upload): boolean =>
  ['waiting', 'sending', 'finishing', 'offline'].includes(state.is)
/** Nothing goes on until the person says so. */
export const needsPerson = ({ state }: Upload): boolean => ['asking', 'interrupted', 'refused'].includes(state.is)
export const isSettled = ({ state }: Upload): boolean => state.is === 'done' || state.is === 'skipped'
export const canPause = ({ state }: Upload): boolean => ['waiting', 'sending', 'offline'].includes(state.is)
export const canRetry = ({ state }: Upload): boolean => state.is === 'refused' && state.way === 'retry'
/** While it becomes a file there is no way back. */
export const canCancel = (upload: Upload): boolean => !isSettled(upload) && upload.state.is !== 'finishing'
export const isStranded = ({ state }: Upload): boolean => state.is === 'refused' && state.way === 'place'
