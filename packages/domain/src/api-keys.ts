// API keys (rules §6): what programs may do. A key belongs to the account, not to a person; it passes over grants, and reaches
// the library and the account's usage alone: never people, billing, keys or the log.
import type { Read } from './addresses.ts'
import { readName } from './addresses.ts'
import type { Operation } from './operations.ts'
import type { Permission } from './permissions.ts'

/** What a key can have on an area; each includes the one before. */
export const keyRights = ['none', 'read', 'write'] as const
export type KeyRight = (typeof keyRights)[number]
export const keyRightTitles: Record<KeyRight, string> = { none: 'None', read: 'Read', write: 'Read and write' }

/** The areas of what programs can call; what each right lets them do there, in words. */
export const keyAreas = {
  files: {
    title: 'Files and folders',
    read: 'Browse, search and download',
    write: 'Upload, create, rename, move, copy, delete and restore',
  },
  tags: { title: 'Tags', read: 'See tags', write: 'Add and remove tags' },
  collections: {
    title: 'Collections',
    read: 'See collections and what is in them',
    write: 'Create, rename, fill, empty and delete collections',
  },
  usage: { title: 'Usage', read: 'See the account’s totals', write: null },
} as const satisfies Record<string, { title: string; read: string; write: string | null }>
export type KeyArea = keyof typeof keyAreas
export const keyAreaNames = Object.keys(keyAreas) as KeyArea[]

/** A right on each area; an area that is not named: none. Null: a standard key, which has all of every area. */
export type KeyScopes = Partial<Record<KeyArea, KeyRight>> | null

/** So many days after a rolled secret has ended a program that still uses it is told so; after that it is unknown. */
export const oldSecretDays = 30

/** Does a key with these scopes have at least that right there? */
export const keyMay = (scopes: KeyScopes, area: KeyArea, right: Exclude<KeyRight, 'none'>): boolean =>
  scopes === null || keyRights.indexOf(scopes[area] ?? 'none') >= keyRights.indexOf(right)

/** Does a key with these scopes have any right at all? */
export const isOfUse = (scopes: KeyScopes): boolean => keyAreaNames.some((area) => keyMay(scopes, area, 'read'))

/** The rows of the matrix that a procedure for keys can stand behind; every other row is for people alone. */
export const permissionsOfKeys = [
  'library.browse',
  'library.change',
  'collections.open',
  'collections.create',
  'analytics.totals',
] as const satisfies readonly Permission[]
export type KeyPermission = (typeof permissionsOfKeys)[number]

/** Who has access, sharing and handing over are about people: no procedure for keys can stand behind these. */
export const operationsWithoutKeys = [
  'asset.seeAccess',
  'asset.share',
  'asset.unshare',
  'asset.handOver',
  'collection.seeAccess',
  'collection.share',
  'collection.unshare',
  'collection.handOver',
] as const satisfies readonly Operation[]
export type KeyOperation = Exclude<Operation, (typeof operationsWithoutKeys)[number]>

/** A secret begins so, for people and for programs that look for what has leaked; 32 random bytes follow, base64url. */
export const keySecretStart = 'usher_'
/** So much of the secret is shown and kept: to find a key by. The rest is known to whoever made it alone. */
export const keyPrefixLength = keySecretStart.length + 8
/** The beginning of a secret, by which people find its key. */
export const keyPrefixOf = (secret: string): string => secret.slice(0, keyPrefixLength)

/** How long an old secret goes on working when a key is rolled (rules §6), in seconds. */
export const rollGraces = { now: 0, '1h': 3600, '24h': 86_400, '3d': 3 * 86_400, '7d': 7 * 86_400 } as const
export type RollGrace = keyof typeof rollGraces
export const rollGraceTitles: Record<RollGrace, string> = {
  now: 'at once',
  '1h': 'after 1 hour',
  '24h': 'after 24 hours',
  '3d': 'after 3 days',
  '7d': 'after 7 days',
}

/** A key's name as typed: by the rule for people's names. */
export const readKeyName = (typed: string): Read<string> => readName(typed)

export type KeyState = 'active' | 'disabled' | 'ended'
/** At the very moment of its end a key is over. */
export const keyStateAt = (key: { disabledAt: Date | null; endsAt: Date | null }, now: Date): KeyState =>
  key.disabledAt ? 'disabled' : key.endsAt && key.endsAt <= now ? 'ended' : 'active'

export interface KeysUsed {
  used: number
  cap: number
}
/** Is one more possible? Disabled and ended keys count until they are deleted. */
export const hasRoomForKey = ({ used, cap }: KeysUsed): boolean => used < cap
/** "4 of 5 API keys" */
export const keysInWords = ({ used, cap }: KeysUsed): string => `${used} of ${cap} API ${cap === 1 ? 'key' : 'keys'}`

/** "Files and folders: read and write, Tags: read"; "everything in the library and usage" for a standard key. */
export const scopesInWords = (scopes: KeyScopes): string =>
  scopes === null
    ? 'everything of the library and its usage'
    : keyAreaNames
        .flatMap((area) => {
          const right = scopes[area] ?? 'none'
          return right === 'none' ? [] : [`${keyAreas[area].title}: ${keyRightTitles[right].toLowerCase()}`]
        })
        .join(', ') || 'nothing'
