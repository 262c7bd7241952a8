// The log reads as sentences about people: one for each kind, also when half of what it told of was erased.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { auditKinds, type AuditKind, type Consequence } from './audit.ts'
import { kindTitle, tell, type LoggedEntry } from './log-sentences.ts'
import { entryExamples } from './testing/entry-examples.ts'

const ada = { kind: 'member', name: 'Ada' }
const operator = { kind: 'operator', name: 'Operator' }

/** An entry by Ada about Ben, unless it says otherwise. */
const entry = (what: AuditKind, rest: Partial<LoggedEntry> = {}): LoggedEntry => ({
  what,
  actor: ada,
  subject: 'Ben',
  before: null,
  after: null,
  consequences: [],
  ...rest,
})
const invitation = (what: string, id: string): Consequence => ({ on: 'invitation', id, what })

describe('an entry reads as a sentence', () => {
  const cases: [string, LoggedEntry][] = [
    [
      'Ada made Ben Finance (was Media library view-only access)',
      entry('member.role_changed', { before: { role: 'library_view' }, after: { role: 'finance' } }),
    ],
    [
      'Ada invited ben@example.com as Developer',
      entry('invitation.created', { subject: 'ben@example.com', after: { role: 'developer', endsAt: null } }),
    ],
    [
      'Ada invited ben@example.com as Developer, until 2026-12-24 17:30 UTC',
      entry('invitation.created', {
        subject: 'ben@example.com',
        after: { role: 'developer', endsAt: '2026-12-24T17:30:00.000Z' },
      }),
    ],
    [
      'The operator changed the plan from Paid to Enterprise',
      entry('account.plan_changed', { actor: operator, before: { plan: 'paid' }, after: { plan: 'enterprise' } }),
    ],
    [
      'Ada gave Agency A “Can contribute” on “Launch”, until 2026-12-24 17:30 UTC',
      entry('grant.given', {
        after: { grantee: 'Agency A', level: 'contribute', name: 'Launch', endsAt: '2026-12-24T17:30:00.000Z' },
      }),
    ],
    [
      'Ada changed what Fay has on “Launch” to “Can manage” (was “Can view”, until 2026-12-24 17:30 UTC)',
      entry('grant.changed', {
        before: { grantee: 'Fay', level: 'view', name: 'Launch', endsAt: '2026-12-24T17:30:00.000Z' },
        after: { grantee: 'Fay', level: 'manage', name: 'Launch', endsAt: null },
      }),
    ],
    [
      'Ada took “Can view” on “Launch” away from Fay',
      entry('grant.revoked', { before: { grantee: 'Fay', level: 'view', name: 'Launch' } }),
    ],
    [
      'Ada made Gil the owner of “Launch” (was Fay)',
      entry('asset.owner_changed', {
        before: { person: 'Fay', name: 'Launch' },
        after: { person: 'Gil', name: 'Launch' },
      }),
    ],
    [
      'Ada created the API key “Website” (Files and folders: read), until 2026-12-24 17:30 UTC',
      entry('key.created', {
        after: { name: 'Website', scopes: { files: 'read' }, endsAt: '2026-12-24T17:30:00.000Z' },
      }),
    ],
    [
      'Ada changed the API key “Website”: name “Shop”, scope everything of the library and its usage, no end',
      entry('key.changed', {
        before: { name: 'Website', scopes: { files: 'read' }, endsAt: '2026-12-24T17:30:00.000Z' },
        after: { name: 'Shop', scopes: null, endsAt: null },
      }),
    ],
    [
      'Ada rolled the API key “Website”: its old secret works until 2026-12-24 17:30 UTC',
      entry('key.rolled', { after: { name: 'Website', oldUntil: '2026-12-24T17:30:00.000Z' } }),
    ],
    [
      'Ada rolled the API key “Website”: its old secret works no longer',
      entry('key.rolled', { after: { name: 'Website', oldUntil: null } }),
    ],
    ['Ada disabled the API key “Website”', entry('key.disabled', { after: { name: 'Website', isDisabled: true } })],
    ['Ada enabled the API key “Website”', entry('key.enabled', { after: { name: 'Website', isDisabled: false } })],
    ['Ada deleted the API key “Website”', entry('key.deleted', { before: { name: 'Website' } })],
    ['Ada created the group “Agency A”', entry('group.created', { after: { name: 'Agency A' } })],
    [
      'Ada renamed the group “Agency” to “Agency A”',
      entry('group.renamed', { before: { name: 'Agency' }, after: { name: 'Agency A' } }),
    ],
    [
      'Ada deleted the group “Agency A”, with 3 members and 1 thing shared with it',
      entry('group.deleted', { before: { name: 'Agency A', members: 3, grants: 1 } }),
    ],
    [
      'Ada added Fay to the group “Agency A”, until 2026-12-24 17:30 UTC',
      entry('group.member_added', {
        after: { name: 'Agency A', person: 'Fay', endsAt: '2026-12-24T17:30:00.000Z' },
      }),
    ],
    [
      'Ada set the end of Fay in the group “Agency A” to 2026-12-24 17:30 UTC',
      entry('group.member_end_set', {
        before: { name: 'Agency A', person: 'Fay', endsAt: null },
        after: { name: 'Agency A', person: 'Fay', endsAt: '2026-12-24T17:30:00.000Z' },
      }),
    ],
    [
      'Ada took the end date from Fay in the group “Agency A” (was 2026-12-24 17:30 UTC)',
      entry('group.member_end_set', {
        before: { name: 'Agency A', person: 'Fay', endsAt: '2026-12-24T17:30:00.000Z' },
        after: { name: 'Agency A', person: 'Fay', endsAt: null },
      }),
    ],
    [
      'Ada took Fay out of the group “Agency A”',
      entry('group.member_removed', { before: { name: 'Agency A', person: 'Fay' } }),
    ],
    ['Ada created the collection “Picks”', entry('collection.created', { after: { name: 'Picks' } })],
    [
      'Ada renamed the collection “Pics” to “Picks”',
      entry('collection.renamed', { before: { name: 'Pics' }, after: { name: 'Picks' } }),
    ],
    [
      'Ada deleted the collection “Picks”, with 3 things in it',
      entry('collection.deleted', { before: { name: 'Picks', items: 3, grants: 1 } }),
    ],
    [
      'Ada added “beach.jpg” to the collection “Picks”, which does not pass it on',
      entry('collection.item_added', { after: { name: 'Picks', asset: 'beach.jpg', passesOn: false } }),
    ],
    [
      'Ada added “beach.jpg” to the collection “Picks”',
      entry('collection.item_added', { after: { name: 'Picks', asset: 'beach.jpg', passesOn: true } }),
    ],
    [
      'Ada let the collection “Picks” pass “beach.jpg” on',
      entry('collection.item_confirmed', { after: { name: 'Picks', asset: 'beach.jpg', passesOn: true } }),
    ],
    [
      'Ada removed “beach.jpg” from the collection “Picks”',
      entry('collection.item_removed', { before: { name: 'Picks', asset: 'beach.jpg', passesOn: true } }),
    ],
    [
      'Ada gave Fay “Can view” on “Picks”',
      entry('collection.shared', { after: { grantee: 'Fay', level: 'view', name: 'Picks' } }),
    ],
    [
      'Ada changed what Fay has on “Picks” to “Can manage” (was “Can view”)',
      entry('collection.sharing_changed', {
        before: { grantee: 'Fay', level: 'view', name: 'Picks' },
        after: { grantee: 'Fay', level: 'manage', name: 'Picks' },
      }),
    ],
    [
      'Ada took “Can view” on “Picks” away from Fay',
      entry('collection.unshared', { before: { grantee: 'Fay', level: 'view', name: 'Picks' } }),
    ],
    [
      'Fay gave up “Can view” on “Picks”',
      entry('collection.given_up', {
        actor: { kind: 'member', name: 'Fay' },
        before: { grantee: 'Fay', level: 'view', name: 'Picks' },
      }),
    ],
    [
      'Ada made Gil the owner of the collection “Picks”',
      entry('collection.owner_changed', { before: { name: 'Picks' }, after: { person: 'Gil', name: 'Picks' } }),
    ],
    [
      'Fay gave up owning the collection “Picks”',
      entry('collection.disowned', { actor: { kind: 'member', name: 'Fay' }, after: { ownerId: null, name: 'Picks' } }),
    ],
    [
      'Ada turned the guard off: collections pass on whatever is added to them',
      entry('account.guard_changed', { after: { guardsCollections: false } }),
    ],
    [
      'Ada turned the guard on: collections pass on only what whoever adds it could share',
      entry('account.guard_changed', { after: { guardsCollections: true } }),
    ],
    [
      'Ada renamed the account “Acme” to “Acme Films”',
      entry('account.renamed', { before: { name: 'Acme' }, after: { name: 'Acme Films' } }),
    ],
    [
      'Ada set the time zone to Europe/Berlin (was UTC)',
      entry('account.time_zone_changed', { before: { timeZone: 'UTC' }, after: { timeZone: 'Europe/Berlin' } }),
    ],
    ['Ada set a logo of the account', entry('account.logo_changed', { before: { logo: null }, after: { logo: 'ab' } })],
    [
      'Ada changed the logo of the account',
      entry('account.logo_changed', { before: { logo: 'ab' }, after: { logo: 'cd' } }),
    ],
    [
      'Ada removed the logo of the account',
      entry('account.logo_changed', { before: { logo: 'ab' }, after: { logo: null } }),
    ],
    [
      'Ada let restricted members share with their own groups and the people in them alone',
      entry('account.picker_changed', { after: { picker: 'own_groups' } }),
    ],
    [
      'Ada let restricted members share with every restricted member and group',
      entry('account.picker_changed', { after: { picker: 'everyone' } }),
    ],
    ['Ada let shares end after 1 day by default', entry('account.share_end_changed', { after: { shareDays: 1 } })],
    [
      'Ada let shares have no end by default',
      entry('account.share_end_changed', { before: { shareDays: 30 }, after: { shareDays: null } }),
    ],
    ['Ada exported the account as a world file', entry('account.exported', { after: { file: 'world' } })],
    [
      'Ada deleted the account, with 12 members and 1 file of 2.4 MB',
      entry('account.deleted', { after: { members: 12, files: 1, bytes: 2_400_000 } }),
    ],
    ['Ada deleted the account, with some members and some files', entry('account.deleted', { after: {} })],
    ['Ada undid the deletion of the account', entry('account.restored', { after: { deletedAt: null } })],
    [
      'Ada erased the account “Acme”, with 1 member and 0 files of 0 bytes',
      entry('account.erased', { before: { name: 'Acme', members: 1, files: 0, bytes: 0 } }),
    ],
    [
      'Fay gave up “Can view” on “Launch”',
      entry('grant.given_up', {
        actor: { kind: 'member', name: 'Fay' },
        before: { grantee: 'Fay', level: 'view', name: 'Launch' },
      }),
    ],
    [
      'Fay asked for “Can view” on “Launch”',
      entry('grant.asked', {
        actor: { kind: 'member', name: 'Fay' },
        after: { level: 'view', name: 'Launch' },
      }),
    ],
    [
      'Fay withdrew the request for “Can view” on “Launch”',
      entry('grant.ask_withdrawn', {
        actor: { kind: 'member', name: 'Fay' },
        before: { level: 'view', name: 'Launch' },
      }),
    ],
    [
      'Ada declined to give Fay “Can manage” on “Picks”',
      entry('collection.access_declined', { after: { person: 'Fay', level: 'manage', name: 'Picks' } }),
    ],
    [
      'Ada gave Fay “Can view” on “Launch”; 1 access request was approved',
      entry('grant.given', {
        after: { grantee: 'Fay', level: 'view', name: 'Launch' },
        consequences: [{ on: 'accessRequest', id: 'ar-1', what: 'accessRequest.approved' }],
      }),
    ],
    ['Fay left the group “Agency A”', entry('group.left', { before: { name: 'Agency A', person: 'Fay' } })],
    [
      'Fay gave up owning “Launch”',
      entry('asset.disowned', { actor: { kind: 'member', name: 'Fay' }, after: { ownerId: null, name: 'Launch' } }),
    ],
    ['The operator set the plan to Free', entry('account.plan_changed', { actor: operator, after: { plan: 'free' } })],
    [
      'The operator set the limit of seats to 12 (was 5)',
      entry('account.limit_changed', {
        actor: operator,
        before: { limit: 'seats', value: 5 },
        after: { limit: 'seats', value: 12 },
      }),
    ],
    [
      'The operator set the limit of seats to 0 (was 5)',
      entry('account.limit_changed', {
        actor: operator,
        before: { limit: 'seats', value: 5 },
        after: { limit: 'seats', value: 0 },
      }),
    ],
    [
      'The account Acme was created, on the plan Paid',
      entry('account.created', { actor: operator, after: { name: 'Acme', plan: 'paid' } }),
    ],
    [
      'Ben was refused members.list (needs “See the people of the account”: not in the role), 3 times',
      entry('attempt.refused', {
        actor: { kind: 'member', name: 'Ben' },
        after: { path: 'members.list', needs: 'people.see', problem: 'not_allowed', because: 'role', times: 3 },
      }),
    ],
    [
      'Ben was refused members.list (may not enter: past the end date)',
      entry('attempt.refused', {
        actor: { kind: 'member', name: 'Ben' },
        after: { path: 'members.list', needs: 'people.see', problem: 'cannot_enter', because: 'ended', times: 1 },
      }),
    ],
    [
      'Ben was refused members.list (suspended), 2 times',
      entry('attempt.refused', {
        actor: { kind: 'member', name: 'Ben' },
        after: { path: 'members.list', needs: '', problem: 'not_allowed', because: 'suspended', times: 2 },
      }),
    ],
    ['Ben joined as Developer', entry('member.joined', { after: { role: 'developer', endsAt: null } })],
    ['Ada suspended Ben', entry('member.suspended')],
    [
      'Ada reinstated Ben, until 2027-01-01 00:00 UTC',
      entry('member.reinstated', { after: { status: 'active', endsAt: '2027-01-01T00:00:00.000Z' } }),
    ],
    [
      'Ada set the end of Ben to 2027-01-01 00:00 UTC (was 2026-12-01 00:00 UTC)',
      entry('member.end_set', {
        before: { endsAt: '2026-12-01T00:00:00.000Z' },
        after: { endsAt: '2027-01-01T00:00:00.000Z' },
      }),
    ],
    [
      'Ada set the end of Ben to 2027-01-01 00:00 UTC',
      entry('member.end_set', { before: { endsAt: null }, after: { endsAt: '2027-01-01T00:00:00.000Z' } }),
    ],
    [
      'Ada took the end date from Ben (was 2026-12-01 00:00 UTC)',
      entry('member.end_set', { before: { endsAt: '2026-12-01T00:00:00.000Z' }, after: { endsAt: null } }),
    ],
    ['Ada removed Ben (was Developer)', entry('member.removed', { before: { role: 'developer' } })],
    ['Ben left (was Developer)', entry('member.left', { before: { role: 'developer' } })],
    [
      'The operator made Ben an active Account administrator, because nobody could get in',
      entry('member.rescued', { actor: operator, after: { role: 'account_admin' } }),
    ],
    ['Ada ended the presence of Ben: the password is asked for again on every device', entry('member.presence_ended')],
    ['Ben entered the account', entry('member.entered')],
    [
      'Ada edited the invitation of Ben: role Developer (was Finance), name Benjamin (was Ben), end 2027-01-01 00:00 UTC',
      entry('invitation.edited', {
        before: { role: 'finance', name: 'Ben', endsAt: null },
        after: { role: 'developer', name: 'Benjamin', endsAt: '2027-01-01T00:00:00.000Z' },
      }),
    ],
    [
      'Ada edited the invitation of Ben: no name, no end',
      entry('invitation.edited', {
        before: { role: 'finance', name: 'Ben', endsAt: '2027-01-01T00:00:00.000Z' },
        after: { role: 'finance', name: null, endsAt: null },
      }),
    ],
    ['Ada edited the invitation of Ben', entry('invitation.edited', { before: {}, after: {} })],
    [
      'Ada invited Ben as Media library restricted access, with group “Agency A”, “Can view” on “Spring”',
      entry('invitation.created', {
        after: {
          role: 'library_restricted',
          groups: [{ groupId: '1', name: 'Agency A' }],
          folders: [{ assetId: '2', name: 'Spring', level: 'view' }],
        },
      }),
    ],
    [
      'Ada edited the invitation of Ben: no groups and no first folders',
      entry('invitation.edited', { before: { groups: [{ groupId: '1', name: 'Agency A' }] }, after: { groups: [] } }),
    ],
    [
      'Ada asked for 12 seats: “Seven people start in January.”',
      entry('request.made', { after: { limit: 'seats', wanted: 12, words: 'Seven people start in January.' } }),
    ],
    ['Ada asked for 12 seats', entry('request.made', { after: { limit: 'seats', wanted: 12, words: '' } })],
    [
      'The operator granted what was asked for: “Welcome.”',
      entry('request.answered', { actor: operator, after: { answer: 'Welcome.', granted: true } }),
    ],
    [
      'The operator declined what was asked for',
      entry('request.answered', { actor: operator, after: { answer: '', granted: false } }),
    ],
    ['Ada sent a test mail to ada@example.com', entry('mail.tested', { after: { to: 'ada@example.com' } })],
    ['Ada sent 1 invitation that had not gone out', entry('mail.pending_sent', { after: { mails: 1 } })],
    [
      'Ben changed the password, which ended 2 sessions',
      entry('user.password_changed', { actor: { kind: 'member', name: 'Ben' }, after: { sessionsEnded: 2 } }),
    ],
    [
      'Ben set a new password by a link',
      entry('user.password_reset', { actor: { kind: 'stranger', name: null }, after: { sessionsEnded: 0 } }),
    ],
    ['The operator vouched for the address of Ben', entry('user.address_proven', { after: { by: 'operator' } })],
    ['Ben proved the address by opening a mail', entry('user.address_proven', { after: { by: 'mail' } })],
    [
      'Ben confirmed the change of address from the old address',
      entry('user.email_change_confirmed', { after: { side: 'old' } }),
    ],
    ['Ben got a sign-in, with an address that is not proven yet', entry('user.created', { after: { proven: false } })],
    ['Ben got a sign-in', entry('user.created', { after: { proven: true } })],
    ['Ben is now called Benjamin', entry('user.renamed', { before: { name: 'Ben' }, after: { name: 'Benjamin' } })],
    [
      'Somebody tried to sign in as mallory@example.com, who has no sign-in here',
      entry('house.sign_in_failed', { subject: null, after: { email: 'mallory@example.com' } }),
    ],
  ]
  it.each(cases)('%s', (words, told) => {
    expect(tell(told)).toBe(words)
  })
  it.each([
    ['signed_out', 'not signed in'],
    ['not_in_account', 'not in the account'],
    ['suspended', 'suspended'],
    ['ended', 'past the end date'],
    ['dormant', 'dormant on the plan'],
    ['deleted', 'the account is deleted'],
    ['role', 'not in the role'],
    ['plan', 'not in the plan'],
  ])('whoever was refused for the reason %s was refused “%s”', (because, words) => {
    expect(tell(entry('attempt.refused', { after: { path: 'log.list', because } }))).toBe(
      `Ada was refused log.list (${words})`,
    )
  })
})

describe('what else an act did is told with it', () => {
  const before = { role: 'developer' }
  it('the invitations that Ben sent are counted, those that were revoked and those that were kept', () => {
    const consequences = [
      invitation('invitation.revoked', '1'),
      invitation('invitation.kept', '2'),
      invitation('invitation.revoked', '3'),
    ]
    expect(tell(entry('member.removed', { before, consequences }))).toBe(
      'Ada removed Ben (was Developer); 2 invitations were revoked; 1 invitation was kept',
    )
  })
  it('the groups that Ben left with his role are counted', () => {
    const consequences: Consequence[] = ['1', '2'].map((id) => ({ on: 'group', id, what: 'group.left' }))
    expect(tell(entry('member.role_changed', { after: { role: 'finance' }, consequences }))).toBe(
      'Ada made Ben Finance; 2 groups were left',
    )
  })
  it('a consequence that has no words yet is told by its name', () => {
    const consequences: Consequence[] = [{ on: 'session', id: '1', what: 'session.signed_out' }]
    expect(tell(entry('member.suspended', { consequences }))).toBe('Ada suspended Ben; 1 session was signed out')
  })
})

describe('who is erased stays erased', () => {
  const gone = { kind: 'member', name: null }
  it('an erased person reads “someone erased”, whether they acted or are told about', () => {
    expect(tell(entry('member.suspended', { actor: gone }))).toBe('Someone erased suspended Ben')
    expect(tell(entry('member.suspended', { subject: null }))).toBe('Ada suspended someone erased')
    expect(tell(entry('member.left', { subject: null, before: { role: 'developer' } }))).toBe(
      'Someone erased left (was Developer)',
    )
    expect(tell(entry('member.joined', { subject: '', after: { role: 'developer' } }))).toBe(
      'Someone erased joined as Developer',
    )
    expect(tell(entry('user.signed_in', { subject: null, actor: gone }))).toBe('Someone erased signed in')
    expect(tell(entry('user.renamed', { subject: null, before: {}, after: {} }))).toBe(
      'Someone erased is now called someone erased',
    )
    expect(tell(entry('mail.tested', { after: {} }))).toBe('Ada sent a test mail to someone erased')
  })
  it('names and addresses are left as they are written', () => {
    expect(tell(entry('invitation.accepted', { subject: 'ben@example.com' }))).toBe(
      'ben@example.com accepted the invitation',
    )
    expect(tell(entry('member.suspended', { actor: { kind: 'member', name: 'danah' } }))).toBe('danah suspended Ben')
  })
  it('whoever holds a link and is not signed in is nobody in particular', () => {
    for (const kind of ['stranger', 'bearer'])
      expect(tell(entry('house.set_up_link_made', { actor: { kind, name: null } }))).toBe(
        'Somebody who was not signed in made a set-up link',
      )
  })
})

describe('every kind has its sentence', () => {
  it.each(auditKinds)('%s: one line without a full stop', (what) => {
    const { subject, before, after, by } = entryExamples[what]
    const actor = by ? { kind: by, name: null } : ada
    const sentence = tell({ what, actor, subject, before: { ...before }, after: { ...after }, consequences: [] })
    expect(sentence).toMatch(/^[\p{L}\p{N}][^\n]*[^.\s]$/u)
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object|another (?:role|plan)| {2}/)
  })
  it('no two kinds share a title, and each is a few words beginning with a capital', () => {
    const titles = auditKinds.map(kindTitle)
    expect(new Set(titles).size).toBe(auditKinds.length)
    for (const title of titles) expect(title).toMatch(/^[A-Z][\p{L} ()-]{2,40}$/u)
    expect(kindTitle('member.role_changed')).toBe('Role changed')
  })
  it('whatever is missing from an entry, its sentence never says undefined', () => {
    const some = (shape: object | null) =>
      fc.subarray(Object.entries(shape ?? {})).map((kept) => Object.fromEntries(kept))
    const incomplete = fc.constantFrom(...auditKinds).chain((what) => {
      const { before, after } = entryExamples[what]
      return fc.record<LoggedEntry>({
        what: fc.constant(what),
        actor: fc.record({
          kind: fc.constantFrom('member', 'person', 'operator', 'stranger'),
          name: fc.option(fc.constant('Ada')),
        }),
        subject: fc.option(fc.constant('Ben')),
        before: fc.option(some(before ?? after)),
        after: fc.option(some(after ?? before)),
        consequences: fc.constantFrom([], [invitation('invitation.kept', '1')]),
      })
    })
    fc.assert(
      fc.property(incomplete, (told) => {
        expect(tell(told)).not.toMatch(/undefined|null|NaN|\[object| {2}|^\s|\s$/)
      }),
    )
  })
  it('moments are written as the reader’s locale does, where that is handed in', () => {
    const told = entry('member.end_set', { after: { endsAt: '2027-01-01T00:00:00.000Z' } })
    expect(tell(told, (iso) => `<${iso}>`)).toBe('Ada set the end of Ben to <2027-01-01T00:00:00.000Z>')
  })
})
