// THE LEVELS: operation → the level that it needs on the thing (rules §3). The doors of the API and the web app's buttons
// read it from here.
import { isAtLeast, type Level } from './levels.ts'
import type { Feature } from './plans.ts'

interface Row {
  level: Level
  /** What a person reads who may not: "Can manage is needed to rename". */
  title: string
  /**
   * Only a folder can be the thing (a place to put something into), or only a file (what has versions), or either of
   * them; or it is a collection.
   */
  on: 'folder' | 'file' | 'any' | 'collection'
  /** Can it be done at the library's root, by those whose role has the level everywhere (rules §4 and §8, "Root")? */
  atRoot: boolean
  /** Things that lie in the trash are looked for there, and nowhere else. */
  inTrash?: true
  /** What the plan has to carry as well: giving needs it, taking away never does (rules §8, "Plans"). */
  feature?: Feature
}

export const operations = {
  'asset.see': { level: 'view', title: 'see it', on: 'any', atRoot: false },
  'folder.open': { level: 'view', title: 'open it', on: 'folder', atRoot: true },
  'asset.download': { level: 'view', title: 'download it', on: 'any', atRoot: false },
  'file.download': { level: 'view', title: 'download it', on: 'file', atRoot: false },
  'file.seeVersions': { level: 'view', title: 'see its versions', on: 'file', atRoot: false },
  'folder.createIn': { level: 'contribute', title: 'create a folder in it', on: 'folder', atRoot: true },
  'folder.uploadInto': { level: 'contribute', title: 'upload into it', on: 'folder', atRoot: true },
  'asset.copy': { level: 'contribute', title: 'copy it', on: 'any', atRoot: false },
  'folder.copyInto': { level: 'contribute', title: 'copy something into it', on: 'folder', atRoot: true },
  'file.addVersion': { level: 'contribute', title: 'upload a new version of it', on: 'file', atRoot: false },
  'file.restoreVersion': { level: 'contribute', title: 'restore a version of it', on: 'file', atRoot: false },
  'file.deleteVersion': { level: 'manage', title: 'delete a version of it', on: 'file', atRoot: false },
  'asset.tag': { level: 'contribute', title: 'tag it', on: 'any', atRoot: false },
  'asset.rename': { level: 'manage', title: 'rename it', on: 'any', atRoot: false },
  'asset.move': { level: 'manage', title: 'move it', on: 'any', atRoot: false },
  'folder.moveInto': { level: 'manage', title: 'move something into it', on: 'folder', atRoot: true },
  'asset.delete': { level: 'manage', title: 'delete it', on: 'any', atRoot: false },
  'asset.seeAccess': { level: 'manage', title: 'see who has access to it', on: 'any', atRoot: false },
  'asset.share': { level: 'manage', title: 'share it', on: 'any', atRoot: false, feature: 'sharing' },
  'asset.unshare': { level: 'manage', title: 'take away access to it', on: 'any', atRoot: false },
  'asset.handOver': { level: 'manage', title: 'hand it over', on: 'any', atRoot: false },
  'trashed.restore': { level: 'manage', title: 'restore it', on: 'any', atRoot: false, inTrash: true },
  'trashed.purge': { level: 'manage', title: 'delete it for good', on: 'any', atRoot: false, inTrash: true },
  'folder.restoreInto': { level: 'contribute', title: 'restore something into it', on: 'folder', atRoot: true },
  'asset.addToCollection': {
    level: 'contribute',
    title: 'add it to a collection',
    on: 'any',
    atRoot: false,
    feature: 'sharing',
  },
  'asset.passOn': {
    level: 'manage',
    title: 'let a collection pass it on',
    on: 'any',
    atRoot: false,
    feature: 'sharing',
  },
  'collection.open': { level: 'view', title: 'open it', on: 'collection', atRoot: false, feature: 'sharing' },
  'collection.download': { level: 'view', title: 'download it', on: 'collection', atRoot: false, feature: 'sharing' },
  'collection.addTo': {
    level: 'contribute',
    title: 'add something to it',
    on: 'collection',
    atRoot: false,
    feature: 'sharing',
  },
  'collection.rename': { level: 'manage', title: 'rename it', on: 'collection', atRoot: false, feature: 'sharing' },
  'collection.removeFrom': { level: 'manage', title: 'remove something from it', on: 'collection', atRoot: false },
  'collection.delete': { level: 'manage', title: 'delete it', on: 'collection', atRoot: false },
  'collection.seeAccess': { level: 'manage', title: 'see who has access to it', on: 'collection', atRoot: false },
  'collection.handOver': {
    level: 'manage',
    title: 'hand it over',
    on: 'collection',
    atRoot: false,
    feature: 'sharing',
  },
  'collection.share': { level: 'manage', title: 'share it', on: 'collection', atRoot: false, feature: 'sharing' },
  'collection.unshare': { level: 'manage', title: 'take away access to it', on: 'collection', atRoot: false },
} as const satisfies Record<string, Row>
export type Operation = keyof typeof operations
/** What is done to things in the trash. */
export type TrashOperation = {
  [O in Operation]: (typeof operations)[O] extends { inTrash: true } ? O : never
}[Operation]
/** What is done to collections. */
export type CollectionOperation = {
  [O in Operation]: (typeof operations)[O]['on'] extends 'collection' ? O : never
}[Operation]
/** What can be done at the root too: there the thing is null. */
export type RootOperation = { [O in Operation]: (typeof operations)[O]['atRoot'] extends true ? O : never }[Operation]
export const operationNames = Object.keys(operations) as Operation[]

/** Does this level allow that operation? */
export const allows = (level: Level | null, operation: Operation): boolean =>
  isAtLeast(level, operations[operation].level)

/** What the plan has to carry for that operation; null: nothing in particular. */
export const featureOf = (operation: Operation): Feature | null => {
  const row: Row = operations[operation]
  return row.feature ?? null
}
