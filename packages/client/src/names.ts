// The rule for names of files and folders, before anything is sent.
import { readAssetName } from '@usher/domain'

/** Why the library takes no file or folder of this name, as a sentence; null: it does. */
export function whyNotName(name: string): string | null {
  const read = readAssetName(name)
  return read.ok ? null : read.wrong
}
