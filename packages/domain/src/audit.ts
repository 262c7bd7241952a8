// Everything that can be recorded: what it is about, its shape, what of it is personal, whose chain it joins, and
// whether it changes who may do what. `rights` are changed under the exclusive lock, `content` under the shared one.
import { alertKinds } from './alerts.ts'
import { deletionKinds } from './deletion-entries.ts'
import { keyKinds } from './key-entries.ts'
import { settingsKinds } from './settings-entries.ts'
import { kind, type Scope } from './audit-kind.ts'
import type { Because } from './decide.ts'
import type { AccountId, Thing, Things } from './ids.ts'
import type { Level } from './levels.ts'
import type { Plan } from './plans.ts'
import type { Role } from './roles.ts'
import type { Term } from './subscription.ts'

type Empty = Record<never, never>
/** A member as the log knows it; dates are ISO strings. */
export interface MemberShape {
  userId: string
  role: Role
  status: 'active' | 'suspended'
  endsAt: string | null
}
export interface InvitationShape {
  email: string
  name: string | null
  role: Role
  endsAt: string | null
  status: 'pending' | 'accepted' | 'revoked'
  expiresAt: string
  /** The groups, and the first folders with their levels, that it holds until it is accepted; left out: none. */
  groups?: { groupId: string; name: string }[]
  folders?: { assetId: string; name: string; level: Level }[]
}
export interface AccountShape {
  name: string
  slug: string
  plan: Plan
  limits: Partial<Record<string, number>>
}

/** What is paid for. `planAfter`, from `planUntil` on: null where it goes on. Money in cents. */
export interface SubscriptionShape {
  plan: Plan
  term: Term
  price: number
  currency: string
  planUntil: string | null
  planAfter: Plan | null
  termAfter: Term | null
}
/** An invoice as the log knows it; money in cents. */
export interface InvoiceShape {
  number: number
  total: number
  currency: string
  dueAt: string
  paidAt: string | null
}
/** Whom invoices are for. */
export interface BillingShape {
  name: string
  address: string
  taxId: string
  email: string
}

/** A file or folder as the log knows it: its place is null at the library's root. */
export interface AssetShape {
  kind: 'file' | 'folder'
  name: string
  parentId: string | null
  /** The member who owns it. */
  ownerId: string | null
}

/** What somebody was given on a file, folder or collection of this name: to a member, with the id of their sign-in, or to a group. */
export interface GrantShape {
  grantId: string
  memberId: string | null
  userId: string | null
  groupId: string | null
  /** The name of the person or group. */
  grantee: string
  level: Level
  endsAt: string | null
  name: string
}

/** What was asked for on a thing; `name`: null where there is no such thing. */
export interface AskedShape {
  level: Level
  name: string | null
}
/** The same, with whoever had asked. */
export interface DeclinedShape extends AskedShape {
  memberId: string
  userId: string
  /** The member's name. */
  person: string
}

/** Something of this name that is in a collection, and whether the collection passes it on. */
export interface ItemShape {
  /** Of the collection. */
  name: string
  assetId: string
  asset: string
  passesOn: boolean
}

/** Who owns a thing of this name: the member with the id of their sign-in, null where nobody does. */
export interface OwnerShape {
  ownerId: string | null
  userId: string | null
  /** The member's name. */
  person: string | null
  name: string
}

/** Somebody's place in the group of this name. */
export interface GroupMemberShape {
  name: string
  memberId: string
  userId: string
  /** The member's name. */
  person: string
  endsAt: string | null
}

/** A file's bytes, as the log knows them: which version is the current one, its bytes, their SHA-256 in hex. */
export interface BytesShape {
  version: number
  size: number
  sha256: string
}

const account = 'account'
export const audit = {
  // The installation
  'house.set_up_link_made': kind<Empty>()({ on: 'house', scope: 'house', changes: 'content' }),
  'house.sign_in_failed': kind<{ email: string; because: string }>()({
    on: 'house',
    scope: 'house',
    changes: 'content',
    personal: ['email'],
  }),
  'house.reset_asked': kind<{ email: string }>()({
    on: 'house',
    scope: 'house',
    changes: 'content',
    personal: ['email'],
  }),
  'house.set_up': kind<Empty>()({ on: 'house', scope: 'house', changes: 'rights' }),

  // A person's own sign-in: shown to them, not to accounts
  'user.created': kind<{ email: string; name: string; proven: boolean }>()({
    on: 'user',
    scope: 'user',
    changes: 'rights',
    personal: ['email', 'name'],
  }),
  'user.signed_in': kind<Empty>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.sign_in_failed': kind<{ because: string }>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.signed_out': kind<Empty>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.password_proven': kind<Empty>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.password_changed': kind<{ sessionsEnded: number }>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.password_reset': kind<{ sessionsEnded: number }>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.address_proven': kind<{ by: 'mail' | 'operator' }>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.renamed': kind<{ name: string }>()({ on: 'user', scope: 'user', changes: 'content', personal: ['name'] }),
  'user.email_change_asked': kind<{ email: string }>()({
    on: 'user',
    scope: 'user',
    changes: 'content',
    personal: ['email'],
  }),
  'user.email_change_confirmed': kind<{ side: 'old' | 'new' }>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.email_changed': kind<{ email: string }>()({
    on: 'user',
    scope: 'user',
    changes: 'content',
    personal: ['email'],
  }),
  'user.session_ended': kind<{ sessions: number }>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.reset_link_made': kind<Empty>()({ on: 'user', scope: 'user', changes: 'content' }),
  'user.erased': kind<Empty>()({ on: 'user', scope: 'user', changes: 'content' }),

  // An account
  'account.created': kind<AccountShape>()({ on: account, scope: account, changes: 'rights' }),
  'account.plan_changed': kind<{ plan: Plan }>()({ on: account, scope: account, changes: 'rights' }),
  'account.limit_changed': kind<{ limit: string; value: number }>()({ on: account, scope: account, changes: 'rights' }),

  // Its people
  'member.joined': kind<MemberShape & { email: string; name: string }>()({
    on: 'member',
    scope: account,
    changes: 'rights',
    personal: ['email', 'name'],
  }),
  'member.role_changed': kind<{ role: Role }>()({ on: 'member', scope: account, changes: 'rights' }),
  'member.suspended': kind<{ status: 'active' | 'suspended' }>()({ on: 'member', scope: account, changes: 'rights' }),
  'member.reinstated': kind<{ status: 'active' | 'suspended'; endsAt: string | null }>()({
    on: 'member',
    scope: account,
    changes: 'rights',
  }),
  'member.end_set': kind<{ endsAt: string | null }>()({ on: 'member', scope: account, changes: 'rights' }),
  'member.removed': kind<MemberShape & { owned: number }>()({ on: 'member', scope: account, changes: 'rights' }),
  'member.inherited': kind<{ fromId: string; owned: number }>()({ on: 'member', scope: account, changes: 'rights' }),
  'member.left': kind<MemberShape>()({ on: 'member', scope: account, changes: 'rights' }),
  'member.rescued': kind<MemberShape>()({ on: 'member', scope: account, changes: 'rights' }),
  'member.presence_ended': kind<{ at: string }>()({ on: 'member', scope: account, changes: 'rights' }),
  /** By an administrator, who sees the account as the member does and changes nothing. */
  'member.view_started': kind<{ until: string }>()({ on: 'member', scope: account, changes: 'content' }),
  'member.view_ended': kind<Empty>()({ on: 'member', scope: account, changes: 'content' }),
  'member.entered': kind<Empty>()({ on: 'member', scope: account, changes: 'content' }),

  // Its invitations
  'invitation.created': kind<InvitationShape>()({
    on: 'invitation',
    scope: account,
    changes: 'rights',
    personal: ['email', 'name'],
  }),
  'invitation.edited': kind<InvitationShape>()({
    on: 'invitation',
    scope: account,
    changes: 'rights',
    personal: ['email', 'name'],
  }),
  'invitation.resent': kind<{ expiresAt: string }>()({ on: 'invitation', scope: account, changes: 'rights' }),
  'invitation.link_copied': kind<Empty>()({ on: 'invitation', scope: account, changes: 'content' }),
  'invitation.revoked': kind<{ status: 'pending' | 'revoked' }>()({
    on: 'invitation',
    scope: account,
    changes: 'rights',
  }),
  'invitation.accepted': kind<{ status: 'pending' | 'accepted' }>()({
    on: 'invitation',
    scope: account,
    changes: 'rights',
  }),

  // Its groups
  'group.created': kind<{ name: string }>()({ on: 'group', scope: account, changes: 'rights' }),
  'group.renamed': kind<{ name: string }>()({ on: 'group', scope: account, changes: 'rights' }),
  /** With how many were in it, and how many things were shared with it. */
  'group.deleted': kind<{ name: string; members: number; grants: number }>()({
    on: 'group',
    scope: account,
    changes: 'rights',
  }),
  'group.member_added': kind<GroupMemberShape>()({
    on: 'group',
    scope: account,
    changes: 'rights',
    personal: ['person'],
  }),
  'group.member_end_set': kind<GroupMemberShape>()({
    on: 'group',
    scope: account,
    changes: 'rights',
    personal: ['person'],
  }),
  'group.member_removed': kind<GroupMemberShape>()({
    on: 'group',
    scope: account,
    changes: 'rights',
    personal: ['person'],
  }),
  /** By somebody themself. */
  'group.left': kind<GroupMemberShape>()({ on: 'group', scope: account, changes: 'rights', personal: ['person'] }),

  'group.view_started': kind<{ name: string; until: string }>()({ on: 'group', scope: account, changes: 'content' }),
  'group.view_ended': kind<{ name: string }>()({ on: 'group', scope: account, changes: 'content' }),

  ...keyKinds,

  // Its library
  'folder.created': kind<AssetShape>()({ on: 'asset', scope: account, changes: 'content' }),
  'file.uploaded': kind<AssetShape & BytesShape>()({ on: 'asset', scope: account, changes: 'content' }),
  /** `versions`: how many of them were copied, where it was more than the current one. */
  'asset.copied': kind<AssetShape & Partial<BytesShape> & { fromId: string; tags?: string[]; versions?: number }>()({
    on: 'asset',
    scope: account,
    changes: 'content',
  }),
  /** `versions`: of a copy, how many came at once. */
  'version.added': kind<BytesShape & { name: string; versions?: number }>()({
    on: 'asset',
    scope: account,
    changes: 'content',
  }),
  'version.restored': kind<BytesShape & { name: string }>()({ on: 'asset', scope: account, changes: 'content' }),
  'version.deleted': kind<{ deletedVersion: number; name: string }>()({
    on: 'asset',
    scope: account,
    changes: 'content',
  }),
  /** Tags by their names: those that were put on, and those that were taken away. */
  'asset.tagged': kind<{ added: string[]; removed: string[]; name: string }>()({
    on: 'asset',
    scope: account,
    changes: 'content',
  }),
  'asset.renamed': kind<{ name: string }>()({ on: 'asset', scope: account, changes: 'content' }),
  'asset.moved': kind<{ parentId: string | null; name: string }>()({ on: 'asset', scope: account, changes: 'rights' }),
  /** Something was moved onto its name, and is part of it from now on. `ownerId`: only where it had none; `tags`: all. */
  'asset.merged': kind<Partial<BytesShape> & { name: string; fromId?: string; ownerId?: string; tags?: string[] }>()({
    on: 'asset',
    scope: account,
    changes: 'rights',
  }),
  'asset.owner_changed': kind<OwnerShape>()({ on: 'asset', scope: account, changes: 'rights', personal: ['person'] }),
  /** Its owner gave up owning it: it has none from now on. */
  'asset.disowned': kind<{ ownerId: string | null; name: string }>()({
    on: 'asset',
    scope: account,
    changes: 'rights',
  }),
  'asset.trashed': kind<{ inTrash: boolean; name: string }>()({ on: 'asset', scope: account, changes: 'rights' }),
  'asset.restored': kind<{ inTrash: boolean; parentId: string | null; name: string }>()({
    on: 'asset',
    scope: account,
    changes: 'rights',
  }),
  'asset.purged': kind<{ inTrash: boolean; name: string; foldersBelow: number }>()({
    on: 'asset',
    scope: account,
    changes: 'rights',
  }),

  // What is shared with whom
  'grant.given': kind<GrantShape>()({ on: 'asset', scope: account, changes: 'rights', personal: ['grantee'] }),
  'grant.changed': kind<GrantShape>()({ on: 'asset', scope: account, changes: 'rights', personal: ['grantee'] }),
  'grant.revoked': kind<GrantShape>()({ on: 'asset', scope: account, changes: 'rights', personal: ['grantee'] }),
  /** By whoever it was given to. */
  'grant.given_up': kind<GrantShape>()({ on: 'asset', scope: account, changes: 'rights', personal: ['grantee'] }),

  /** By a restricted member, of those who can share the thing. Asking gives nothing. */
  'grant.asked': kind<AskedShape>()({ on: 'asset', scope: account, changes: 'content' }),
  /** By whoever asked. */
  'grant.ask_withdrawn': kind<AskedShape>()({ on: 'asset', scope: account, changes: 'content' }),
  'grant.declined': kind<DeclinedShape>()({ on: 'asset', scope: account, changes: 'content', personal: ['person'] }),

  // Its collections
  'collection.created': kind<{ name: string; ownerId: string | null }>()({
    on: 'collection',
    scope: account,
    changes: 'rights',
  }),
  'collection.renamed': kind<{ name: string }>()({ on: 'collection', scope: account, changes: 'rights' }),
  /** With how many things were in it, and how many people and groups it was shared with. */
  'collection.deleted': kind<{ name: string; items: number; grants: number }>()({
    on: 'collection',
    scope: account,
    changes: 'rights',
  }),
  'collection.item_added': kind<ItemShape>()({ on: 'collection', scope: account, changes: 'rights' }),
  'collection.item_confirmed': kind<ItemShape>()({ on: 'collection', scope: account, changes: 'rights' }),
  'collection.item_removed': kind<ItemShape>()({ on: 'collection', scope: account, changes: 'rights' }),
  'collection.shared': kind<GrantShape>()({
    on: 'collection',
    scope: account,
    changes: 'rights',
    personal: ['grantee'],
  }),
  'collection.sharing_changed': kind<GrantShape>()({
    on: 'collection',
    scope: account,
    changes: 'rights',
    personal: ['grantee'],
  }),
  'collection.unshared': kind<GrantShape>()({
    on: 'collection',
    scope: account,
    changes: 'rights',
    personal: ['grantee'],
  }),
  'collection.given_up': kind<GrantShape>()({
    on: 'collection',
    scope: account,
    changes: 'rights',
    personal: ['grantee'],
  }),
  'collection.access_asked': kind<AskedShape>()({ on: 'collection', scope: account, changes: 'content' }),
  'collection.ask_withdrawn': kind<AskedShape>()({ on: 'collection', scope: account, changes: 'content' }),
  'collection.access_declined': kind<DeclinedShape>()({
    on: 'collection',
    scope: account,
    changes: 'content',
    personal: ['person'],
  }),
  'collection.owner_changed': kind<OwnerShape>()({
    on: 'collection',
    scope: account,
    changes: 'rights',
    personal: ['person'],
  }),
  /** Its owner gave up owning it: it has none from now on. */
  'collection.disowned': kind<{ ownerId: string | null; name: string }>()({
    on: 'collection',
    scope: account,
    changes: 'rights',
  }),
  /** Does what is put into a collection pass on only where whoever puts it in could share it? */
  'account.guard_changed': kind<{ guardsCollections: boolean }>()({ on: account, scope: account, changes: 'rights' }),

  ...settingsKinds,
  ...deletionKinds,
  // What it pays for: what an act invoices is a consequence of it
  'account.subscribed': kind<SubscriptionShape>()({ on: account, scope: account, changes: 'rights' }),
  'account.subscription_changed': kind<SubscriptionShape>()({ on: account, scope: account, changes: 'rights' }),
  'account.subscription_cancelled': kind<SubscriptionShape>()({ on: account, scope: account, changes: 'rights' }),
  /** What was to change, or end, does not. */
  'account.subscription_continued': kind<SubscriptionShape>()({ on: account, scope: account, changes: 'rights' }),
  'account.billing_changed': kind<BillingShape>()({
    on: account,
    scope: account,
    changes: 'content',
    personal: ['name', 'address', 'email'],
  }),
  /** One that is not paid can take the plan away, and one that is paid brings it back, where the installation says so. */
  'invoice.issued': kind<InvoiceShape>()({ on: 'invoice', scope: account, changes: 'rights' }),
  'invoice.paid': kind<InvoiceShape>()({ on: 'invoice', scope: account, changes: 'rights' }),
  ...alertKinds,

  // What it asks of the operator, its mail, and what was refused
  'request.made': kind<{ limit: string; wanted: number; words: string }>()({
    on: 'request',
    scope: account,
    changes: 'content',
  }),
  'request.answered': kind<{ answer: string; granted: boolean }>()({
    on: 'request',
    scope: account,
    changes: 'content',
  }),
  'mail.tested': kind<{ to: string }>()({ on: account, scope: account, changes: 'content', personal: ['to'] }),
  'mail.pending_sent': kind<{ mails: number }>()({ on: account, scope: account, changes: 'content' }),
  'attempt.refused': kind<{
    path: string
    needs: string
    problem: string
    because: Because | 'level'
    times: number
  }>()({
    on: account,
    scope: account,
    changes: 'content',
  }),
} as const
export type AuditKind = keyof typeof audit
export const auditKinds = Object.keys(audit) as AuditKind[]
export type ShapeOf<K extends AuditKind> = NonNullable<(typeof audit)[K]['shape']>
export type ScopeOf<K extends AuditKind> = (typeof audit)[K]['scope']
export type KindsOf<S extends Scope> = { [K in AuditKind]: ScopeOf<K> extends S ? K : never }[AuditKind]

/** What an act did to other things than the one it is about: a removed inviter's invitations, say. */
export interface Consequence {
  on: Thing
  id: string
  what: string
}
/** One entry: what it is about, and how that was before and after (null: it was not there). */
export interface Entry<K extends AuditKind> {
  on: Things[(typeof audit)[K]['on']]
  before: ShapeOf<K> | null
  after: ShapeOf<K> | null
  consequences?: readonly Consequence[]
}
/** An entry that says its kind, and its account where the act is about more than one: what a wide act leaves. */
export type Told<K extends AuditKind> = { [Each in K]: Entry<Each> & { what: Each; account?: AccountId } }[K]
/** Nothing changed, said in words. */
export interface Nothing {
  nothing: string
}
export const nothing = (because: string): Nothing => ({ nothing: because })
