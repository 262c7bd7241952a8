// Groups of restricted members (rules §4): what they may be called, and how many of them an account can have (rules §2).
import type { Read } from './addresses.ts'
import { readAssetName } from './assets.ts'

/** Longest name of a group, in characters: it stands in lists, chips and sentences. */
export const groupNameCharacters = 80

/** A group's name as typed: without blanks at its ends, in NFC, by the rule for names of files, at most 80 characters. */
export const readGroupName = (typed: string): Read<string> => {
  const name = readAssetName(typed.trim())
  return name.ok && Array.from(name.value).length > groupNameCharacters
    ? { ok: false, wrong: `This name is longer than ${groupNameCharacters} characters. Shorten it.` }
    : name
}

export interface GroupsUsed {
  used: number
  cap: number
}

/** Is one more possible? Over the limit no group is taken away, and none can be added. */
export const hasRoomForGroup = ({ used, cap }: GroupsUsed): boolean => used < cap

/** "4 of 5 groups" */
export const groupsInWords = ({ used, cap }: GroupsUsed): string =>
  `${used} of ${cap} ${cap === 1 ? 'group' : 'groups'}`
