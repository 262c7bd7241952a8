// What happened, as a sentence about people: one for each kind of entry, so that a new kind does not compile without.
// Values may be missing, when a person was erased or an entry is older than a field: the sentence then goes without.
import type { AuditKind, Consequence, ShapeOf } from './audit.ts'
import type { Because } from './decide.ts'
import { levelWords } from './levels.ts'
import { alertSentences } from './alerts.ts'
import { keySentences } from './key-entries.ts'
import { billingSentences } from './billing-sentences.ts'
import { deletionSentences } from './deletion-entries.ts'
import { collectionSentences } from './collection-sentences.ts'
import { groupSentences } from './group-sentences.ts'
import { librarySentences } from './library-sentences.ts'
import { counted, named, type MomentInWords, type Seen, type Words } from './log-words.ts'
import { operations, type Operation } from './operations.ts'
import { permissions, type Permission } from './permissions.ts'
import { planTitles, type Plan } from './plans.ts'
import { settingsSentences } from './settings-entries.ts'
import { roleWords, type Role } from './roles.ts'

/** An entry as the log gives it: personal values are put back as far as they still exist. */
export interface LoggedEntry {
  what: AuditKind
  actor: { kind: string; name: string | null }
  /** Who or what it is about, in words; null where that was erased. */
  subject: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  consequences: readonly Consequence[]
  /** Of what was moved or restored: the name of the folder that it went to, where the reader may see it. */
  place?: string | null
}

const plainMoment: MomentInWords = (iso) => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`

const erased = 'someone erased'
const Erased = 'Someone erased'
const role = (r: Role | undefined): string => (r ? roleWords[r].title : 'another role')
const plan = (p: Plan | undefined): string => (p ? planTitles[p] : 'another plan')
const quoted = (text: string | undefined): string => (text ? `: “${text}”` : '')
const was = (value: string | null | undefined): string => (value ? ` (was ${value})` : '')
const endingSessions = ({ is }: Seen<'user.password_changed' | 'user.password_reset'>): string =>
  is.sessionsEnded ? `, which ended ${counted(is.sessionsEnded, 'session')}` : ''
const until = (seen: { moment: Seen<AuditKind>['moment'] }, endsAt: string | null | undefined): string =>
  endsAt ? `, until ${seen.moment(endsAt)}` : ''

/** The groups and first folders that an invitation holds: "with group “Agency A” and “Can view” on “Spring”". */
const held = ({ groups = [], folders = [] }: Partial<ShapeOf<'invitation.created'>>): string => {
  const parts = [
    ...groups.map((g) => `group ${named(g.name)}`),
    ...folders.map((f) => `“${levelWords[f.level].title}” on ${named(f.name)}`),
  ]
  return parts.length ? `with ${parts.join(', ')}` : ''
}

/** What of an invitation was edited, part by part. */
function invitationEdits({ was: from, is, moment }: Seen<'invitation.edited'>): string {
  const parts = [
    is.role !== from.role && `role ${role(is.role)}${was(from.role && role(from.role))}`,
    is.name !== from.name && (is.name ? `name ${is.name}${was(from.name)}` : 'no name'),
    is.endsAt !== from.endsAt && (is.endsAt ? `end ${moment(is.endsAt)}` : 'no end'),
    held(is) !== held(from) && (held(is) || 'no groups and no first folders'),
  ].filter((part) => part !== false)
  return parts.length ? `: ${parts.join(', ')}` : ''
}

const inShort: Record<Because | 'level', string> = {
  signed_out: 'not signed in',
  not_in_account: 'not in the account',
  suspended: 'suspended',
  ended: 'past the end date',
  dormant: 'dormant on the plan',
  deleted: 'the account is deleted',
  role: 'not in the role',
  plan: 'not in the plan',
  key: 'never by a key',
  level: 'level too low',
}
/** What was missing and why, in brackets: as much of it as the entry has. */
function refusedBecause({ problem, needs, because }: Partial<ShapeOf<'attempt.refused'>>): string {
  const wanted =
    problem === 'cannot_enter'
      ? 'may not enter'
      : needs && needs in permissions
        ? `needs “${permissions[needs as Permission].title}”`
        : needs && needs in operations && `needs “${levelWords[operations[needs as Operation].level].title}”`
  const parts = [wanted, because && inShort[because]].filter(Boolean)
  return parts.length ? ` (${parts.join(': ')})` : ''
}

const sentences: { [K in AuditKind]: Words<K> } = {
  'house.set_up_link_made': { title: 'Set-up link made', says: ({ who }) => `${who} made a set-up link` },
  'house.sign_in_failed': {
    title: 'Sign-in failed (unknown address)',
    says: ({ is }) => `Somebody tried to sign in as ${is.email ?? erased}, who has no sign-in here`,
  },
  'house.reset_asked': {
    title: 'New password asked for',
    says: ({ is }) => `Somebody asked for a new password for ${is.email ?? erased}`,
  },
  'house.set_up': { title: 'Usher set up', says: () => 'Usher was set up' },

  'user.created': {
    title: 'Sign-in made',
    says: ({ self, is }) =>
      `${self} got a sign-in${is.proven === false ? ', with an address that is not proven yet' : ''}`,
  },
  'user.signed_in': { title: 'Signed in', says: ({ self }) => `${self} signed in` },
  'user.sign_in_failed': {
    title: 'Sign-in failed',
    says: ({ whom }) => `Somebody tried to sign in as ${whom} and failed`,
  },
  'user.signed_out': { title: 'Signed out', says: ({ self }) => `${self} signed out` },
  'user.password_proven': { title: 'Password given again', says: ({ self }) => `${self} gave the password again` },
  'user.password_changed': {
    title: 'Password changed',
    says: (seen) => `${seen.self} changed the password${endingSessions(seen)}`,
  },
  'user.password_reset': {
    title: 'Password reset',
    says: (seen) => `${seen.self} set a new password by a link${endingSessions(seen)}`,
  },
  'user.address_proven': {
    title: 'Address proven',
    says: ({ self, is }) =>
      is.by === 'operator'
        ? `The operator vouched for the address of ${self}`
        : `${self} proved the address by opening a mail`,
  },
  'user.renamed': {
    title: 'Name changed',
    says: ({ was: from, is }) => `${from.name ?? Erased} is now called ${is.name ?? erased}`,
  },
  'user.email_change_asked': {
    title: 'Address change asked for',
    says: ({ self, is }) => `${self} asked to change the address to ${is.email ?? 'one that was erased'}`,
  },
  'user.email_change_confirmed': {
    title: 'Address change confirmed',
    says: ({ self, is }) => `${self} confirmed the change of address${is.side ? ` from the ${is.side} address` : ''}`,
  },
  'user.email_changed': {
    title: 'Address changed',
    says: ({ self, was: from, is }) =>
      `${self} changed the address to ${is.email ?? 'one that was erased'}${was(from.email)}`,
  },
  'user.session_ended': {
    title: 'Sessions ended',
    says: ({ self, is }) => `${self} ended ${counted(is.sessions, 'session')}`,
  },
  'user.reset_link_made': {
    title: 'Link for a new password made',
    says: ({ who, whom }) => `${who} made a link for a new password for ${whom}`,
  },
  'user.erased': { title: 'Person erased', says: ({ who }) => `${who} erased a person` },

  'account.created': {
    title: 'Account created',
    says: ({ is }) =>
      `${is.name ? `The account ${is.name}` : 'An account'} was created${is.plan ? `, on the plan ${plan(is.plan)}` : ''}`,
  },
  'account.plan_changed': {
    title: 'Plan changed',
    says: ({ who, was: from, is }) =>
      from.plan
        ? `${who} changed the plan from ${plan(from.plan)} to ${plan(is.plan)}`
        : `${who} set the plan to ${plan(is.plan)}`,
  },
  'account.limit_changed': {
    title: 'Limit changed',
    says: ({ who, was: from, is }) =>
      `${who} set the limit of ${is.limit ?? 'something'} to ${is.value ?? 'another figure'}${was(from.value?.toString())}`,
  },
  'account.guard_changed': {
    title: 'Guard of collections set',
    says: ({ who, is }) =>
      is.guardsCollections
        ? `${who} turned the guard on: collections pass on only what whoever adds it could share`
        : `${who} turned the guard off: collections pass on whatever is added to them`,
  },

  ...settingsSentences,
  ...deletionSentences,

  'member.joined': {
    title: 'Joined',
    says: (seen) => `${seen.Whom} joined as ${role(seen.is.role)}${until(seen, seen.is.endsAt)}`,
  },
  'member.role_changed': {
    title: 'Role changed',
    says: ({ who, whom, was: from, is }) => `${who} made ${whom} ${role(is.role)}${was(from.role && role(from.role))}`,
  },
  'member.suspended': { title: 'Suspended', says: ({ who, whom }) => `${who} suspended ${whom}` },
  'member.reinstated': {
    title: 'Reinstated',
    says: (seen) => `${seen.who} reinstated ${seen.whom}${until(seen, seen.is.endsAt)}`,
  },
  'member.end_set': {
    title: 'End date set',
    says: ({ who, whom, was: from, is, moment }) =>
      is.endsAt
        ? `${who} set the end of ${whom} to ${moment(is.endsAt)}${was(from.endsAt && moment(from.endsAt))}`
        : `${who} took the end date from ${whom}${was(from.endsAt && moment(from.endsAt))}`,
  },
  'member.removed': {
    title: 'Removed',
    says: ({ who, whom, was: from }) =>
      `${who} removed ${whom}${was(from.role && role(from.role))}${from.owned ? `, who owned ${counted(from.owned, 'file or folder', 'files and folders')}` : ''}`,
  },
  'member.inherited': {
    title: 'Files handed over',
    says: ({ who, whom, is }) =>
      `${who} gave ${whom} ${counted(is.owned, 'file or folder', 'files and folders')} of somebody who was removed`,
  },
  'member.left': { title: 'Left', says: ({ Whom, was: from }) => `${Whom} left${was(from.role && role(from.role))}` },
  'member.rescued': {
    title: 'Rescued',
    says: ({ who, whom, is }) =>
      `${who} made ${whom} an active ${role(is.role ?? 'account_admin')}, because nobody could get in`,
  },
  'member.presence_ended': {
    title: 'Presence ended',
    says: ({ who, whom }) => `${who} ended the presence of ${whom}: the password is asked for again on every device`,
  },
  'member.view_started': {
    title: 'View as started',
    says: (seen) => `${seen.who} began to see the account as ${seen.whom} does${until(seen, seen.is.until ?? null)}`,
  },
  'member.view_ended': {
    title: 'View as ended',
    says: ({ who, whom }) => `${who} stopped seeing the account as ${whom} does`,
  },
  'member.entered': { title: 'Entered', says: ({ Whom }) => `${Whom} entered the account` },

  'invitation.created': {
    title: 'Invited',
    says: (seen) =>
      `${seen.who} invited ${seen.whom} as ${role(seen.is.role)}${until(seen, seen.is.endsAt)}${held(seen.is) && `, ${held(seen.is)}`}`,
  },
  'invitation.edited': {
    title: 'Invitation edited',
    says: (seen) => `${seen.who} edited the invitation of ${seen.whom}${invitationEdits(seen)}`,
  },
  'invitation.resent': {
    title: 'Invitation sent again',
    says: ({ who, whom }) => `${who} sent the invitation to ${whom} again`,
  },
  'invitation.link_copied': {
    title: 'Invitation link copied',
    says: ({ who, whom }) => `${who} copied a link of the invitation of ${whom}`,
  },
  'invitation.revoked': {
    title: 'Invitation revoked',
    says: ({ who, whom }) => `${who} revoked the invitation of ${whom}`,
  },
  'invitation.accepted': { title: 'Invitation accepted', says: ({ Whom }) => `${Whom} accepted the invitation` },

  ...billingSentences,
  ...alertSentences,
  ...groupSentences,
  ...keySentences,
  ...collectionSentences,
  ...librarySentences,

  'request.made': {
    title: 'More asked for',
    says: ({ who, is }) => `${who} asked for ${is.wanted ?? 'more'} ${is.limit ?? ''}`.trimEnd() + quoted(is.words),
  },
  'request.answered': {
    title: 'Request answered',
    says: ({ who, is }) =>
      `${who} ${is.granted === true ? 'granted' : 'declined'} what was asked for${quoted(is.answer)}`,
  },
  'mail.tested': { title: 'Mail tested', says: ({ who, is }) => `${who} sent a test mail to ${is.to ?? erased}` },
  'mail.pending_sent': {
    title: 'Waiting mails sent',
    says: ({ who, is }) => `${who} sent ${counted(is.mails, 'invitation')} that had not gone out`,
  },
  'attempt.refused': {
    title: 'Attempt refused',
    says: ({ who, is }) =>
      `${who} was refused ${is.path ?? 'something'}${refusedBecause(is)}` +
      (is.times && is.times > 1 ? `, ${is.times} times` : ''),
  },
}

/** What became of other things, alike ones counted: "; 2 invitations were revoked". */
function consequencesInWords(consequences: readonly Consequence[]): string {
  const alike = Map.groupBy(consequences, ({ on, what }) => `${on} ${what}`)
  return [...alike.values()]
    .map((of) => {
      const [{ on, what } = { on: 'account', what: '' }] = of
      return `; ${counted(of.length, on === 'accessRequest' ? 'access request' : on)} ${of.length === 1 ? 'was' : 'were'} ${what.replace(/.*\./, '').replaceAll('_', ' ')}`
    })
    .join('')
}

/** Who acted, as the beginning of a sentence. */
function actorInWords({ kind, name }: LoggedEntry['actor']): string {
  if (kind === 'operator') return 'The operator'
  if (kind === 'usher') return 'Usher'
  if (kind === 'key') return name ? `The API key ${named(name)}` : 'An API key'
  if (name) return name
  return kind === 'stranger' || kind === 'bearer' ? 'Somebody who was not signed in' : Erased
}

/** Where a thing went that was moved or restored. */
const placeInWords = ({ after, place }: LoggedEntry): string =>
  place ? ` to ${named(place)}` : after && after['parentId'] === null ? ' to the top of the library' : ''

/** One entry as one sentence, without a full stop: "Ada made Ben Finance (was Developer)". */
export function tell(entry: LoggedEntry, moment: MomentInWords = plainMoment): string {
  // The chain stored the shape of this kind, less what was erased; that kind and words belong together only the table knows.
  const { says } = sentences[entry.what] as Words<AuditKind>
  const seen = {
    who: actorInWords(entry.actor),
    whom: entry.subject || erased,
    Whom: entry.subject || Erased,
    self: entry.subject || entry.actor.name || Erased,
    was: entry.before ?? {},
    is: entry.after ?? {},
    moment,
    to: placeInWords(entry),
  }
  return says(seen as Seen<AuditKind>) + consequencesInWords(entry.consequences)
}

/** A kind in two or three words, for the filter of the log: "Role changed". */
export const kindTitle = (kind: AuditKind): string => sentences[kind].title
