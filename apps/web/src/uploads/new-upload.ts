// What becomes of a chosen file: an upload of its own, or the going on of one that was interrupted.
import { largestFile, readAssetName, sentence } from '@usher/domain'
import type { Batch } from './batch.ts'
import type { PickedFile } from './picked.ts'
import type { Upload } from './upload.ts'

/** What has to be chosen again is recognised by its name and size, and by its date where that is known. */
export const isTheSame = ({ state, name, size, modified }: Upload, file: File): boolean =>
  state.is === 'interrupted' &&
  name === file.name.normalize('NFC') &&
  size === file.size &&
  (modified === null || modified === file.lastModified)
/** Of the same drop. */
export const isUnder = ({ batch, path }: Upload, under: string | null, wanted: readonly string[]): boolean =>
  batch.under === under && path.join('/') === wanted.join('/')
/** Chosen by itself, a folder does not tell what it lies in. */
export const endsAlike = (path: readonly string[], chosen: readonly string[]): boolean =>
  `/${path.join('/')}`.endsWith(`/${chosen.join('/')}`)

/** `assetId`: the file that it becomes a version of. What cannot be uploaded at all is refused from the beginning. */
export function newUpload({ file, path }: PickedFile, batch: Batch, assetId: string | null = null): Upload {
  // A version bears the name of its file.
  const names = (assetId ? [] : [...path, file.name]).map(readAssetName)
  const wrong = names.find((name) => !name.ok)
  const limit = { code: 'file_too_large', data: { limit: largestFile } } as const
  const words = wrong && !wrong.ok ? wrong.wrong : file.size > largestFile ? sentence(limit) : null
  return {
    id: crypto.getRandomValues(new Uint32Array(4)).join('-'),
    name: file.name.normalize('NFC'),
    size: file.size,
    modified: file.lastModified,
    file,
    batch,
    path,
    to: path.length || assetId ? null : { id: batch.under },
    assetId,
    uploadId: null,
    sent: 0,
    ifTaken: null,
    state: words === null ? { is: 'waiting' } : { is: 'refused', words, way: 'none' },
  }
}
