// Sentences of entries that lack something, because a person was erased or the field is younger than the entry: what is
// left is told as it is, and what is missing leaves no gap.
import { expect, it } from 'vitest'
import type { AuditKind } from './audit.ts'
import { tell } from './log-sentences.ts'

const cases: [words: string, what: AuditKind, after: Record<string, unknown>, before?: Record<string, unknown>][] = [
  ['Ada set the plan to another plan', 'account.plan_changed', {}],
  ['Ada set the limit of something to another figure', 'account.limit_changed', {}],
  ['The account Acme was created', 'account.created', { name: 'Acme' }],
  ['Somebody asked for a new password for ben@example.com', 'house.reset_asked', { email: 'ben@example.com' }],
  ['Somebody asked for a new password for someone erased', 'house.reset_asked', {}],
  ['Ben asked to change the address to one that was erased', 'user.email_change_asked', {}],
  [
    'Ben changed the address to one that was erased (was ben@a.test)',
    'user.email_changed',
    {},
    { email: 'ben@a.test' },
  ],
  ['Ben confirmed the change of address', 'user.email_change_confirmed', {}],
  ['Ben ended 3 sessions', 'user.session_ended', { sessions: 3 }],
  ['Ben ended some sessions', 'user.session_ended', {}],
  ['Ada made Ben an active Account administrator, because nobody could get in', 'member.rescued', {}],
  ['Ada made Ben an active Developer, because nobody could get in', 'member.rescued', { role: 'developer' }],
  ['Ada asked for more', 'request.made', {}],
  ['Ada asked for more seats', 'request.made', { limit: 'seats' }],
  ['Ada asked for 12', 'request.made', { wanted: 12 }],
  ['Ada changed the tags of something', 'asset.tagged', {}],
  ['Ada changed the tags of “beach.jpg”: removed “sea”', 'asset.tagged', { name: 'beach.jpg', removed: ['sea'] }],
  ['Ada gave someone erased access on something', 'grant.given', {}],
  ['Ada changed what someone erased has on “Launch” to “Can view”', 'grant.changed', { name: 'Launch', level: 'view' }],
  ['Ada took access on something away from someone erased', 'grant.revoked', {}],
  ['Ada created a group', 'group.created', {}],
  ['Ada deleted a group', 'group.deleted', {}],
  ['Ada added someone erased to the group “Agency A”', 'group.member_added', { name: 'Agency A' }],
  ['Ada took someone erased out of a group', 'group.member_removed', {}],
  ['Ada made someone erased the owner of “Launch”', 'asset.owner_changed', { name: 'Launch' }],
  ['Ada made someone erased the owner of a collection', 'collection.owner_changed', {}],
  ['Ada created a collection', 'collection.created', {}],
  ['Ada deleted a collection', 'collection.deleted', {}],
  ['Ada added something to a collection', 'collection.item_added', {}],
  ['Ada let a collection pass something on', 'collection.item_confirmed', {}],
  ['Ada gave up access on something', 'grant.given_up', {}],
  ['Ada asked for access on something that is not there', 'grant.asked', {}],
  ['Ada withdrew the request for access on something that is not there', 'grant.ask_withdrawn', {}],
  ['Ada declined to give someone erased access on something', 'grant.declined', {}],
  ['Someone erased left a group', 'group.left', {}],
  ['Ada was refused something', 'attempt.refused', {}],
  ['Ada was refused log.list', 'attempt.refused', { path: 'log.list', needs: '' }],
  ['Ada was refused log.list', 'attempt.refused', { path: 'log.list', needs: 'a.row.of.former.days' }],
]

it.each(cases)('%s', (words, what, after, before = {}) => {
  expect(tell({ what, actor: { kind: 'member', name: 'Ada' }, subject: 'Ben', before, after, consequences: [] })).toBe(
    words,
  )
})
