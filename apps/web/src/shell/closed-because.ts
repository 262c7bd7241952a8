// Why an account is closed to a member, as the problems table and the switcher name it.
import { roleWords, type Answer, type Because, type DataOf, type Role } from '@usher/domain'

type Closed = DataOf<'cannot_enter'>['because']

/** Entering is refused for one of these four; every other no is about a page, and what is left is the plan. */
export const closedBecause = (because: Because): Closed =>
  because === 'suspended' || because === 'ended' || because === 'deleted' ? because : 'dormant'

/** One or two words, beside the account's name. */
const closedInShort: Record<Closed, string> = {
  suspended: 'Suspended',
  ended: 'Access ended',
  deleted: 'Deleted',
  dormant: 'Asleep on this plan',
}

/** "Finance · Suspended": the role in an account, and why it is closed where it is. */
export const roleThere = ({ role, entering }: { role: Role; entering: Answer }): string =>
  entering.yes ? roleWords[role].title : `${roleWords[role].title} · ${closedInShort[closedBecause(entering.because)]}`
