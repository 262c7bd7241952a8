// What a door looks up before a handler runs: by the name of the thing, within the account or the person that asks.
// What is not found there does not exist, whoever else may have it.
import type { AccountId, InvitationId, MemberId, RequestId, SessionId, Things } from '@usher/domain'
import type { InAccount, OfUser } from '../context.ts'
import { mine, myAccounts } from './mine.ts'
import { ours } from './ours.ts'

/** Of an account. */
export const accountThings = {
  member: (ctx: InAccount, ids: readonly MemberId[]) =>
    ours(ctx, 'member').selectAll('member').where('member.id', 'in', ids).execute(),
  invitation: (ctx: InAccount, ids: readonly InvitationId[]) =>
    ours(ctx, 'invitation').selectAll('invitation').where('invitation.id', 'in', ids).execute(),
  request: (ctx: InAccount, ids: readonly RequestId[]) =>
    ours(ctx, 'request').selectAll('request').where('request.id', 'in', ids).execute(),
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
