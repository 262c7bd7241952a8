// One example of what each kind of entry records, in full: for the tests, and for the sentences in docs/audit.md.
// A new kind does not compile until it has one.
import type { AuditKind, ShapeOf } from '../audit.ts'

type Example<K extends AuditKind> = {
  before: ShapeOf<K> | null
  after: ShapeOf<K> | null
  subject: string | null
  by?: string
}

const noShape = { before: null, after: {} }
const ben = { userId: 'u-ben', role: 'developer', status: 'active', endsAt: null } as const
const invited = {
  email: 'cleo@example.com',
  name: 'Cleo Lund',
  role: 'library_view',
  endsAt: null,
  status: 'pending',
  expiresAt: '2026-12-01T09:00:00.000Z',
} as const

const granted = {
  grantId: 'gr-1',
  memberId: 'm-fay',
  userId: 'u-fay',
  groupId: null,
  grantee: 'Fay',
  level: 'view',
  endsAt: null,
  name: 'Spring shoot',
} as const

const asked = { level: 'view', name: 'Spring shoot' } as const
const byFay = { memberId: 'm-fay', userId: 'u-fay', person: 'Fay' } as const
const beachInPicks = { name: 'Picks', assetId: 'beach', asset: 'beach.jpg', passesOn: false } as const
const fayInGroup = { name: 'Agency A', memberId: 'm-fay', userId: 'u-fay', person: 'Fay', endsAt: null } as const

/** `by` says who acts, where it is not Ada, an administrator. */
export const entryExamples: { [K in AuditKind]: Example<K> } = {
  'house.set_up_link_made': { ...noShape, subject: null, by: 'operator' },
  'house.sign_in_failed': {
    before: null,
    after: { email: 'mallory@example.com', because: 'no such sign-in' },
    subject: null,
    by: 'stranger',
  },
  'house.reset_asked': { before: null, after: { email: 'ben@example.com' }, subject: null, by: 'stranger' },
  'house.set_up': { ...noShape, subject: null, by: 'stranger' },
  'user.created': {
    before: null,
    after: { email: 'ben@example.com', name: 'Ben', proven: false },
    subject: 'Ben',
    by: 'stranger',
  },
  'user.signed_in': { ...noShape, subject: 'Ben', by: 'stranger' },
  'user.sign_in_failed': { before: null, after: { because: 'wrong password' }, subject: 'Ben', by: 'stranger' },
  'user.signed_out': { ...noShape, subject: 'Ben' },
  'user.password_proven': { ...noShape, subject: 'Ben' },
  'user.password_changed': { before: null, after: { sessionsEnded: 2 }, subject: 'Ben' },
  'user.password_reset': { before: null, after: { sessionsEnded: 1 }, subject: 'Ben', by: 'stranger' },
  'user.address_proven': { before: null, after: { by: 'mail' }, subject: 'Ben' },
  'user.renamed': { before: { name: 'Ben' }, after: { name: 'Benjamin' }, subject: 'Benjamin' },
  'user.email_change_asked': {
    before: { email: 'ben@example.com' },
    after: { email: 'ben@example.org' },
    subject: 'Ben',
  },
  'user.email_change_confirmed': { before: null, after: { side: 'old' }, subject: 'Ben' },
  'user.email_changed': { before: { email: 'ben@example.com' }, after: { email: 'ben@example.org' }, subject: 'Ben' },
  'user.session_ended': { before: null, after: { sessions: 3 }, subject: 'Ben' },
  'user.reset_link_made': { ...noShape, subject: 'Ben', by: 'operator' },
  'user.erased': { ...noShape, subject: null, by: 'operator' },
  'account.created': {
    before: null,
    after: { name: 'Acme', slug: 'acme', plan: 'enterprise', limits: {} },
    subject: 'Acme',
    by: 'operator',
  },
  'account.subscribed': {
    before: null,
    after: {
      plan: 'paid',
      term: 'month',
      price: 4900,
      currency: 'EUR',
      planUntil: null,
      planAfter: null,
      termAfter: null,
    },
    subject: 'Acme',
  },
  'account.subscription_changed': {
    before: {
      plan: 'paid',
      term: 'month',
      price: 4900,
      currency: 'EUR',
      planUntil: null,
      planAfter: null,
      termAfter: null,
    },
    after: {
      plan: 'enterprise',
      term: 'month',
      price: 19900,
      currency: 'EUR',
      planUntil: null,
      planAfter: null,
      termAfter: null,
    },
    subject: 'Acme',
  },
  'account.subscription_cancelled': {
    before: {
      plan: 'paid',
      term: 'month',
      price: 4900,
      currency: 'EUR',
      planUntil: null,
      planAfter: null,
      termAfter: null,
    },
    after: {
      plan: 'paid',
      term: 'month',
      price: 4900,
      currency: 'EUR',
      planUntil: '2026-03-01T09:00:00.000Z',
      planAfter: 'free',
      termAfter: null,
    },
    subject: 'Acme',
  },
  'account.subscription_continued': {
    before: {
      plan: 'paid',
      term: 'month',
      price: 4900,
      currency: 'EUR',
      planUntil: '2026-03-01T09:00:00.000Z',
      planAfter: 'free',
      termAfter: null,
    },
    after: {
      plan: 'paid',
      term: 'month',
      price: 4900,
      currency: 'EUR',
      planUntil: null,
      planAfter: null,
      termAfter: null,
    },
    subject: 'Acme',
  },
  'account.billing_changed': {
    before: null,
    after: { name: 'Acme Ltd', address: '1 Mill Lane', taxId: 'GB123', email: 'books@acme.test' },
    subject: 'Acme',
  },
  'invoice.issued': {
    before: null,
    after: { number: 42, total: 5831, currency: 'EUR', dueAt: '2026-03-15T09:00:00.000Z', paidAt: null },
    subject: 'Acme',
  },
  'invoice.paid': {
    before: { number: 42, total: 5831, currency: 'EUR', dueAt: '2026-03-15T09:00:00.000Z', paidAt: null },
    after: {
      number: 42,
      total: 5831,
      currency: 'EUR',
      dueAt: '2026-03-15T09:00:00.000Z',
      paidAt: '2026-03-10T09:00:00.000Z',
    },
    subject: 'Acme',
  },
  'account.plan_changed': {
    before: { plan: 'paid' },
    after: { plan: 'enterprise' },
    subject: 'Acme',
    by: 'operator',
  },
  'account.limit_changed': {
    before: { limit: 'seats', value: 5 },
    after: { limit: 'seats', value: 12 },
    subject: 'Acme',
    by: 'operator',
  },
  'member.joined': { before: null, after: { ...ben, email: 'ben@example.com', name: 'Ben' }, subject: 'Ben' },
  'member.role_changed': { before: { role: 'library_view' }, after: { role: 'finance' }, subject: 'Ben' },
  'member.suspended': { before: { status: 'active' }, after: { status: 'suspended' }, subject: 'Ben' },
  'member.reinstated': {
    before: { status: 'suspended', endsAt: null },
    after: { status: 'active', endsAt: null },
    subject: 'Ben',
  },
  'member.end_set': { before: { endsAt: null }, after: { endsAt: '2026-12-24T17:00:00.000Z' }, subject: 'Ben' },
  'member.removed': { before: { ...ben, owned: 12 }, after: null, subject: 'Ben' },
  'member.inherited': { before: null, after: { fromId: 'ben', owned: 12 }, subject: 'Cleo' },
  'member.left': { before: ben, after: null, subject: 'Ben' },
  'member.rescued': { before: ben, after: { ...ben, role: 'account_admin' }, subject: 'Ben', by: 'operator' },
  'member.presence_ended': { before: null, after: { at: '2026-11-24T09:00:00.000Z' }, subject: 'Ben' },
  'member.view_started': { before: null, after: { until: '2026-11-24T10:00:00.000Z' }, subject: 'Ben' },
  'member.view_ended': { ...noShape, subject: 'Ben' },
  'member.entered': { ...noShape, subject: 'Ben' },
  'invitation.created': { before: null, after: invited, subject: 'cleo@example.com' },
  'invitation.edited': { before: invited, after: { ...invited, role: 'developer' }, subject: 'cleo@example.com' },
  'invitation.resent': {
    before: { expiresAt: '2026-12-01T09:00:00.000Z' },
    after: { expiresAt: '2026-12-03T09:00:00.000Z' },
    subject: 'cleo@example.com',
  },
  'invitation.link_copied': { ...noShape, subject: 'cleo@example.com' },
  'invitation.revoked': { before: { status: 'pending' }, after: { status: 'revoked' }, subject: 'cleo@example.com' },
  'invitation.accepted': { before: { status: 'pending' }, after: { status: 'accepted' }, subject: 'cleo@example.com' },
  'key.created': {
    before: null,
    after: { name: 'Website', prefix: 'usher_Ab3dEf9h', scopes: { files: 'read' }, endsAt: '2031-01-01T00:00:00.000Z' },
    subject: null,
  },
  'key.changed': {
    before: { name: 'Website', prefix: 'usher_Ab3dEf9h', scopes: { files: 'read' }, endsAt: null },
    after: { name: 'Shop', prefix: 'usher_Ab3dEf9h', scopes: null, endsAt: '2031-01-01T00:00:00.000Z' },
    subject: null,
  },
  'key.rolled': {
    before: { name: 'Website', prefix: 'usher_Ab3dEf9h' },
    after: { name: 'Website', prefix: 'usher_Zx8cVb7n', oldUntil: '2030-12-24T17:30:00.000Z' },
    subject: null,
  },
  'key.disabled': {
    before: { name: 'Website', isDisabled: false },
    after: { name: 'Website', isDisabled: true },
    subject: null,
  },
  'key.enabled': {
    before: { name: 'Website', isDisabled: true },
    after: { name: 'Website', isDisabled: false },
    subject: null,
  },
  'key.deleted': {
    before: { name: 'Website', prefix: 'usher_Ab3dEf9h', scopes: null, endsAt: null },
    after: null,
    subject: null,
  },
  'group.created': { before: null, after: { name: 'Agency A' }, subject: null },
  'group.renamed': { before: { name: 'Agency' }, after: { name: 'Agency A' }, subject: null },
  'group.deleted': { before: { name: 'Agency A', members: 3, grants: 2 }, after: null, subject: null },
  'group.view_started': {
    before: null,
    after: { name: 'Agency A', until: '2026-11-24T10:00:00.000Z' },
    subject: 'Agency A',
  },
  'group.view_ended': { before: { name: 'Agency A' }, after: null, subject: 'Agency A' },
  'group.member_added': {
    before: null,
    after: { ...fayInGroup, endsAt: '2026-12-24T17:30:00.000Z' },
    subject: null,
  },
  'group.member_end_set': {
    before: fayInGroup,
    after: { ...fayInGroup, endsAt: '2026-12-24T17:30:00.000Z' },
    subject: null,
  },
  'group.left': { before: fayInGroup, after: null, subject: null },
  'group.member_removed': { before: fayInGroup, after: null, subject: null },
  'collection.created': { before: null, after: { name: 'Picks', ownerId: 'm-fay' }, subject: null },
  'collection.renamed': { before: { name: 'Pics' }, after: { name: 'Picks' }, subject: null },
  'collection.deleted': { before: { name: 'Picks', items: 3, grants: 2 }, after: null, subject: null },
  'collection.item_added': { before: null, after: beachInPicks, subject: null },
  'collection.item_confirmed': { before: beachInPicks, after: { ...beachInPicks, passesOn: true }, subject: null },
  'collection.item_removed': { before: beachInPicks, after: null, subject: null },
  'collection.shared': { before: null, after: { ...granted, name: 'Picks' }, subject: null },
  'collection.sharing_changed': {
    before: { ...granted, name: 'Picks' },
    after: { ...granted, name: 'Picks', level: 'manage' },
    subject: null,
  },
  'collection.given_up': { before: { ...granted, name: 'Picks' }, after: null, subject: null },
  'collection.owner_changed': {
    before: { ownerId: 'm-fay', userId: 'u-fay', person: 'Fay', name: 'Picks' },
    after: { ownerId: 'm-gil', userId: 'u-gil', person: 'Gil', name: 'Picks' },
    subject: null,
  },
  'collection.disowned': {
    before: { ownerId: 'm-fay', name: 'Picks' },
    after: { ownerId: null, name: 'Picks' },
    subject: null,
  },
  'collection.access_asked': { before: null, after: { ...asked, name: 'Picks' }, subject: null },
  'collection.ask_withdrawn': { before: { ...asked, name: 'Picks' }, after: null, subject: null },
  'collection.access_declined': { before: null, after: { ...asked, ...byFay, name: 'Picks' }, subject: null },
  'collection.unshared': { before: { ...granted, name: 'Picks' }, after: null, subject: null },
  'account.guard_changed': { before: { guardsCollections: true }, after: { guardsCollections: false }, subject: null },
  'folder.created': {
    before: null,
    after: { kind: 'folder', name: 'Spring shoot', parentId: null, ownerId: 'ada' },
    subject: 'Spring shoot',
  },
  'file.uploaded': {
    before: null,
    after: {
      kind: 'file',
      name: 'beach.jpg',
      parentId: null,
      ownerId: 'ada',
      version: 1,
      size: 2_400_000,
      sha256: 'ab12',
    },
    subject: 'beach.jpg',
  },
  'asset.copied': {
    before: null,
    after: {
      kind: 'file',
      name: 'beach.jpg',
      parentId: 'launch',
      ownerId: 'ada',
      version: 1,
      size: 2_400_000,
      sha256: 'ab12',
      fromId: 'beach',
    },
    subject: 'beach.jpg',
  },
  'version.added': {
    before: { name: 'beach.jpg', version: 1, size: 2_400_000, sha256: 'ab12' },
    after: { name: 'beach.jpg', version: 2, size: 2_500_000, sha256: 'cd34' },
    subject: 'beach.jpg',
  },
  'version.restored': {
    before: { name: 'beach.jpg', version: 2, size: 2_500_000, sha256: 'cd34' },
    after: { name: 'beach.jpg', version: 1, size: 2_400_000, sha256: 'ab12' },
    subject: 'beach.jpg',
  },
  'version.deleted': { before: { name: 'beach.jpg', deletedVersion: 2 }, after: null, subject: 'beach.jpg' },
  'asset.tagged': {
    before: null,
    after: { added: ['summer', 'sea'], removed: ['draft'], name: 'beach.jpg' },
    subject: 'beach.jpg',
  },
  'asset.renamed': { before: { name: 'Sprin' }, after: { name: 'Spring shoot' }, subject: 'Spring shoot' },
  'asset.moved': {
    before: { parentId: null, name: 'Spring shoot' },
    after: { parentId: 'launch', name: 'Spring shoot' },
    subject: 'Spring shoot',
  },
  'asset.merged': {
    before: { name: 'beach.jpg', version: 1, size: 2_400_000, sha256: 'ab12' },
    after: { name: 'beach.jpg', version: 3, size: 2_500_000, sha256: 'cd34', fromId: 'beach' },
    subject: 'beach.jpg',
  },
  'asset.owner_changed': {
    before: { ownerId: 'm-fay', userId: 'u-fay', person: 'Fay', name: 'Spring shoot' },
    after: { ownerId: 'm-gil', userId: 'u-gil', person: 'Gil', name: 'Spring shoot' },
    subject: 'Spring shoot',
  },
  'asset.disowned': {
    before: { ownerId: 'm-fay', name: 'Spring shoot' },
    after: { ownerId: null, name: 'Spring shoot' },
    subject: 'Spring shoot',
  },
  'asset.trashed': {
    before: { inTrash: false, name: 'Spring shoot' },
    after: { inTrash: true, name: 'Spring shoot' },
    subject: 'Spring shoot',
  },
  'asset.restored': {
    before: { inTrash: true, parentId: null, name: 'Spring shoot' },
    after: { inTrash: false, parentId: null, name: 'Spring shoot' },
    subject: 'Spring shoot',
  },
  'grant.given': {
    before: null,
    after: { ...granted, endsAt: '2026-12-24T17:30:00.000Z' },
    subject: 'Spring shoot',
  },
  'grant.changed': { before: granted, after: { ...granted, level: 'contribute' }, subject: 'Spring shoot' },
  'grant.given_up': { before: granted, after: null, subject: 'Spring shoot' },
  'grant.asked': { before: null, after: asked, subject: 'Spring shoot' },
  'grant.ask_withdrawn': { before: asked, after: null, subject: 'Spring shoot' },
  'grant.declined': { before: null, after: { ...asked, ...byFay }, subject: 'Spring shoot' },
  'grant.revoked': { before: granted, after: null, subject: 'Spring shoot' },
  'asset.purged': {
    before: { inTrash: true, name: 'Spring shoot', foldersBelow: 2 },
    after: null,
    subject: 'Spring shoot',
    by: 'usher',
  },
  'request.made': {
    before: null,
    after: { limit: 'seats', wanted: 12, words: 'Seven people start in January.' },
    subject: null,
  },
  'request.answered': {
    before: null,
    after: { answer: 'Welcome to your new colleagues.', granted: true },
    subject: null,
    by: 'operator',
  },
  'mail.tested': { before: null, after: { to: 'ada@example.com' }, subject: 'Acme' },
  'mail.pending_sent': { before: null, after: { mails: 2 }, subject: 'Acme' },
  'attempt.refused': {
    before: null,
    after: { path: 'members.list', needs: 'people.see', problem: 'not_allowed', because: 'role', times: 3 },
    subject: 'Acme',
  },
}
