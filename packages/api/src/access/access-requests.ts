// What restricted members ask for, on any id: the only place that reads and writes it. Who can answer, and what has
// lapsed, the relation says whenever it is asked (rules §4, "Request access").
import { sql, type RawBuilder } from 'kysely'
import {
  endingSoonDays,
  isAtLeast,
  operations,
  rolesByReach,
  type AccessRequestId,
  type AssetId,
  type CollectionId,
  type Level,
  type MemberId,
  type UserId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { moment } from '../db/statements.ts'
import { visibleCollections } from './collections.ts'
import { levelOfEach } from './levels-of-many.ts'
import type { Changing } from './ours.ts'
import { isNotInTrash, levelOn, visible, type InLibrary } from './reach.ts'

/** A request, as those who can answer it see it. */
export interface AccessRequest {
  id: AccessRequestId
  kind: 'file' | 'folder' | 'collection'
  thing_id: AssetId | CollectionId
  /** Of the thing. */
  name: string
  parent_id: AssetId | null
  level: Level
  words: string
  asked_at: Date
  member_id: MemberId
  user_id: UserId
  asker: string
  email: string
  /** What the asker has on it already, below what they ask for or about to end. */
  has: Level | null
  /** Null: it is open. */
  outcome: Outcome | null
}
/** What came of a request. */
export type Outcome = 'approved' | 'declined' | 'withdrawn'

/**
 * Was it given to them or to a group of theirs on this very thing, at that level or above, and does that end soon? Then it can
 * be asked for anew.
 */
export const endsSoon = (
  thing: RawBuilder<unknown>,
  member: RawBuilder<unknown>,
  level: RawBuilder<unknown>,
) => sql<boolean>`
  exists (
    select from "grant" given left join group_member g on g.group_id = given.group_id and g.member_id = ${member}
     where given.thing_id = ${thing} and given.level >= ${level} and (given.member_id = ${member} or g.member_id is not null)
       and least(given.ends_at, g.ends_at) > moment()
       and least(given.ends_at, g.ends_at) <= moment() + make_interval(days => ${endingSoonDays}))`

interface Which {
  ids?: readonly AccessRequestId[] | undefined
  thingId?: string | undefined
  /** After this one, in the order in which they were asked first. */
  after?: string | undefined
  /** Those that are neither answered nor withdrawn; otherwise whatever became of them. */
  open: boolean
  limit: number
}
export const outcome = sql<Outcome | null>`case when r.withdrawn_at is not null then 'withdrawn' else r.answer end`
/** Of those who can use what they ask for: members who see by reach alone, and can enter as far as they go. */
const asked = ({ handle, accountId }: InAccount, { ids, thingId, after, open }: Which) =>
  whole(handle)
    .selectFrom('access_request as r')
    .innerJoin('member_person as m', 'm.id', 'r.member_id')
    .select(['r.id as request_id', 'r.thing_id', 'r.level as wanted', 'r.words', 'r.asked_at', 'r.member_id'])
    .select(['m.user_id', 'm.name as asker', 'm.email', outcome.as('outcome')])
    .where('r.account_id', '=', accountId)
    .where(sql<boolean>`not r.is_dropped`)
    .where('m.role', 'in', rolesByReach)
    .where('m.status', '=', 'active')
    .where((eb) => eb.or([eb('m.ends_at', 'is', null), eb('m.ends_at', '>', moment())]))
    .$if(ids !== undefined, (q) => q.where(sql<boolean>`r.id = any(${ids}::uuid[])`))
    .$if(thingId !== undefined, (q) => q.where(sql<boolean>`r.thing_id = ${thingId}::uuid`))
    .$if(after !== undefined, (q) => q.where(sql<boolean>`r.id > ${after}::uuid`))
    .$if(open, (q) => q.where('r.answered_at', 'is', null).where('r.withdrawn_at', 'is', null))

const columns = [
  'r.request_id as id',
  'r.thing_id',
  'r.wanted as level',
  'r.words',
  'r.asked_at',
  'r.outcome',
  'r.member_id',
  'r.user_id',
  'r.asker',
  'r.email',
] as const
/** On the files and folders that the actor can share. */
const onAssets = (ctx: InLibrary, which: Which) =>
  visible(ctx)
    .innerJoin(asked(ctx, which).as('r'), (join) => join.on(sql<boolean>`r.thing_id = asset.id`))
    .select(columns)
    .select(['asset.kind', 'asset.name', 'asset.parent_id'])
    .where('asset.level', '>=', operations['asset.share'].level)
/** On the collections that the actor can share. */
const onCollections = (ctx: InLibrary, which: Which) =>
  visibleCollections(ctx)
    .innerJoin(asked(ctx, which).as('r'), (join) => join.on(sql<boolean>`r.thing_id = collection.id`))
    .select(columns)
    .select([sql`'collection'`.as('kind'), 'collection.name', sql`null::uuid`.as('parent_id')])
    .where('collection.level', '>=', operations['collection.share'].level)

/**
 * One statement, however many there are: what is on the things that the actor can share, in order; then of each what its asker
 * has by now (the offset keeps these two apart), until so many are found that there is still something to ask for.
 */
const answerableIn = (ctx: InLibrary, which: Which) => sql`(
  select r.*, now.has
    from (select * from (${onAssets(ctx, which)} union all ${onCollections(ctx, which)}) found order by found.id offset 0) r
   cross join lateral (select ${levelOfEach(sql`r.member_id`, sql`r.thing_id`)} as has offset 0) now
   where r.outcome is not null or now.has is null or now.has < r.level
      or ${endsSoon(sql`r.thing_id`, sql`r.member_id`, sql`r.level`)}
   order by r.id limit ${which.limit})`

/** Requests that the actor can answer, those first that wait for longest; what came of one, where it is named. */
export async function answerable(ctx: InLibrary, which: Which): Promise<AccessRequest[]> {
  const { rows } = await sql<AccessRequest>`select * from ${answerableIn(ctx, which)} r order by r.id`.execute(
    whole(ctx.handle),
  )
  return rows
}
/** How many of these there are, and on which things. */
export async function countAnswerable(
  ctx: InLibrary,
  limit: number,
): Promise<{ count: number; thingIds: (AssetId | CollectionId)[] }> {
  const { rows } = await sql<{ thing_id: AssetId | CollectionId; n: number }>`
    select r.thing_id, count(*)::int as n from ${answerableIn(ctx, { open: true, limit })} r
     group by r.thing_id order by r.thing_id`.execute(whole(ctx.handle))
  return { count: rows.reduce((sum, r) => sum + r.n, 0), thingIds: rows.map((r) => r.thing_id) }
}

/** The level that somebody has on each of these things, of whatever kind. */
export async function levelsOnThings(ctx: InLibrary, ids: readonly (AssetId | CollectionId)[]) {
  const either = ids as readonly (AssetId & CollectionId)[]
  const collections = await visibleCollections(ctx)
    .select(['collection.id', 'collection.level'])
    .where('collection.id', 'in', either)
    .execute()
  return new Map<string, Level>([...(await levelOn(ctx, either)), ...collections.map((c) => [c.id, c.level] as const)])
}
/** What an id stands for that a member asks for, whoever sees it: never told to them. */
interface Named {
  isCollection: boolean
  /** Null: there is no such thing in the account, or it lies in the trash. */
  name: string | null
}
/** The same questions for every id. */
export async function namedBy(ctx: InAccount, thingId: string): Promise<Named> {
  const [assetId, collectionId] = [thingId as AssetId, thingId as CollectionId] // one of the two, if anything
  const asset = await whole(ctx.handle)
    .selectFrom('asset')
    .select('asset.name')
    .where('asset.account_id', '=', ctx.accountId)
    .where('asset.id', '=', assetId)
    .where(isNotInTrash)
    .executeTakeFirst()
  const collection = await whole(ctx.handle)
    .selectFrom('collection')
    .select('name')
    .where('account_id', '=', ctx.accountId)
    .where('id', '=', collectionId)
    .executeTakeFirst()
  return { isCollection: !!collection, name: asset?.name ?? collection?.name ?? null }
}
/** The same, and whether there is nothing to ask for, or nobody to be asked. */
export async function askable(ctx: InLibrary, thingId: string, level: Level): Promise<Named & { isDropped: boolean }> {
  const { memberId } = ctx.actor
  const { isCollection, name } = await namedBy(ctx, thingId)
  const has = (await levelsOnThings(ctx, [thingId as AssetId])).get(thingId) ?? null
  const { again } = await whole(ctx.handle)
    .selectNoFrom(endsSoon(sql`${thingId}::uuid`, sql`${memberId}::uuid`, sql`${level}::level`).as('again'))
    .executeTakeFirstOrThrow()
  return { isCollection, name, isDropped: name === null || (isAtLeast(has, level) && !again) }
}

/** One request for each member and thing that is not answered: asking again replaces what is asked for. */
export async function putAccessRequest(
  { handle, accountId }: InAccount & Changing,
  asks: { memberId: MemberId; thingId: string; level: Level; words: string; isDropped: boolean },
): Promise<AccessRequestId> {
  const { id } = await whole(handle)
    .insertInto('access_request')
    .values({
      account_id: accountId,
      member_id: asks.memberId,
      thing_id: asks.thingId as AssetId,
      level: asks.level,
      words: asks.words,
      is_dropped: asks.isDropped,
    })
    .onConflict((c) =>
      c
        .columns(['member_id', 'thing_id'])
        .where('answered_at', 'is', null)
        .doUpdateSet((eb) => ({
          level: eb.ref('excluded.level'),
          words: eb.ref('excluded.words'),
          is_dropped: eb.ref('excluded.is_dropped'),
          asked_at: eb.ref('excluded.asked_at'),
          withdrawn_at: null,
        })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const theOpen = ({ handle, accountId }: InAccount & Changing, id: AccessRequestId) =>
  whole(handle)
    .updateTable('access_request')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .where('withdrawn_at', 'is', null)
/** What came of one that was open a moment ago; asked for anew since, it was withdrawn before. */
async function outcomeOf({ handle, accountId }: InAccount, id: AccessRequestId): Promise<Outcome> {
  const found = await whole(handle)
    .selectFrom('access_request as r')
    .select(outcome.as('outcome'))
    .where('r.account_id', '=', accountId)
    .where('r.id', '=', id)
    .executeTakeFirst()
  return found?.outcome ?? 'withdrawn'
}

/** Answers an open request; gives what came of it where somebody was faster. */
export async function answerAccessRequest(
  ctx: InAccount & Changing,
  id: AccessRequestId,
  { answer, words, by }: { answer: 'approved' | 'declined'; words: string; by: MemberId },
): Promise<Outcome | null> {
  const { numUpdatedRows } = await theOpen(ctx, id)
    .set({ answer, answer_words: words, answered_by: by, answered_at: moment() })
    .executeTakeFirst()
  return numUpdatedRows > 0n ? null : outcomeOf(ctx, id)
}
/** Withdraws an open request, and forgets its words; gives what came of it where somebody was faster. */
export async function withdrawAccessRequest(ctx: InAccount & Changing, id: AccessRequestId): Promise<Outcome | null> {
  const { numUpdatedRows } = await theOpen(ctx, id).set({ withdrawn_at: moment(), words: '' }).executeTakeFirst()
  return numUpdatedRows > 0n ? null : outcomeOf(ctx, id)
}
