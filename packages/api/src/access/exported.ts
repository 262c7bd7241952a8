// All of an account as its administrators take it out: row by row in a set order, by cursors over one state of the database,
// so that nothing of it stands in memory whole. What lies in the trash is left out.
import { sql, type Expression, type Kysely, type RawBuilder } from 'kysely'
import type { CollectionId, GroupId, Level, Role } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { handleOf, whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { limitTransaction } from '../db/statements.ts'
import { namesAbove } from './paths.ts'
import { isNotInTrash } from './reach.ts'

/** The account as it was at one moment: nothing that is read in it changes meanwhile. */
export const inSnapshot = <C extends InAccount, R>(ctx: C, work: (ctx: C) => Promise<R>): Promise<R> =>
  whole(ctx.handle)
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      await limitTransaction(trx, '10min', '5s')
      return work({ ...ctx, handle: handleOf(trx) })
    })

const rowsAtOnce = 1000
/** The rows of a query, some at a time; only in a snapshot, one query at a time. */
export async function* rowsOf<Row>({ handle }: InAccount, query: Expression<Row>): AsyncGenerator<Row[]> {
  const trx: Kysely<DB> = whole(handle)
  await sql`declare exported no scroll cursor for ${query}`.execute(trx)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsAtOnce)} from exported`.execute(trx)
    if (!rows.length) break
    yield rows
  }
  await sql`close exported`.execute(trx)
}

/** The path of a thing called `asset`, from the root. */
const path = sql<string>`'/' || concat_ws('/', ${namesAbove}, asset.name)`
const bytes = (text: RawBuilder<unknown>) => sql`(${text}) collate "C"`

export interface ExportedPerson {
  name: string | null
  email: string
  role: Role
  status: 'active' | 'suspended' | 'invited'
  ends_at: Date | null
  /** When they joined, or were invited. */
  since: Date
  last_active_at: Date | null
  /** Of a member: their groups, those included in which their place has ended. */
  groups: string[]
}
/** Members, and invitations that can be accepted still. */
export const exportedPeople = (ctx: InAccount) =>
  rowsOf<ExportedPerson>(
    ctx,
    sql<ExportedPerson>`
      select * from (
        select m.name, m.email, m.email_key, m.role, m.status, m.ends_at, m.joined_at as since, m.last_active_at,
               array(select g.name from group_member x join "group" g on g.id = x.group_id
                      where x.member_id = m.id order by g.name_key) as groups
          from member_person m where m.account_id = ${ctx.accountId}
        union all
        select i.name, i.email, i.email_key, i.role, 'invited', i.ends_at, i.created_at, null, array[]::text[]
          from invitation i
         where i.account_id = ${ctx.accountId} and i.status = 'pending' and i.expires_at > moment()) each_of
       order by ${bytes(sql`email_key`)}`,
  )

export interface ExportedThing {
  path: string
  owner: string | null
  tags: string[]
  /** Of a file: how many there are. */
  versions: number
}
const things = (ctx: InAccount, kind: 'folder' | 'file') =>
  rowsOf<ExportedThing>(
    ctx,
    sql<ExportedThing>`
      select ${path} as path, owner.email as owner,
             array(select t.name from asset_tag x join tag t on t.id = x.tag_id
                    where x.asset_id = asset.id order by t.name_key) as tags,
             (select count(*) from version v where v.asset_id = asset.id) as versions
        from asset left join member_person owner on owner.id = asset.owner_id
       where asset.account_id = ${ctx.accountId} and asset.kind = ${kind} and ${isNotInTrash}
       order by ${bytes(path)}`,
  )
/** Parents before what lies in them: their path is the beginning of the others'. */
export const exportedFolders = (ctx: InAccount) => things(ctx, 'folder')
export const exportedFiles = (ctx: InAccount) => things(ctx, 'file')

export interface ExportedGroup {
  id: GroupId
  name: string
}
export const exportedGroups = async ({ handle, accountId }: InAccount): Promise<ExportedGroup[]> =>
  (
    await sql<ExportedGroup>`select id, name from "group" where account_id = ${accountId}
      order by ${bytes(sql`name_key`)}`.execute(whole(handle))
  ).rows
export interface ExportedMember {
  name: string
  email: string
  ends_at: Date | null
}
export const exportedMembers = (ctx: InAccount, groupId: GroupId) =>
  rowsOf<ExportedMember>(
    ctx,
    sql<ExportedMember>`
      select m.name, m.email, x.ends_at from group_member x join member_person m on m.id = x.member_id
       where x.account_id = ${ctx.accountId} and x.group_id = ${groupId} order by ${bytes(sql`m.email_key`)}`,
  )

export interface ExportedCollection {
  id: CollectionId
  name: string
  owner: string | null
}
export const exportedCollections = async ({ handle, accountId }: InAccount): Promise<ExportedCollection[]> =>
  (
    await sql<ExportedCollection>`
      select c.id, c.name, owner.email as owner
        from collection c left join member_person owner on owner.id = c.owner_id
       where c.account_id = ${accountId} order by ${bytes(sql`c.name`)}, c.created_at, c.id`.execute(whole(handle))
  ).rows
export interface ExportedItem {
  path: string
  kind: 'file' | 'folder'
  passes_on: boolean
  added_at: Date
}
export const exportedItems = (ctx: InAccount, collectionId: CollectionId) =>
  rowsOf<ExportedItem>(
    ctx,
    sql<ExportedItem>`
      select ${path} as path, asset.kind, i.passes_on, i.added_at
        from collection_item i join asset on asset.id = i.asset_id
       where i.account_id = ${ctx.accountId} and i.collection_id = ${collectionId} and ${isNotInTrash}
       order by ${bytes(path)}`,
  )

export interface ExportedGrant {
  member: string | null
  group: string | null
  /** Null: on a collection. */
  path: string | null
  collection_id: CollectionId | null
  level: Level
  ends_at: Date | null
}
export const exportedGrants = (ctx: InAccount) =>
  rowsOf<ExportedGrant>(
    ctx,
    sql<ExportedGrant>`
      select m.email as member, gr.name as group, case when asset.id is not null then ${path} end as path,
             g.collection_id, g.level, g.ends_at
        from "grant" g
        left join asset on asset.id = g.asset_id
        left join collection c on c.id = g.collection_id
        left join member_person m on m.id = g.member_id
        left join "group" gr on gr.id = g.group_id
       where g.account_id = ${ctx.accountId} and (asset.id is null or ${isNotInTrash})
       order by asset.id is null, ${bytes(sql`case when asset.id is not null then ${path} end`)},
                ${bytes(sql`c.name`)}, c.created_at, c.id, ${bytes(sql`coalesce(m.email_key, gr.name_key)`)}, gr.id is null`,
  )
