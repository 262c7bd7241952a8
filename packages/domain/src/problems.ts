// Every refusal: code → kind, data, sentence. What is not in this table is a bug.
// The API throws `Problem`, typed by the table; web, command line and client print the same sentence.
import type { Ask } from './entering.ts'
import { keyAreas, keyRightTitles, keysInWords, type KeyArea, type KeysUsed } from './api-keys.ts'
import type { Because } from './decide.ts'
import { undoDays } from './deletion.ts'
import type { InvitationState } from './invitations.ts'
import { invoiceNumber } from './invoices.ts'
import { planTitles, smallestPlanWith, featureTitles, type Feature, type Plan } from './plans.ts'
import { passwordMin } from './addresses.ts'
import { bytesInWords, uploadHours } from './files.ts'
import { groupsInWords, type GroupsUsed } from './groups.ts'
import { levelWords, type Level } from './levels.ts'
import { operations, type Operation } from './operations.ts'
import { roleWords, type Role } from './roles.ts'
import { seatsInWords, type SeatsUsed } from './seats.ts'

export type ProblemKind = 'invalid' | 'signed_out' | 'forbidden' | 'not_found' | 'conflict' | 'too_many' | 'busy'
export const httpStatus = {
  invalid: 400,
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  busy: 503,
} as const satisfies Record<ProblemKind, number>

const says = <const K extends ProblemKind, D extends object>(kind: K, words: (data: D) => string) => ({ kind, words })
type None = Record<never, never>

const upgrade = (feature: Feature) =>
  `This account’s plan does not carry ${featureTitles[feature]}. It comes with the plan ${planTitles[smallestPlanWith(feature)]}.`

const whyNot: Record<Because, string> = {
  signed_out: 'Sign in first.',
  not_in_account: 'Name the account that this is about, and enter it.',
  suspended: 'Your access to this account is suspended. Ask an administrator of the account to reinstate it.',
  ended: 'Your access to this account has ended. Ask an administrator of the account to extend it.',
  deleted: 'This account is deleted. Its administrators can undo that until it is erased for good.',
  dormant:
    'This account’s plan does not let your role in at the moment. Everything is kept; an administrator can upgrade the plan.',
  role: 'Your role does not include this. An account administrator can change roles.',
  plan: 'This account’s plan does not include this.',
  key: 'API keys never reach this. Sign in as a person.',
}
/** Words from elsewhere, which may come without a full stop. */
const ended = (words: string): string => words.trim().replace(/[^.!?]$/, '$&.')
const minutes = (n: number) => `${n} ${n === 1 ? 'minute' : 'minutes'}`

export const problems = {
  // Who asks
  sign_in_first: says('signed_out', (_: None) => 'Sign in first.'),
  enter_first: says('signed_out', (d: { asks: Ask[] }) =>
    d.asks.includes('address')
      ? 'To enter this account, open the invitation that was mailed to you.'
      : 'To enter this account, give your password again.',
  ),
  only_viewing: says(
    'forbidden',
    (_: None) => 'You see this account as somebody else does, and change nothing in it. Stop viewing first.',
  ),
  cannot_enter: says('forbidden', (d: { because: 'suspended' | 'ended' | 'deleted' | 'dormant' }) => whyNot[d.because]),
  not_allowed: says('forbidden', (d: { needs: string; because: Because; feature?: Feature }) =>
    d.feature ? upgrade(d.feature) : whyNot[d.because],
  ),
  not_found: says('not_found', (_: None) => 'There is nothing here, or nothing that you can see.'),
  key_unknown: says(
    'signed_out',
    (_: None) => 'There is no such API key. Check that all of it was copied, or make a new one.',
  ),
  key_over: says(
    'signed_out',
    (d: { because: 'disabled' | 'ended' | 'rolled' | 'deleted' }) =>
      ({
        disabled: 'This API key is disabled. Whoever manages the account’s keys can enable it.',
        ended: 'This API key has ended. Make a new one, or have its end date moved.',
        rolled: 'This API key was rolled, and its old secret works no longer. Use the new one.',
        deleted:
          'The account of this API key is deleted. Its administrators can undo that until it is erased for good.',
      })[d.because],
  ),
  key_elsewhere: says(
    'forbidden',
    (_: None) => 'This API key is not one of the account that was named. Leave the account out, or name its own.',
  ),
  key_scope: says(
    'forbidden',
    (d: { area: KeyArea; right: 'read' | 'write' }) =>
      `This API key may not do this: it needs “${keyRightTitles[d.right]}” on ${keyAreas[d.area].title.toLowerCase()}.`,
  ),
  not_for_keys: says('forbidden', (_: None) => whyNot.key),
  too_many_calls: says(
    'too_many',
    (d: { limit: number; seconds: number }) =>
      `This API key has made its ${d.limit} calls of this minute. Go on in ${d.seconds} ${d.seconds === 1 ? 'second' : 'seconds'}.`,
  ),
  keys_full: says('conflict', (d: KeysUsed) => `${keysInWords(d)} made. Ask for more keys, or delete one.`),
  password_again: says('forbidden', (_: None) => 'This step asks for your password again.'),
  wrong_password: says('forbidden', (_: None) => 'This password is not right. Try again, or have it reset.'),
  wrong_sign_in: says(
    'signed_out',
    (_: None) => 'E-mail address and password do not match. Try again, or have the password reset.',
  ),
  too_many_tries: says(
    'too_many',
    (d: { minutes: number }) => `Too many tries. Wait ${minutes(d.minutes)} and try again.`,
  ),
  foreign_origin: says(
    'forbidden',
    (d: { expected: string }) => `This request comes from another site. Open ${d.expected} and do it there.`,
  ),

  // Links and invitations
  link_over: says(
    'not_found',
    (_: None) => 'This link is wrong, was used, was replaced, or has expired. Ask for a new one.',
  ),
  invitation_over: says(
    'conflict',
    (d: { state: Exclude<InvitationState, 'pending'> | 'deleted' }) =>
      ({
        accepted: 'This invitation was accepted already. Sign in.',
        revoked: 'This invitation was revoked. Ask the person who invited you for a new one.',
        expired: 'This invitation has expired. Ask the person who invited you to send it again.',
        deleted: 'The account that this invitation is for is deleted. Ask the person who invited you.',
      })[d.state],
  ),
  sign_in_to_accept: says(
    'forbidden',
    (d: { email: string }) => `${d.email} has a sign-in already. Sign in as ${d.email} to accept.`,
  ),
  open_from_mail: says(
    'forbidden',
    (d: { email: string }) =>
      `For ${d.email} this has to be opened from the mail that was sent to it: a copied link does not prove whose address it is.`,
  ),
  already_set_up: says('conflict', (_: None) => 'Usher is set up already. Sign in.'),

  // People, plans, seats
  seats_full: says('conflict', (d: SeatsUsed) => `${seatsInWords(d)}. Ask for more seats, or free one.`),
  last_administrator: says(
    'conflict',
    (_: None) =>
      'An account always keeps one active administrator without an end date. Make somebody else an administrator first.',
  ),
  role_not_on_plan: says(
    'conflict',
    (d: { role: Role; feature: Feature }) => `${roleWords[d.role].title}: ${upgrade(d.feature)}`,
  ),
  already_member: says('conflict', (d: { email: string }) => `${d.email} is a member of this account already.`),
  already_invited: says(
    'conflict',
    (d: { email: string }) => `${d.email} is invited already. Send the invitation again instead.`,
  ),
  not_pending: says(
    'conflict',
    (d: { state: InvitationState }) => `This invitation is ${d.state}; only a pending one can be changed.`,
  ),
  end_in_past: says('invalid', (_: None) => 'The end date lies in the past. Choose a later one.'),
  rights_moved: says(
    'conflict',
    (_: None) => 'Somebody changed rights in this account since you looked. Look again before you confirm.',
  ),
  not_an_heir: says(
    'conflict',
    (_: None) =>
      'Only an active member whose role gets at the library can take files over. Choose somebody else, or nobody.',
  ),
  not_suspended: says('conflict', (_: None) => 'This member is not suspended.'),
  no_subscription: says('conflict', (_: None) => 'This account has no subscription. Choose a plan first.'),
  plan_by_hand: says(
    'conflict',
    (d: { plan: Plan }) =>
      `Whoever runs this server gave this account the plan ${planTitles[d.plan]}, without a bill. Ask them for a smaller one.`,
  ),
  other_currency: says(
    'conflict',
    (d: { has: string; now: string }) =>
      `Prices are in ${d.now} now, and this subscription is in ${d.has}. Cancel it, and choose a plan again once it is over.`,
  ),
  alerts_full: says(
    'conflict',
    (d: { limit: number }) => `There are ${d.limit} alerts, and no more than that. Delete or change one of them.`,
  ),
  invoice_overdue: says(
    'conflict',
    (d: { number: number }) =>
      `Invoice ${invoiceNumber(d.number)} is overdue. Once it is paid, the plan can be changed.`,
  ),
  group_name_taken: says('conflict', (_: None) => 'A group of this account has this name already. Choose another one.'),
  in_too_many_collections: says(
    'conflict',
    (d: { limit: number; names: string[] }) =>
      `A file or folder is in at most ${d.limit} collections. ${d.names.join(', ')}: no room in any other.`,
  ),
  groups_full: says('conflict', (d: GroupsUsed) => `${groupsInWords(d)} made. Ask for more groups, or delete one.`),
  not_restricted: says(
    'conflict',
    (d: { names: string[] }) =>
      `A group holds only members with restricted access. ${d.names.join(', ')}: another role, which has its level without any group.`,
  ),
  only_restricted: says(
    'conflict',
    (_: None) =>
      'Groups and first folders go with restricted access only: every other role has its level on the whole library, or none.',
  ),
  slug_taken: says('conflict', (d: { slug: string }) => `The address “${d.slug}” is taken. Choose another one.`),

  // Files and folders
  level_too_low: says(
    'forbidden',
    (d: { operation: Operation; needs: Level }) =>
      `“${levelWords[d.needs].title}” is needed to ${operations[d.operation].title}. Ask its owner or an administrator.`,
  ),
  not_shareable: says(
    'conflict',
    (_: None) =>
      'Only members with restricted access, and groups, can be given something: every other role has its level everywhere.',
  ),
  not_owner: says('forbidden', (_: None) => 'Only its owner or an administrator can hand it over.'),
  outlasts_own: says(
    'conflict',
    (d: { latest: string }) =>
      `Your own access ends at ${d.latest.slice(0, 10)} ${d.latest.slice(11, 16)} UTC: what you give cannot last longer. Choose that end or an earlier one.`,
  ),
  access_answered: says(
    'conflict',
    ({ answer }: { answer: 'approved' | 'declined' | 'withdrawn' }) =>
      `${answer === 'withdrawn' ? 'Whoever asked has withdrawn this.' : `Somebody has ${answer} this already.`} Look at the requests again.`,
  ),
  export_first: says(
    'conflict',
    (_: None) =>
      'Ask for the export first, in the settings: it is noted in the log, and can be fetched for ten minutes.',
  ),
  not_exported: says(
    'conflict',
    (_: None) =>
      'Export the account as a world file first. Within a day of that it can be deleted, by whoever exported it.',
  ),
  name_differs: says('conflict', (_: None) => 'This is not the name of the account. Type it exactly as it is written.'),
  subscription_runs: says(
    'conflict',
    (_: None) => 'This account has a subscription that goes on. Cancel it first, under Billing.',
  ),
  undo_over: says(
    'conflict',
    (_: None) => `The ${undoDays} days are over: this account is being erased, and that cannot be undone.`,
  ),
  name_taken: says('conflict', (_: None) => 'This name is not available here. Choose another one.'),
  into_itself: says('conflict', (_: None) => 'A folder cannot go into itself or into a folder below it.'),
  not_a_folder: says('conflict', (_: None) => 'Only a folder can take something in. Choose a folder.'),
  not_a_file: says('conflict', (_: None) => 'Only a file has bytes and versions. Choose a file.'),
  too_many_folders: says(
    'conflict',
    (d: { limit: number }) => `At most ${d.limit} folders can go along at once. Do it in parts.`,
  ),
  too_many_things: says(
    'conflict',
    (d: { limit: number }) => `At most ${d.limit} files and folders go along at once. Do it in parts.`,
  ),
  too_many_copies: says(
    'conflict',
    (d: { limit: number }) => `You have ${d.limit} copies that are not finished. Wait for one, or cancel it.`,
  ),
  copy_broken: says(
    'busy',
    (_: None) => 'Something went wrong on the server in the middle of this copy. Tell whoever runs it, and try again.',
  ),
  too_deep: says(
    'conflict',
    (d: { limit: number }) => `Folders go at most ${d.limit} deep. Choose a place further up.`,
  ),
  too_many_tags: says(
    'conflict',
    (d: { limit: number; name: string }) => `${d.name}: no more than ${d.limit} tags. Remove some first.`,
  ),

  // Uploads and bytes
  upload_stranded: says(
    'forbidden',
    (_: None) =>
      `The place that this goes to is gone, or you may not upload there any more. Choose another folder: what was sent is kept for ${uploadHours} hours.`,
  ),
  upload_incomplete: says(
    'conflict',
    (d: { sent: number; size: number }) =>
      `${bytesInWords(d.sent)} of ${bytesInWords(d.size)} have arrived. Send the rest before you finish.`,
  ),
  not_a_logo: says(
    'invalid',
    (_: None) => 'This cannot be drawn as a logo. Choose another picture: PNG, JPEG, WebP or SVG, best a small one.',
  ),
  bytes_differ: says(
    'conflict',
    (_: None) => 'What has arrived is not what was to be sent: its SHA-256 is another one. Send it again.',
  ),
  too_many_uploads: says(
    'conflict',
    (d: { limit: number }) => `You have ${d.limit} uploads that are not finished. Finish or cancel some first.`,
  ),
  file_too_large: says(
    'conflict',
    (d: { limit: number }) => `A file has at most ${bytesInWords(d.limit)}. Upload it in parts.`,
  ),
  storage_full: says(
    'conflict',
    (_: None) =>
      'The storage of this account is full. An administrator can ask for more, or make room by deleting for good.',
  ),
  cannot_store: says(
    'busy',
    (_: None) =>
      'The server could not write this file; its disk may be full. What was sent is kept: tell whoever runs the server, and try again.',
  ),
  bytes_missing: says(
    'busy',
    (_: None) =>
      'The bytes of this file cannot be read on the server. Tell whoever runs it; operator storage reconcile says more.',
  ),
  storage_away: says(
    'busy',
    (_: None) => 'The storage of files does not answer at the moment. Nothing is lost; try again in a moment.',
  ),
  too_many_versions: says(
    'conflict',
    (d: { limit: number; name?: string }) =>
      `${d.name ? `${d.name}: a` : 'A'} file keeps at most ${d.limit} versions. Delete some first.`,
  ),
  zip_too_large: says(
    'conflict',
    (d: { things: number; bytes: number }) =>
      `A zip holds at most ${d.things} files and folders and ${bytesInWords(d.bytes)}. Choose fewer.`,
  ),
  version_is_current: says(
    'conflict',
    (_: None) => 'This is the current version. Restore another one first, or delete the file.',
  ),

  // Passwords
  password_short: says('invalid', (_: None) => `Use at least ${passwordMin} characters for the password.`),
  password_weak: says(
    'invalid',
    (d: { because: string }) => `This password is easily guessed. ${ended(d.because) || 'Use more words.'}`,
  ),

  // Input and operation
  invalid_input: says(
    'invalid',
    (d: { fields: { field: string; says: string }[] }) =>
      d.fields.map(({ field, says }) => (field ? `${field}: ${ended(says)}` : ended(says))).join(' ') ||
      'This input cannot be read.',
  ),
  json_only: says('invalid', (_: None) => 'Send JSON, with the header content-type: application/json.'),
  too_large: says('invalid', (d: { limit: string }) => `This request is larger than ${d.limit}. Send less at once.`),
  not_in_batch: says('invalid', (_: None) => 'Send this request by itself, not in a batch.'),
  busy: says('busy', (_: None) => 'Somebody else is changing this account right now. Try again in a moment.'),
  database_away: says(
    'busy',
    (_: None) => 'Usher’s database does not answer at the moment. Nothing was changed; try again in a moment.',
  ),
  outcome_unknown: says(
    'busy',
    (_: None) => 'Usher’s database broke off while this was saved. Look whether it was done before you try again.',
  ),
  no_mail_server: says(
    'conflict',
    (_: None) => 'No mail server is configured. The operator sets MAIL_URL and starts Usher again.',
  ),
  mail_refused: says('conflict', (d: { answer: string }) =>
    d.answer.trim() ? `The mail server refused: ${ended(d.answer)}` : 'The mail server refused without saying why.',
  ),
} as const
export type ProblemCode = keyof typeof problems
export type DataOf<C extends ProblemCode> = Parameters<(typeof problems)[C]['words']>[0]
/** What travels to the client: a union, so that `code` narrows `data`. */
export type AnyProblem = { [C in ProblemCode]: { code: C; data: DataOf<C> } }[ProblemCode]
type DataArg<C extends ProblemCode> = None extends DataOf<C> ? [] : [data: DataOf<C>]

/** A refusal, typed by the table: `throw new Problem('seats_full', { used, cap })`. */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  readonly code: C
  readonly data: DataOf<C>
  constructor(code: C, ...[data]: DataArg<C>) {
    super(code)
    this.name = 'Problem'
    this.code = code
    // An absent argument is the empty data of a problem that has none.
    this.data = (data ?? {}) as DataOf<C>
  }
  get kind(): ProblemKind {
    return problems[this.code].kind
  }
  /** As it travels. */
  toJSON(): AnyProblem {
    // `code` and `data` were tied together by the constructor; TypeScript cannot see that of the union.
    return { code: this.code, data: this.data } as unknown as AnyProblem
  }
}

/** What a person reads. */
export const sentence = (problem: AnyProblem): string =>
  // The table ties each code to its data; the call through the union needs the cast.
  (problems[problem.code].words as (data: unknown) => string)(problem.data)
