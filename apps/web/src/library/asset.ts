// A row of the library, as the API gives it, and how folders are spoken of.
import type { Outputs } from '@usher/client'
import { allows } from '@usher/domain'
import { counted, namesOf } from '../ui/in-words.ts'

export type Asset = Outputs['library']['list']['assets'][number]
export type TrashedAsset = Outputs['library']['trash']['assets'][number]

/** A place to put something into; `id` null: the root. */
export interface Place {
  id: string | null
  name: string
}
/** What people call the root. */
export const rootPlace: Place = { id: null, name: 'Library' }

export const idsOf = (assets: readonly { id: string }[]): string[] => assets.map(({ id }) => id)
/** "Spring, Autumn and 3 more" */
export const namesInWords = (assets: readonly { name: string }[]): string =>
  namesOf(
    assets.map((a) => a.name),
    2,
  )
/** The name of one, the number of several: "Spring", "3 folders". */
export const thingsInWords = (assets: readonly { name: string }[]): string =>
  assets.length === 1 && assets[0] ? assets[0].name : foldersInWords(assets.length)
export const foldersInWords = (n: number): string => counted(n, 'folder', 'folders')

/** Is there something to be done with several of them at once? */
export const canBeSelected = ({ level }: Asset): boolean => allows(level, 'asset.move') || allows(level, 'asset.delete')
/** Is there anything at all in its menu? */
export const hasMenu = (asset: Asset): boolean => canBeSelected(asset) || allows(asset.level, 'asset.rename')

/** Whose it is, to whoever looks. */
export const ownerInWords = ({ isMine, owner }: Asset): string => (isMine ? 'You' : (owner ?? 'No owner'))
