// Collections (rules §4.5 and §8): what they may be called, and what of what is in them they pass on.
import { readGroupName } from './groups.ts'
import { allows } from './operations.ts'
import type { Level } from './levels.ts'

/** A collection's name as typed, by the rule for names of groups; two collections may have one name. */
export const readCollectionName = readGroupName

/** A file or folder is in at most so many collections (rules §2). */
export const collectionsAtMost = 50

/**
 * Does a collection pass on what somebody with this level puts into it? Only where they could share it themselves, unless
 * the account has turned this guard off (rules §4.5): else a collection were a way round the rule that sharing needs it.
 */
export const passesOn = (level: Level, isGuarded: boolean): boolean => !isGuarded || allows(level, 'asset.passOn')
