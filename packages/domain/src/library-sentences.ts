// What happened in the library, as sentences: the rows of its kinds of entries, which the log joins with the others.
import type { AuditKind } from './audit.ts'
import { bytesInWords } from './files.ts'
import { askedFor, changedWhatWasGiven, declined, gave, gaveUp, tookAway, withdrewAsking } from './grant-sentences.ts'
import { counted, named, numbered, type Seen, type Words } from './log-words.ts'

/** Which tags came, and which went. */
function tagEdits({ is }: Seen<'asset.tagged'>): string {
  const inWords = (tags: string[] | undefined, what: string) =>
    tags?.length ? [`${what} ${tags.map((tag) => `“${tag}”`).join(', ')}`] : []
  const parts = [...inWords(is.added, 'added'), ...inWords(is.removed, 'removed')]
  return parts.length ? `: ${parts.join('; ')}` : ''
}

type LibraryKind = Extract<
  AuditKind,
  'folder.created' | 'file.uploaded' | `asset.${string}` | `version.${string}` | `grant.${string}`
>
export const librarySentences: { [K in LibraryKind]: Words<K> } = {
  'folder.created': { title: 'Folder created', says: ({ who, is }) => `${who} created the folder ${named(is.name)}` },
  'file.uploaded': {
    title: 'Uploaded',
    says: ({ who, is }) =>
      `${who} uploaded ${named(is.name)}${is.size === undefined ? '' : ` (${bytesInWords(is.size)})`}`,
  },
  'asset.copied': {
    title: 'Copied',
    says: ({ who, is }) =>
      `${who} made a copy, ${named(is.name)}${is.versions ? `, with ${counted(is.versions, 'version')}` : ''}`,
  },
  'version.added': {
    title: 'Version added',
    says: ({ who, is }) =>
      `${who} ${is.versions ? 'copied' : 'uploaded'} ${numbered(is.version)} of ${named(is.name)}` +
      (is.versions && is.versions > 1 ? `, with ${counted(is.versions - 1, 'earlier version')}` : ''),
  },
  'version.restored': {
    title: 'Version restored',
    says: ({ who, was: from, is }) =>
      `${who} made ${numbered(is.version)} of ${named(is.name)} the current one${from.version === undefined ? '' : ` (was version ${from.version})`}`,
  },
  'version.deleted': {
    title: 'Version deleted',
    says: ({ who, was: from }) => `${who} deleted ${numbered(from.deletedVersion)} of ${named(from.name)}`,
  },
  'asset.tagged': {
    title: 'Tags changed',
    says: (seen) => `${seen.who} changed the tags of ${named(seen.is.name)}${tagEdits(seen)}`,
  },
  'asset.renamed': {
    title: 'Renamed',
    says: ({ who, was: from, is }) => `${who} renamed ${named(from.name)} to ${named(is.name)}`,
  },
  'asset.moved': {
    title: 'Moved',
    says: ({ who, is, to }) => `${who} moved ${named(is.name)}${to}`,
  },
  'asset.merged': {
    title: 'Merged',
    says: ({ who, is }) =>
      `${who} merged ${named(is.name)} with what was moved onto its name` +
      (is.version === undefined ? '' : `, which is ${numbered(is.version)} now`),
  },
  'asset.owner_changed': {
    title: 'Handed over',
    says: ({ who, was: from, is }) =>
      `${who} made ${is.person ?? 'someone erased'} the owner of ${named(is.name)}${from.person ? ` (was ${from.person})` : ''}`,
  },
  'asset.disowned': {
    title: 'Ownership given up',
    says: ({ who, is }) => `${who} gave up owning ${named(is.name)}`,
  },
  'asset.trashed': { title: 'Deleted', says: ({ who, is }) => `${who} put ${named(is.name)} into the trash` },
  'asset.purged': {
    title: 'Deleted for good',
    says: ({ who, was: from }) =>
      `${who} deleted ${named(from.name)} for good${from.foldersBelow ? `, with ${counted(from.foldersBelow, 'folder')} in it` : ''}`,
  },
  'asset.restored': {
    title: 'Restored',
    says: ({ who, is, to }) => `${who} restored ${named(is.name)} from the trash${to}`,
  },
  'grant.given': { title: 'Shared', says: gave },
  'grant.changed': { title: 'Sharing changed', says: changedWhatWasGiven },
  'grant.revoked': { title: 'Access taken away', says: tookAway },
  'grant.given_up': { title: 'Access given up', says: gaveUp },
  'grant.asked': { title: 'Access asked for', says: askedFor },
  'grant.ask_withdrawn': { title: 'Access request withdrawn', says: withdrewAsking },
  'grant.declined': { title: 'Access declined', says: declined },
}
