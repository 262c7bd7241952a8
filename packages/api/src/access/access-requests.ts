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
  type Role,
  type UserId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { moment } from '../db/statements.ts'
import { visibleCollections } from './collections.ts'
import type { Changing } from './ours.ts'
import { inLibraryAs, isNotInTrash, levelOn, visible, type InLibrary } from './reach.ts'

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
  answer: 'approved' | 'declined' | null
}

/** Was it given to them on this very thing, at that level or above, and does that end soon? Then it can be asked for anew. */
const endsSoon = (thing: RawBuilder<unknown>, member: RawBuilder<unknown>, level: RawBuilder<unknown>) => sql<boolean>`
  exists (select from "grant" own where own.thing_id = ${thing} and own.member_id = ${member} and own.level >= ${level}
     and own.ends_at > moment() and own.ends_at <= moment() + make_interval(days => ${endingSoonDays}))`

/** Of those who can use what they ask for: members who see by reach alone, and can enter as far as they go. */
const asked = ({ handle, accountId }: InAccount) =>
  whole(handle)
    .selectFrom('access_request as r')
    .innerJoin('member_person as m', 'm.id', 'r.member_id')
    .select(['r.id as request_id', 'r.thing_id', 'r.level as wanted', 'r.words', 'r.asked_at', 'r.answer'])
    .select(['r.member_id', 'm.user_id', 'm.name as asker', 'm.email', 'm.role'])
    .select(endsSoon(sql`r.thing_id`, sql`r.member_id`, sql`r.level`).as('ends_soon'))
    .where('r.account_id', '=', accountId)
    .where('r.is_dropped', '=', false)
    .where('m.role', 'in', rolesByReach)
    .where('m.status', '=', 'active')
    .where((eb) => eb.or([eb('m.ends_at', 'is', null), eb('m.ends_at', '>', moment())]))

const columns = [
  'r.request_id as id',
  'r.thing_id',
  'r.wanted as level',
  'r.words',
  'r.asked_at',
  'r.answer',
  'r.member_id',
  'r.user_id',
  'r.asker',
  'r.email',
  'r.role',
  'r.ends_soon',
] as const

/** On the files and folders that the actor can share. */
const onAssets = (ctx: InLibrary) =>
  visible(ctx)
    .innerJoin(asked(ctx).as('r'), (join) => join.on(sql<boolean>`r.thing_id = asset.id`))
    .where('asset.level', '>=', operations['asset.share'].level)
/** On the collections that the actor can share. */
const onCollections = (ctx: InLibrary) =>
  visibleCollections(ctx)
    .innerJoin(asked(ctx).as('r'), (join) => join.on(sql<boolean>`r.thing_id = collection.id`))
    .where('collection.level', '>=', operations['collection.share'].level)

interface Which {
  ids?: readonly AccessRequestId[] | undefined
  thingId?: string | undefined
  /** After this one, in the order in which they were asked first. */
  after?: string | undefined
  open: boolean
  limit: number
}
interface Candidate extends Omit<AccessRequest, 'has'> {
  role: Role
  ends_soon: boolean
}
/** Those on what the actor can share, whether or not there is still something to ask for. */
async function candidates(ctx: InLibrary, which: Which): Promise<Candidate[]> {
  const { ids, thingId, after, open, limit } = which
  const all = sql<boolean>`(${ids ? sql`r.request_id = any(${ids}::uuid[])` : sql`true`}
    and ${thingId ? sql`r.thing_id = ${thingId}::uuid` : sql`true`}
    and ${after ? sql`r.request_id > ${after}::uuid` : sql`true`}
    and ${open ? sql`r.answer is null` : sql`true`})`
  const assets = await onAssets(ctx)
    .select(columns)
    .select(['asset.kind', 'asset.name', 'asset.parent_id'])
    .where(all)
    .orderBy('r.request_id')
    .limit(limit)
    .execute()
  const collections = await onCollections(ctx)
    .select(columns)
    .select('collection.name')
    .where(all)
    .orderBy('r.request_id')
    .limit(limit)
    .execute()
  return [...assets, ...collections.map((c) => ({ ...c, kind: 'collection' as const, parent_id: null }))]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}

/** The level that somebody has on each of these things, of whatever kind. */
async function levelsOn(ctx: InLibrary, ids: readonly (AssetId | CollectionId)[]) {
  const either = ids as readonly (AssetId & CollectionId)[]
  const collections = await visibleCollections(ctx)
    .select(['collection.id', 'collection.level'])
    .where('collection.id', 'in', either)
    .execute()
  return new Map<string, Level>([...(await levelOn(ctx, either)), ...collections.map((c) => [c.id, c.level] as const)])
}
/** Without those whose askers have the level by now: each asker's own library is asked. */
async function live(ctx: InLibrary, found: readonly Candidate[]): Promise<AccessRequest[]> {
  const has = new Map<AccessRequestId, Level | null>()
  for (const [memberId, theirs] of Map.groupBy(found, (r) => r.member_id)) {
    const [{ role }] = theirs as [Candidate]
    const asker = await inLibraryAs(ctx, { memberId, role, plan: ctx.actor.plan, status: 'active' })
    const levels = await levelsOn(
      asker,
      theirs.map((r) => r.thing_id),
    )
    for (const { id, thing_id } of theirs) has.set(id, levels.get(thing_id) ?? null)
  }
  return found.flatMap(({ role: _, ends_soon, ...request }) => {
    const level = has.get(request.id) ?? null
    const isLive = request.answer !== null || ends_soon || !isAtLeast(level, request.level)
    return isLive ? [{ ...request, has: level }] : []
  })
}

/** Of named ones, those that were answered after they had been read as open: the answer may be what they have by now. */
async function answeredSince(ctx: InLibrary, found: readonly Candidate[], live: readonly AccessRequest[]) {
  const lapsed = found.filter((r) => !live.some((l) => l.id === r.id))
  if (!lapsed.length) return []
  const ids = lapsed.map((r) => r.id)
  return (await candidates(ctx, { ids, open: false, limit: ids.length }))
    .filter((r) => r.answer !== null)
    .map(({ role: _, ends_soon: __, ...request }) => ({ ...request, has: null }))
}

/** Requests that the actor can answer, those first that wait for longest; one that was answered, where it is named. */
export async function answerable(ctx: InLibrary, which: Which): Promise<AccessRequest[]> {
  const found: AccessRequest[] = []
  for (let { after } = which; ;) {
    const batch = await candidates(ctx, { ...which, after })
    const open = await live(ctx, batch)
    found.push(...open, ...(which.open ? [] : await answeredSince(ctx, batch, open)))
    if (batch.length < which.limit || found.length >= which.limit) return found.slice(0, which.limit)
    after = batch.at(-1)?.id
  }
}

/**
 * What an id stands for that a member asks for, whoever sees it: never told to them. `name` is null where there is no
 * such thing in the account, or it lies in the trash. The same questions for every id.
 */
export async function askable(
  ctx: InLibrary,
  thingId: string,
  level: Level,
): Promise<{ isCollection: boolean; name: string | null; isDropped: boolean }> {
  const { memberId } = ctx.actor
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
  const has = (await levelsOn(ctx, [assetId])).get(thingId) ?? null
  const { again } = await whole(ctx.handle)
    .selectNoFrom(endsSoon(sql`${thingId}::uuid`, sql`${memberId}::uuid`, sql`${level}::level`).as('again'))
    .executeTakeFirstOrThrow()
  const name = asset?.name ?? collection?.name ?? null
  return { isCollection: !!collection, name, isDropped: name === null || (isAtLeast(has, level) && !again) }
}

/** One open request for each member and thing: asking again replaces what is asked for. */
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
        })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Answers an open request; false: somebody else was faster. */
export async function answerAccessRequest(
  { handle, accountId }: InAccount & Changing,
  id: AccessRequestId,
  { answer, words, by }: { answer: 'approved' | 'declined'; words: string; by: MemberId },
): Promise<boolean> {
  const { numUpdatedRows } = await whole(handle)
    .updateTable('access_request')
    .set({ answer, answer_words: words, answered_by: by, answered_at: moment() })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('answered_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
