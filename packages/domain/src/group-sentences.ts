// What happened to groups and their members, as sentences: rows that the log joins with the others.
import type { AuditKind } from './audit.ts'
import { counted, named, type Words } from './log-words.ts'

const theGroup = (name: string | undefined): string => (name ? `the group ${named(name)}` : 'a group')
const whom = (person: string | null | undefined): string => person ?? 'someone erased'

export const groupSentences: { [K in Extract<AuditKind, `group.${string}`>]: Words<K> } = {
  'group.created': { title: 'Group created', says: ({ who, is }) => `${who} created ${theGroup(is.name)}` },
  'group.renamed': {
    title: 'Group renamed',
    says: ({ who, was, is }) => `${who} renamed ${theGroup(was.name)} to ${named(is.name)}`,
  },
  'group.deleted': {
    title: 'Group deleted',
    says: ({ who, was }) =>
      `${who} deleted ${theGroup(was.name)}` +
      (was.members === undefined
        ? ''
        : `, with ${counted(was.members, 'member')} and ${counted(was.grants, 'thing')} shared with it`),
  },
  'group.view_started': {
    title: 'View as a group started',
    says: ({ who, is, moment }) =>
      `${who} began to see the account as ${theGroup(is.name)} does${is.until ? `, until ${moment(is.until)}` : ''}`,
  },
  'group.view_ended': {
    title: 'View as a group ended',
    says: ({ who, was }) => `${who} stopped seeing the account as ${theGroup(was.name)} does`,
  },
  'group.member_added': {
    title: 'Added to a group',
    says: ({ who, is, moment }) =>
      `${who} added ${whom(is.person)} to ${theGroup(is.name)}${is.endsAt ? `, until ${moment(is.endsAt)}` : ''}`,
  },
  'group.member_end_set': {
    title: 'End in a group set',
    says: ({ who, was, is, moment }) => {
      const before = was.endsAt ? ` (was ${moment(was.endsAt)})` : ''
      return is.endsAt
        ? `${who} set the end of ${whom(is.person)} in ${theGroup(is.name)} to ${moment(is.endsAt)}${before}`
        : `${who} took the end date from ${whom(is.person)} in ${theGroup(is.name)}${before}`
    },
  },
  'group.left': {
    title: 'Left a group',
    says: ({ was }) => `${was.person ?? 'Someone erased'} left ${theGroup(was.name)}`,
  },
  'group.member_removed': {
    title: 'Taken out of a group',
    says: ({ who, was }) => `${who} took ${whom(was.person)} out of ${theGroup(was.name)}`,
  },
}
