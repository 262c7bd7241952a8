// What can be asked for from a row, a tile, a menu or the bar above them.
import type { Asset } from './asset.ts'

export interface RowActs {
  /** A folder in its place, a file in the light box. */
  open: (asset: Asset) => void
  details: (asset: Asset) => void
  /** As one zip. */
  zip: (assets: readonly Asset[]) => void
  share: (assets: readonly Asset[]) => void
  /** Into a collection. */
  collect: (assets: readonly Asset[]) => void
  tag: (assets: readonly Asset[]) => void
  rename: (asset: Asset) => void
  move: (assets: readonly Asset[]) => void
  copy: (assets: readonly Asset[]) => void
  remove: (assets: readonly Asset[]) => void
}
