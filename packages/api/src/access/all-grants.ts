// Every grant of an account, on whatever thing and to whomever, each with why it has no effect now: the same answer as
// the share dialog gives for one thing (grants/who-has-access.ts), asked of all at once.
import { sql, type RawBuilder, type Selectable, type SelectQueryBuilder, type SqlBool } from 'kysely'
import {
  endingSoonDays,
  mayEnter,
  rolesByReach,
  type AssetId,
  type CollectionId,
  type GrantId,
  type GroupId,
  type Level,
  type Member,
  type MemberId,
  type WithoutEffect,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'

export interface GrantOfAccount {
  id: GrantId
  thing_id: AssetId | CollectionId
  /** Null: a collection. */
  kind: 'file' | 'folder' | null
  name: string
  name_key: string
  parent_id: AssetId | null
  in_trash: boolean
  member_id: MemberId | null
  group_id: GroupId | null
  /** The name of the person or group, and that by which it is sorted. */
  grantee: string
  grantee_key: string
  /** Of a person. */
  email: string | null
  level: Level
  ends_at: Date | null
  given_at: Date
  given_by: MemberId | null
  /** The name of who gave it, where they are still here. */
  giver: string | null
  no_effect: WithoutEffect | null
}

/**
 * What is asked of each grant, at this moment: given as a value, so that PostgreSQL asks it only of the grants of a page, once
 * they are sorted. The other rows come by their indexes, from lists of ids: it is asked of every grant where a filter needs it.
 */
function askedAt(now: Date) {
  /** Does this still hold? */
  const holds = (row: string): RawBuilder<boolean> =>
    sql`(${sql.ref(`${row}.ends_at`)} is null or ${sql.ref(`${row}.ends_at`)} > ${now})`
  /** What the grant is on, and the folders above it. */
  const line = sql`array(select f.ancestor_id from folder_ancestor f
    where f.folder_id = case a.kind when 'folder' then a.id else a.parent_id end) || g.thing_id`
  /** To whom the grant is, and the groups that they are in. */
  const them = sql`array(select x.group_id from group_member x
    where x.member_id = g.member_id and ${holds('x')}) || g.principal_id`
  /** Does any other way of rules §4 give as much to whom the grant is to? Held against the law in random worlds. */
  const reachesAlready = sql<boolean>`(c.owner_id = g.member_id
    or exists (select from asset o where o.id = any(${line}) and o.owner_id = g.member_id)
    or exists (select from "grant" h where h.thing_id = any(${line}) and h.principal_id = any(${them})
         and h.id <> g.id and h.level >= g.level and ${holds('h')})
    or (g.level = 'view' and exists (
         select from collection_item i join collection held on held.id = i.collection_id
          where i.passes_on and i.asset_id = any(${line})
            and (held.owner_id = g.member_id or exists (
              select from "grant" h where h.thing_id = held.id and h.principal_id = any(${them}) and ${holds('h')})))))`
  return { holds, reachesAlready }
}

/** Rows of grants alone, by the name `given`: for what can be said of them without what they are on, and to whom. */
type Rows = SelectQueryBuilder<{ given: DB['grant'] }, 'given', Selectable<DB['grant']>>

/** The account's grants as a query to go on with, by the name `given`; `narrow`: those among its rows that are asked for. */
export function grantsOfAccount(
  { handle, accountId, actor, now }: InAccount & { actor: Pick<Member, 'plan'>; now: Date },
  narrow: (rows: Rows) => Rows = (rows) => rows,
): SelectQueryBuilder<{ given: GrantOfAccount }, 'given', {}> {
  const plan = rolesByReach.some((role) => mayEnter({ role, plan: actor.plan, status: 'active' }).yes)
  const { holds, reachesAlready } = askedAt(now)
  const inTrash = sql<boolean>`(a.trash_id is not null or above.trash_id is not null)`
  const noEffect = sql<WithoutEffect | null>`case
    when not ${holds('g')} then 'ended'
    when ${inTrash} then 'in_trash'
    when g.group_id is not null and not exists (
      select from group_member x where x.group_id = g.group_id and ${holds('x')}) then 'nobody_in_group'
    when m.role <> all(${rolesByReach}) then 'role'
    when g.member_id is not null and (not ${plan} or m.status <> 'active' or not ${holds('m')}) then 'cannot_enter'
    when ${reachesAlready} then 'already' end`
  const rows = whole(handle).selectFrom('grant as given').selectAll('given').where('given.account_id', '=', accountId)
  const found = whole(handle)
    .selectFrom(narrow(rows).as('g'))
    .leftJoin('asset as a', 'a.id', 'g.asset_id')
    .leftJoin('asset as above', 'above.id', 'a.parent_id')
    .leftJoin('collection as c', 'c.id', 'g.collection_id')
    .leftJoin('member_person as m', 'm.id', 'g.member_id')
    .leftJoin('group', 'group.id', 'g.group_id')
    .leftJoin('member_person as by', 'by.id', 'g.given_by')
    .select(['g.id', 'g.thing_id', 'a.kind', 'a.parent_id', 'g.member_id', 'g.group_id', 'm.email', 'g.level'])
    .select(['g.ends_at', 'g.given_at', 'g.given_by', 'by.name as giver'])
    .select((eb) => eb.fn.coalesce('a.name', 'c.name').$notNull().as('name'))
    .select((eb) => eb.fn.coalesce('a.name_key', 'c.name_key').$notNull().as('name_key'))
    .select((eb) => eb.fn.coalesce('m.name', 'group.name').$notNull().as('grantee'))
    .select(sql<string>`lower(coalesce(m.name, "group".name)) collate "C"`.as('grantee_key'))
    .select([inTrash.as('in_trash'), noEffect.as('no_effect')])
  // The columns are those of GrantOfAccount; Kysely keeps the builder's type by table name alone.
  return whole(handle).selectFrom(found.as('given')) as unknown as ReturnType<typeof grantsOfAccount>
}

/** `active`: with an effect now. */
export const grantStates = ['active', 'ending', 'without_effect', 'ended'] as const
export const isInState = (state: (typeof grantStates)[number]): RawBuilder<SqlBool> =>
  ({
    active: sql<SqlBool>`given.no_effect is null`,
    ending: sql<SqlBool>`given.ends_at > moment() and given.ends_at <= moment() + make_interval(days => ${endingSoonDays})`,
    without_effect: sql<SqlBool>`given.no_effect is not null`,
    ended: sql<SqlBool>`given.ends_at <= moment()`,
  })[state]

/** Is this said by the rows of grants alone? */
export const isOfRows = (asked: (typeof grantStates)[number] | GrantSort): boolean =>
  !['active', 'without_effect', 'thing', 'to'].includes(asked)

export const grantSorts = ['given', 'thing', 'to', 'level', 'ends'] as const
export type GrantSort = (typeof grantSorts)[number]
const inMicroseconds = (moment: RawBuilder<unknown>) => sql`(extract(epoch from ${moment}) * 1000000)::bigint`
/** What each is sorted by: texts by their bytes, all else as whole numbers, exact as the database has them. */
const keys: Record<GrantSort, { key: RawBuilder<unknown>; type: 'text' | 'bigint' }> = {
  given: { key: inMicroseconds(sql`given.given_at`), type: 'bigint' },
  thing: { key: sql`given.name_key`, type: 'text' },
  to: { key: sql`given.grantee_key`, type: 'text' },
  level: { key: sql`array_position(enum_range(null::level), given.level)::bigint`, type: 'bigint' },
  ends: { key: inMicroseconds(sql`coalesce(given.ends_at, '9999-12-31')`), type: 'bigint' },
}

/** The last row of a page: what it was sorted by, and its id. */
export interface GrantMark {
  value: string
  id: string
}
/** Can this be of a page in that order? */
export const isMarkOf = (sort: GrantSort, { value }: GrantMark): boolean =>
  keys[sort].type === 'text' || /^-?\d{1,18}$/.test(value)

export interface GrantOrder {
  sort: GrantSort
  descending: boolean
  after?: GrantMark | undefined
}
/** In that order, after the mark where there is one. */
export function inGrantOrder<D extends { given: unknown }, O>(
  given: SelectQueryBuilder<D, 'given', O>,
  { sort, descending, after }: GrantOrder,
): SelectQueryBuilder<D, 'given', O> {
  const { key, type } = keys[sort]
  const direction = descending ? 'desc' : 'asc'
  return given
    .$if(after !== undefined, (q) =>
      q.where(
        sql<SqlBool>`(${key}, given.id) ${sql.raw(descending ? '<' : '>')} (${after?.value}::${sql.raw(type)}, ${after?.id}::uuid)`,
      ),
    )
    .orderBy(key, direction)
    .orderBy(sql`given.id`, direction)
}
/** The same, each with the `key` that it is sorted by. */
export const sorted = (given: ReturnType<typeof grantsOfAccount>, order: GrantOrder) =>
  inGrantOrder(given, order)
    .selectAll('given')
    .select(sql<string>`${keys[order.sort].key}::text`.as('key'))
