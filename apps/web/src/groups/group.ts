// A group as the list has it, and as its drawer does; and how it is spoken of.
import type { Outputs } from '@usher/client'
import { counted } from '../ui/in-words.ts'

export type ListedGroup = Outputs['groups']['list']['groups'][number]
export type OpenGroup = Outputs['groups']['see']
export type GroupMember = OpenGroup['members'][number]
export type GroupGrant = OpenGroup['grants'][number]

export const peopleInWords = (n: number): string => counted(n, 'person', 'people')
export const thingsInWords = (n: number): string => counted(n, 'file or folder', 'files and folders')
