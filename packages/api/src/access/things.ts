// What a door looks up before a handler runs: by the name of the thing, within the account or the person that asks.
// What is not found there does not exist, whoever else may have it.
import {
  Problem,
  type AccessRequestId,
  type AccountId,
  type AlertId,
  type AssetId,
  type CollectionId,
  type CopyId,
  type GrantId,
  type GroupId,
  type InvitationId,
  type KeyId,
  type InvoiceId,
  type MemberId,
  type RequestId,
  type SessionId,
  type Things,
  type UploadId,
  type ViewingId,
  type ZipId,
} from '@usher/domain'
import type { InAccount, OfUser } from '../context.ts'
import { isAskedBy, type WhoAsks } from './asked-by.ts'
import { answerable } from './access-requests.ts'
import { idsIn, underTheirNames } from './id-fields.ts'
import { mine, myAccounts } from './mine.ts'
import { askedBy } from './own-access-requests.ts'
import { collectionsOwnedBy, grantsOf, ownedBy, placesIn } from './given.ts'
import { moment } from '../db/statements.ts'
import { ours } from './ours.ts'
import type { InLibrary } from './reach.ts'

/** Of an account. */
export const accountThings = {
  member: (ctx: InAccount, ids: readonly MemberId[]) =>
    ours(ctx, 'member').selectAll('member').where('member.id', 'in', ids).execute(),
  invitation: (ctx: InAccount, ids: readonly InvitationId[]) =>
    ours(ctx, 'invitation').selectAll('invitation').where('invitation.id', 'in', ids).execute(),
  group: (ctx: InAccount, ids: readonly GroupId[]) =>
    ours(ctx, 'group').selectAll('group').where('group.id', 'in', ids).execute(),
  invoice: (ctx: InAccount, ids: readonly InvoiceId[]) =>
    ours(ctx, 'invoice').selectAll('invoice').where('invoice.id', 'in', ids).execute(),
  alert: (ctx: InAccount, ids: readonly AlertId[]) =>
    ours(ctx, 'alert').selectAll('alert').where('alert.id', 'in', ids).execute(),
  request: (ctx: InAccount, ids: readonly RequestId[]) =>
    ours(ctx, 'request').selectAll('request').where('request.id', 'in', ids).execute(),
  /** Those that the asker can answer, and those that were answered meanwhile. */
  accessRequest: (ctx: InLibrary, ids: readonly AccessRequestId[]) =>
    answerable(ctx, { ids, open: false, limit: ids.length }),
  /** What the asker asked for themself. */
  ownAccessRequest: (ctx: InAccount & { actor: { memberId: MemberId } }, ids: readonly AccessRequestId[]) =>
    askedBy(ctx, ctx.actor.memberId).where('r.id', 'in', ids).execute(),
  /** Those that the asker has begun; nobody else's. */
  upload: (ctx: InAccount & { actor: WhoAsks }, ids: readonly UploadId[]) =>
    ours(ctx, 'upload')
      .selectAll('upload')
      .where('upload.id', 'in', ids)
      .where(isAskedBy('upload', ctx.actor))
      .execute(),
  /** Those that the asker has asked for; nobody else's. */
  zip: (ctx: InAccount & { actor: WhoAsks }, ids: readonly ZipId[]) =>
    ours(ctx, 'zip').selectAll('zip').where('zip.id', 'in', ids).where(isAskedBy('zip', ctx.actor)).execute(),
  /** Those that the asker has asked for; nobody else's. */
  copy: (ctx: InAccount & { actor: WhoAsks }, ids: readonly CopyId[]) =>
    ours(ctx, 'copy').selectAll('copy').where('copy.id', 'in', ids).where(isAskedBy('copy', ctx.actor)).execute(),
  key: (ctx: InAccount, ids: readonly KeyId[]) =>
    ours(ctx, 'key').selectAll('key').where('key.id', 'in', ids).execute(),
  /** Those that this session began, and that are not over. */
  viewing: (ctx: InAccount & { sessionId: SessionId }, ids: readonly ViewingId[]) =>
    ours(ctx, 'viewing')
      .selectAll('viewing')
      .where('viewing.id', 'in', ids)
      .where('viewing.session_id', '=', ctx.sessionId)
      .where('viewing.until', '>', moment())
      .execute(),
  /** Those that were given to the asker themself. */
  grant: (ctx: InAccount & { actor: { memberId: MemberId } }, ids: readonly GrantId[]) =>
    grantsOf(ctx, ctx.actor.memberId).where('g.id', 'in', ids).execute(),
  /** The asker's places in groups, each by its group. */
  membership: (ctx: InAccount & { actor: { memberId: MemberId } }, ids: readonly GroupId[]) =>
    placesIn(ctx, ctx.actor.memberId).where('g.group_id', 'in', ids).execute(),
  /** What the asker owns. */
  owned: (ctx: InAccount & { actor: { memberId: MemberId } }, ids: readonly AssetId[]) =>
    ownedBy(ctx, ctx.actor.memberId).where('asset.id', 'in', ids).execute(),
  ownedCollection: (ctx: InAccount & { actor: { memberId: MemberId } }, ids: readonly CollectionId[]) =>
    collectionsOwnedBy(ctx, ctx.actor.memberId).where('collection.id', 'in', ids).execute(),
}
/** Of the person who is signed in. */
export const ownThings = {
  session: (ctx: OfUser, ids: readonly SessionId[]) =>
    mine(ctx, 'session').selectAll('session').where('session.id', 'in', ids).execute(),
  account: (ctx: OfUser, ids: readonly AccountId[]) => myAccounts(ctx).where('a.id', 'in', ids).execute(),
}
export type AccountThing = keyof typeof accountThings
export type OwnThing = keyof typeof ownThings
type LookUp<T> = T extends AccountThing ? (typeof accountThings)[T] : T extends OwnThing ? (typeof ownThings)[T] : never

/** A row that a door found: the only kind of thing a handler gets by an id from outside. */
export type Found<T extends AccountThing | OwnThing> = Awaited<ReturnType<LookUp<T>>>[number]
export type IdOf<T extends AccountThing | OwnThing> = Things[T]

/** Looks up what each field names; what is not there, or not theirs, is "not found" before anything else is said. */
export async function findThings(
  things: typeof accountThings | typeof ownThings,
  finds: Readonly<Record<string, AccountThing | OwnThing>>,
  ctx: object,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const lookUps = things as unknown as Record<string, (ctx: object, ids: unknown[]) => Promise<{ id: string }[]>> // by name
  const found: Record<string, { id: string }[]> = {}
  for (const [field, thing] of Object.entries(finds)) {
    const ids = idsIn(input, field)
    const rows = new Map((await lookUps[thing]?.(ctx, ids))?.map((row) => [row.id, row]))
    found[field] = ids.map((id) => {
      const row = rows.get(String(id))
      if (!row) throw new Problem('not_found')
      return row
    })
  }
  return underTheirNames(found)
}
