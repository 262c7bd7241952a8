// The tables as TypeScript sees them, and which of them a handler may reach, and how.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type {
  AccessRequestId,
  AccountId,
  AlertId,
  AnyProblem,
  AssetId,
  BillingDetails,
  BlobId,
  CollectionId,
  CopyId,
  CountedUse,
  GrantId,
  GroupId,
  InvitationId,
  KeyId,
  KeyScopes,
  InvoiceId,
  InvoiceLine,
  Level,
  LimitName,
  MailId,
  MemberId,
  Picker,
  Plan,
  RequestId,
  Role,
  SecretPurpose,
  Seller,
  SessionId,
  StoredFamily,
  TagId,
  Term,
  UploadId,
  UserId,
  VersionId,
  ViewingId,
  Watched,
  ZipId,
} from '@usher/domain'

type Moment = ColumnType<Date, Date | undefined, Date>

export interface DB {
  house: { one: Generated<boolean>; key_check: string; set_up_at: Date | null }
  account: {
    id: Generated<AccountId>
    slug: string
    name: string
    /** What was agreed; what is in force is `plan`. */
    agreed_plan: Plan
    /** From then on it is `plan_after`. */
    plan_until: Date | null
    plan_after: Plan | null
    /** From then on it is free, because an invoice is not paid. */
    lapses_at: Date | null
    /** In force at this moment: a function of the row (0017-billing), with a table or alias before it; not in `*`. */
    plan: ColumnType<Plan, never, never>
    limits: ColumnType<Partial<Record<LimitName, number>>, string | undefined, string>
    created_at: Moment
    guards_collections: Generated<boolean>
    time_zone: Generated<string>
    picker: Generated<Picker>
    /** After how many days a share ends unless something else is said; null: it has no end. */
    share_days: Generated<number | null>
    /** Since when it is deleted: it can be undone for thirty days. */
    deleted_at: ColumnType<Date | null, Date | null | undefined>
  }
  /** Written and read only by access/logos.ts. */
  account_logo: { account_id: AccountId; webp: Buffer }
  user: {
    id: Generated<UserId>
    email: string
    email_key: string
    name: string
    password_hash: string | null
    address_proven_at: Date | null
    home_account_id: AccountId | null
    created_at: Moment
    erased_at: Date | null
  }
  session: {
    id: Generated<SessionId>
    user_id: UserId
    token_hash: Buffer
    created_at: Moment
    password_at: Moment
    last_active_at: Moment
    ip: string
    user_agent: string
  }
  member: {
    id: Generated<MemberId>
    account_id: AccountId
    user_id: UserId
    role: Role
    status: 'active' | 'suspended'
    ends_at: Date | null
    presence_ended_at: Date | null
    joined_at: Moment
  }
  viewing: {
    id: Generated<ViewingId>
    account_id: AccountId
    session_id: SessionId
    member_id: MemberId | null
    group_id: GroupId | null
    until: Date
  }
  presence: {
    session_id: SessionId
    account_id: AccountId
    member_id: MemberId
    user_agent: string
    entered_at: Moment
    last_active_at: Moment
  }
  invitation: {
    id: Generated<InvitationId>
    account_id: AccountId
    email: string
    email_key: string
    name: string | null
    role: Role
    ends_at: Date | null
    status: Generated<'pending' | 'accepted' | 'revoked'>
    invited_by: MemberId | null
    created_at: Moment
    sent_at: Moment
    expires_at: Date
  }
  secret: {
    id: Generated<string>
    purpose: SecretPurpose
    hash: Buffer
    account_id: AccountId | null
    invitation_id: InvitationId | null
    user_id: UserId | null
    email: string | null
    mailed: boolean
    created_at: Moment
    expires_at: Date
    used_at: Date | null
  }
  email_change: {
    user_id: UserId
    email: string
    email_key: string
    old_confirmed_at: Date | null
    new_confirmed_at: Date | null
    expires_at: Date
  }
  request: {
    id: Generated<RequestId>
    number: GeneratedAlways<number>
    account_id: AccountId
    limit_name: LimitName
    wanted: number
    words: string
    made_by: MemberId | null
    made_at: Moment
    answer: string | null
    granted: boolean | null
    answered_at: Date | null
  }
  /** What restricted members ask for; reached only through access/access-requests.ts. */
  access_request: {
    id: Generated<AccessRequestId>
    account_id: AccountId
    member_id: MemberId
    /** As it was asked for: of whatever account or kind, and perhaps of nothing at all. */
    thing_id: AssetId | CollectionId
    level: Level
    words: string
    /** Nobody can answer it: there was no such thing, or the level was there already. */
    is_dropped: boolean
    asked_at: Moment
    answer: ColumnType<'approved' | 'declined' | null, 'approved' | 'declined' | null | undefined>
    /** What goes along with a no. */
    answer_words: Generated<string>
    answered_by: ColumnType<MemberId | null, MemberId | null | undefined>
    answered_at: ColumnType<Date | null, Date | null | undefined>
    /** By whoever asked; never of one that is answered. */
    withdrawn_at: ColumnType<Date | null, Date | null | undefined>
  }
  /** Of which end of which grant whoever has it was told. */
  told_end: { account_id: AccountId; grant_id: GrantId; ends_at: Date; told_at: Moment }
  /** Of which end of their place in which group a member was told. */
  told_group_end: { member_id: MemberId; group_id: GroupId; ends_at: Date; told_at: Moment }
  mail: {
    id: Generated<MailId>
    account_id: AccountId | null
    template: string
    email: string
    about: ColumnType<Record<string, string>, string, string>
    once: string | null
    invitation_id: GeneratedAlways<InvitationId | null>
    state: Generated<'queued' | 'sent' | 'written' | 'failed' | 'dropped'>
    error: string | null
    created_at: Moment
    done_at: Date | null
  }
  /** A file or folder; reached only through access/reach.ts and written only by access/tree.ts. */
  asset: {
    id: Generated<AssetId>
    account_id: AccountId
    parent_id: AssetId | null
    kind: 'file' | 'folder'
    name: string
    name_key: GeneratedAlways<string>
    owner_id: MemberId | null
    created_at: Moment
    trash_id: AssetId | null
    trashed_at: Date | null
    /** Of a file: its current version, and what is copied from it. Null for a folder. */
    version_id: ColumnType<VersionId | null, VersionId | null | undefined>
    size: ColumnType<number | null, number | null | undefined>
    media_type: ColumnType<string | null, string | null | undefined>
    changed_at: ColumnType<Date | null, Date | null | undefined>
  }
  /** The bytes of a file at one time; like blobs written only by access/files.ts. */
  version: {
    id: Generated<VersionId>
    account_id: AccountId
    asset_id: AssetId
    number: number
    blob_id: BlobId
    made_by: MemberId | null
    made_at: Moment
  }
  /** Bytes that storage has under this id, and what was found by looking at them. */
  blob: {
    id: BlobId
    account_id: AccountId
    size: number
    sha256: Buffer
    media_type: string
    created_at: Moment
    looked_at: ColumnType<Date | null, Date | null | undefined>
    has_picture: Generated<boolean>
    width: ColumnType<number | null, number | null | undefined>
    height: ColumnType<number | null, number | null | undefined>
    pages: ColumnType<number | null, number | null | undefined>
    camera: ColumnType<string | null, string | null | undefined>
    /** By the camera's own clock: ISO without a zone. */
    taken_at: ColumnType<string | null, string | null | undefined>
  }
  /** Written, with `asset_tag`, only by access/tags.ts; a trigger removes what nothing has any more. */
  tag: { id: Generated<TagId>; account_id: AccountId; name: string; name_key: GeneratedAlways<string> }
  asset_tag: { account_id: AccountId; asset_id: AssetId; tag_id: TagId }
  /** By triggers: how many bytes an account has in storage. */
  stored: { account_id: AccountId; bytes: number }
  api_key: {
    id: Generated<KeyId>
    account_id: AccountId
    name: string
    scopes: ColumnType<KeyScopes, string | null, string | null>
    ends_at: Date | null
    disabled_at: Date | null
    created_at: Moment
    made_by: MemberId | null
    last_used_at: Date | null
  }
  api_key_secret: {
    hash: Buffer
    account_id: AccountId
    key_id: KeyId
    prefix: string
    made_at: Moment
    /** Null: the current one. */
    works_until: Date | null
  }
  zip: {
    id: Generated<ZipId>
    account_id: AccountId
    member_id: MemberId | null
    key_id: KeyId | null
    name: string
    asset_ids: AssetId[]
    things: number
    bytes: number
    asked_at: Moment
  }
  copy: {
    id: Generated<CopyId>
    account_id: AccountId
    member_id: MemberId | null
    key_id: KeyId | null
    name: string
    asset_ids: AssetId[]
    destination_id: AssetId | null
    with_versions: boolean
    request: string
    things: number
    handled: Generated<number>
    copied: Generated<number>
    state: Generated<'running' | 'done' | 'stopped' | 'cancelled'>
    /** Why it stopped. */
    problem: ColumnType<AnyProblem | null, string | null | undefined, string | null>
    asked_at: Moment
    went_on_at: Moment
    ended_at: ColumnType<Date | null, Date | null | undefined>
  }
  /** What is to be copied, in order; reached only through access/copy-plan.ts. */
  copy_item: {
    copy_id: CopyId
    place: number
    asset_id: AssetId
    became_id: ColumnType<AssetId | null, AssetId | null | undefined>
  }
  upload: {
    id: Generated<UploadId>
    account_id: AccountId
    member_id: MemberId | null
    key_id: KeyId | null
    folder_id: AssetId | null
    asset_id: AssetId | null
    name: string
    size: number
    blob_id: Generated<BlobId>
    begun_at: Moment
    finished_at: Date | null
    became_asset_id: AssetId | null
  }
  folder_ancestor: { account_id: AccountId; folder_id: AssetId; ancestor_id: AssetId; depth: number }
  group: {
    id: Generated<GroupId>
    account_id: AccountId
    name: string
    name_key: GeneratedAlways<string>
    created_at: Moment
  }
  group_member: {
    id: Generated<string>
    account_id: AccountId
    group_id: GroupId
    member_id: MemberId
    ends_at: ColumnType<Date | null, Date | null | undefined>
  }
  /** Reached only through access/reach.ts and access/collections.ts. */
  collection: {
    id: Generated<CollectionId>
    account_id: AccountId
    name: string
    name_key: GeneratedAlways<string>
    owner_id: MemberId | null
    created_at: Moment
  }
  /** What is in a collection; reached only through access/reach.ts and access/collections.ts. */
  collection_item: {
    id: Generated<string>
    account_id: AccountId
    collection_id: CollectionId
    asset_id: AssetId
    passes_on: boolean
    added_by: MemberId | null
    added_at: Moment
  }
  /** What somebody was given on a file, folder or collection; reached only through access/reach.ts and access/grants.ts. */
  grant: {
    id: Generated<GrantId>
    account_id: AccountId
    /** One of the two. */
    asset_id: AssetId | null
    collection_id: CollectionId | null
    thing_id: GeneratedAlways<AssetId | CollectionId>
    member_id: MemberId | null
    group_id: GroupId | null
    principal_id: GeneratedAlways<MemberId | GroupId>
    level: Level
    ends_at: Date | null
    given_by: MemberId | null
    given_at: Moment
  }
  /** What an invitation holds until it is accepted; reached only through access/invited-to.ts. */
  invited_group: { account_id: AccountId; invitation_id: InvitationId; group_id: GroupId }
  invited_grant: { account_id: AccountId; invitation_id: InvitationId; asset_id: AssetId; level: Level }
  audit_entry: {
    chain: string
    seq: number
    id: string
    at: Date
    body: string
    mac: Buffer
    what: GeneratedAlways<string>
    on_id: GeneratedAlways<string>
    /** The member or the API key. */
    actor_id: GeneratedAlways<string | null>
    request: GeneratedAlways<string | null>
  }
  /** Money in cents. */
  subscription: {
    account_id: AccountId
    term: Term
    price: number
    currency: string
    anchor_at: Date
    from_month: number
    invoiced_months: number
    next_month: number | null
    next_term: Term | null
    next_price: number | null
  }
  billing_details: { account_id: AccountId; name: string; address: string; tax_id: string; email: string }
  invoice_number: { one: Generated<boolean>; last: number }
  invoice: {
    id: Generated<InvoiceId>
    account_id: AccountId
    number: number
    kind: 'period' | 'upgrade'
    period_from: Date
    period_until: Date
    issued_at: Date
    due_at: Date
    lapses_at: Date | null
    paid_at: Date | null
    currency: string
    lines: ColumnType<InvoiceLine[], string, never>
    net: number
    tax_rate: number
    tax: number
    total: number
    billed_to: ColumnType<BillingDetails, string, never>
    seller: ColumnType<Seller, string, never>
  }
  audit_head: { chain: string; seq: number; mac: Buffer; rights_seq: Generated<number> }
  audit_personal: {
    entry_id: string
    part: 'actor' | 'before' | 'after'
    user_id: UserId | null
    email_key: string | null
    salt: Buffer
    value: string
  }
  /** Written and read only by access/usage.ts. Days as text. */
  usage: {
    account_id: AccountId
    day: string
    what: CountedUse
    member_id: MemberId | null
    key_id: KeyId | null
    asset_id: AssetId | null
    n: number
    bytes: number
  }
  alert: {
    id: Generated<AlertId>
    account_id: AccountId
    place: number
    what: Watched
    threshold: number
    currency: string | null
    made_at: Moment
  }
  usage_storage: { account_id: AccountId; day: string; family: StoredFamily; files: number; bytes: number }
  tries: { key: string; since: Date; n: number; before: Generated<number> }
  /** View: a member with the name and address of the person. */
  member_person: {
    id: MemberId
    account_id: AccountId
    user_id: UserId
    role: Role
    status: 'active' | 'suspended'
    ends_at: Date | null
    presence_ended_at: Date | null
    joined_at: Date
    name: string
    email: string
    email_key: string
    address_proven_at: Date | null
    last_active_at: Date | null
  }
  /** View: members and pending invitations as one list. */
  person: {
    id: MemberId | InvitationId
    account_id: AccountId
    kind: 'member' | 'invitation'
    name: string
    sort_name: string
    email: string
    role: Role
    ends_at: Date | null
    last_active_at: Date | null
    since: Date
    invited_by: MemberId | null
    state: 'active' | 'suspended' | 'ended' | 'invited' | 'expired'
  }
}

/** Belong to one account; reached only through access/ours.ts, which names the account. */
export type AccountTable =
  | 'member'
  | 'invitation'
  | 'request'
  | 'presence'
  | 'viewing'
  | 'mail'
  | 'upload'
  | 'zip'
  | 'copy'
  | 'group'
  | 'collection'
  | 'api_key'
  | 'invoice'
  | 'alert'
/** Decide who may do what; written only under the account's exclusive lock. */
export type RightsTable = 'account' | 'member' | 'invitation' | 'group' | 'collection' | 'api_key'
/** Who somebody is; reached only from session/. */
export type IdentityTable = 'user' | 'session' | 'secret' | 'email_change'
