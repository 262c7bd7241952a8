// Whoever a mail about the library goes to, as they are when it is sent: what it names, they see by then.
import type { Kysely } from 'kysely'
import {
  carries,
  emailKey,
  statusAt,
  type AssetId,
  type CollectionId,
  type Level,
  type MemberId,
  type Path,
} from '@usher/domain'
import { visibleCollections } from '../../access/collections.ts'
import { inLibraryAs, visible, type MemberInLibrary } from '../../access/reach.ts'
import { explain, explainCollection } from '../../access/who-and-why.ts'
import { handleOf } from '../../db/connect.ts'
import type { DB } from '../../db/schema.ts'
import type { Dropped } from './composing.ts'

export interface Reader {
  name: string
  /** The name of the account, and where its pages are. */
  account: string
  page: string
  /** Of the account. */
  timeZone: string
  ctx: MemberInLibrary
}

/** The member that a mail to this address is for. */
export async function readerOf(
  db: Kysely<DB>,
  memberId: MemberId,
  to: { email: string },
  now: Date,
): Promise<Reader | Dropped> {
  const member = await db
    .selectFrom('member_person as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .select(['m.account_id', 'm.name', 'm.email_key', 'm.role', 'm.status', 'm.ends_at', 'a.name as account', 'a.slug'])
    .select(['a.plan', 'a.time_zone'])
    .where('m.id', '=', memberId)
    .executeTakeFirst()
  if (member?.email_key !== emailKey(to.email)) return { dropped: 'this member is gone, or has another address' }
  const { role, plan } = member
  const status = statusAt({ status: member.status, endsAt: member.ends_at }, now)
  return {
    name: member.name,
    account: member.account,
    page: `/a/${member.slug}`,
    timeZone: member.time_zone,
    ctx: await inLibraryAs({ handle: handleOf(db), accountId: member.account_id }, { memberId, role, plan, status }),
  }
}

/** A thing that a mail names. */
export interface Thing {
  id: AssetId | CollectionId
  kind: 'file' | 'folder' | 'collection'
  name: string
  level: Level
}
/** Those of these files, folders and collections that they see. */
export async function seenBy({ ctx }: Reader, ids: readonly (AssetId | CollectionId)[]): Promise<Thing[]> {
  const either = ids as readonly (AssetId & CollectionId)[]
  const assets = await visible(ctx)
    .select(['asset.id', 'asset.name', 'asset.kind', 'asset.level'])
    .where('asset.id', 'in', either)
    .orderBy('asset.name_key')
    .execute()
  const collections = carries(ctx.actor.plan, 'sharing')
    ? await visibleCollections(ctx)
        .select(['collection.id', 'collection.name', 'collection.level'])
        .where('collection.id', 'in', either)
        .execute()
    : []
  return [...assets, ...collections.map((c) => ({ ...c, kind: 'collection' as const }))]
}

/** Every path by which they get to it. */
export const pathsTo = ({ ctx }: Reader, { kind, id }: Pick<Thing, 'kind' | 'id'>): Promise<Path[]> =>
  kind === 'collection'
    ? explainCollection(ctx, ctx.actor.memberId, id as CollectionId)
    : explain(ctx, ctx.actor.memberId, id as AssetId)

/** Where a thing is shown, below the pages of its account. */
export const addressOf = ({ kind, id }: Pick<Thing, 'kind' | 'id'>): string =>
  kind === 'collection' ? `/collections/${id}` : kind === 'folder' ? `/library?folder=${id}` : `/library?look=${id}`
