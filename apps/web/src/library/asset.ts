// A row of the library, as the API gives it, and how files and folders are spoken of.
import type { Outputs } from '@usher/client'
import { counted, namesOf } from '../ui/in-words.ts'

export type Asset = Outputs['library']['list']['assets'][number]
export type TrashedAsset = Outputs['library']['trash']['assets'][number]
export type Version = Outputs['versions']['list'][number]

/** The file as it is in one of its versions. */
export const asOf = (file: Asset, { id, size, mediaType, preview, width, height }: Version): Asset => ({
  ...file,
  versionId: id,
  size,
  mediaType,
  preview,
  width,
  height,
})
/** Asks every two seconds for as long as the picture of a version is being made. */
export const whileWaiting = {
  refetchInterval: ({ state }: { state: { data: readonly Version[] | undefined } }): number | false =>
    (state.data?.some(({ preview }) => preview === 'waiting') ?? false) && 2000,
}

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
/** "3 files and 2 folders" */
export function countInWords(assets: readonly Pick<Asset, 'kind'>[]): string {
  const files = assets.filter(({ kind }) => kind === 'file').length
  const folders = assets.length - files
  return namesOf([
    ...(files ? [counted(files, 'file', 'files')] : []),
    ...(folders ? [counted(folders, 'folder', 'folders')] : []),
  ])
}
/** The name of one, the number of several: "Spring", "3 files and 2 folders". */
export const thingsInWords = (assets: readonly Pick<Asset, 'name' | 'kind'>[]): string =>
  assets.length === 1 && assets[0] ? assets[0].name : countInWords(assets)

/** Whose it is, to whoever looks. */
export const ownerInWords = ({ isMine, owner }: Asset): string => (isMine ? 'You' : (owner ?? 'No owner'))
/** When its content last changed; a folder is as old as it is. */
export const changedAtOf = ({ changedAt, createdAt }: Asset): string => changedAt ?? createdAt
