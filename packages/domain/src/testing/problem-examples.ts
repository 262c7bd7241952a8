// One example of each problem's figures: for the tests, and for the sentences in docs/access.md.
// A new problem does not compile until it has one.
import type { AnyProblem, DataOf, ProblemCode } from '../problems.ts'

const data: { [C in ProblemCode]: DataOf<C> } = {
  sign_in_first: {},
  enter_first: { asks: ['password'] },
  cannot_enter: { because: 'suspended' },
  not_allowed: { needs: 'people.manage', because: 'role' },
  not_found: {},
  password_again: {},
  wrong_password: {},
  wrong_sign_in: {},
  too_many_tries: { minutes: 15 },
  foreign_origin: { expected: 'https://media.example.org' },
  link_over: {},
  invitation_over: { state: 'expired' },
  sign_in_to_accept: { email: 'ben@example.com' },
  open_from_mail: { email: 'ben@example.com' },
  already_set_up: {},
  seats_full: { used: 5, cap: 5 },
  last_administrator: {},
  role_not_on_plan: { role: 'library_restricted', feature: 'restricted_role' },
  already_member: { email: 'ben@example.com' },
  already_invited: { email: 'ben@example.com' },
  not_pending: { state: 'accepted' },
  end_in_past: {},
  rights_moved: {},
  not_suspended: {},
  slug_taken: { slug: 'acme' },
  level_too_low: { operation: 'asset.rename', needs: 'manage' },
  name_taken: {},
  into_itself: {},
  not_a_folder: {},
  too_many_folders: { limit: 20_000 },
  too_deep: { limit: 1000 },
  password_short: {},
  password_weak: { because: 'Repeated words are easy to guess.' },
  invalid_input: { fields: [{ field: 'name', says: 'Type a name.' }] },
  json_only: {},
  too_large: { limit: '1 MB' },
  not_in_batch: {},
  busy: {},
  database_away: {},
  outcome_unknown: {},
  no_mail_server: {},
  mail_refused: { answer: '550 mailbox unavailable' },
}

export const problemExamples = Object.entries(data).map(
  // The table above ties each code to its data; entries() forgets that.
  ([code, of]) => ({ code, data: of }) as AnyProblem,
)
