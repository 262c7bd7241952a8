// What the log tells of an account that is deleted: the kinds of entries, and their sentences.
import { kind } from './audit-kind.ts'
import type { AccountCounts } from './deletion.ts'
import { bytesInWords } from './files.ts'
import { counted, named, type Words } from './log-words.ts'

export interface DeletionShape extends AccountCounts {
  deletedAt: string
}
const rights = { on: 'account', scope: 'account', changes: 'rights' } as const
export const deletionKinds = {
  /** With what is in it: nothing comes to it from then on. */
  'account.deleted': kind<DeletionShape>()(rights),
  'account.restored': kind<{ deletedAt: string | null }>()(rights),
  /** By Usher itself, thirty days later. Its own chain is gone with it: this stands in the house's. */
  'account.erased': kind<DeletionShape & { name: string; slug: string }>()({
    on: 'account',
    scope: 'house',
    changes: 'rights',
  }),
}

const what = ({ members, files, bytes }: Partial<AccountCounts>): string =>
  `${counted(members, 'member')} and ${counted(files, 'file')}${bytes === undefined ? '' : ` of ${bytesInWords(bytes)}`}`

export const deletionSentences: { [K in keyof typeof deletionKinds]: Words<K> } = {
  'account.deleted': {
    title: 'Account deleted',
    says: ({ who, is }) => `${who} deleted the account, with ${what(is)}`,
  },
  'account.restored': {
    title: 'Deletion undone',
    says: ({ who }) => `${who} undid the deletion of the account`,
  },
  'account.erased': {
    title: 'Account erased',
    says: ({ who, was }) => `${who} erased the account ${named(was.name)}, with ${what(was)}`,
  },
}
