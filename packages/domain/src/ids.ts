// Branded ids: minted where input is parsed and where rows are read, never mixed up in between.
// `Things` says by which word a door, an operation or an audit entry names what it is about.

type Branded<Name extends string> = string & { readonly __id: Name }

export type AccountId = Branded<'account'>
export type UserId = Branded<'user'>
export type MemberId = Branded<'member'>
export type InvitationId = Branded<'invitation'>
export type SessionId = Branded<'session'>
/** A while in which an administrator sees the account as somebody else does. */
export type ViewingId = Branded<'viewing'>
export type RequestId = Branded<'request'>
/** What a restricted member asks those who can share a thing for. */
export type AccessRequestId = Branded<'accessRequest'>
export type MailId = Branded<'mail'>
/** A file or a folder. */
export type AssetId = Branded<'asset'>
/** The bytes of a file at one time. */
export type VersionId = Branded<'version'>
/** Stored bytes; also the key under which storage has them. */
export type BlobId = Branded<'blob'>
export type UploadId = Branded<'upload'>
export type ZipId = Branded<'zip'>
export type CopyId = Branded<'copy'>
export type TagId = Branded<'tag'>
export type GroupId = Branded<'group'>
export type GrantId = Branded<'grant'>
export type CollectionId = Branded<'collection'>
export type KeyId = Branded<'key'>
export type InvoiceId = Branded<'invoice'>
export type AlertId = Branded<'alert'>

/** What a door looks up and an audit entry is about, by its name. `house` is the installation itself. */
export interface Things {
  account: AccountId
  user: UserId
  member: MemberId
  invitation: InvitationId
  session: SessionId
  request: RequestId
  accessRequest: AccessRequestId
  asset: AssetId
  upload: UploadId
  zip: ZipId
  copy: CopyId
  viewing: ViewingId
  group: GroupId
  collection: CollectionId
  key: KeyId
  invoice: InvoiceId
  alert: AlertId
  /** What is of whoever asks: what they asked for, a grant of theirs, a group that they are in, what they own. */
  ownAccessRequest: AccessRequestId
  grant: GrantId
  membership: GroupId
  owned: AssetId
  ownedCollection: CollectionId
  house: 'house'
}
export type Thing = keyof Things
