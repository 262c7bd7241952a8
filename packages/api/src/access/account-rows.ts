// All rows of one account: how many there are of what, and how they are taken out for good. Invoices alone stay: they are
// frozen, name no member, and whoever keeps the books needs them.
import { sql, type Kysely } from 'kysely'
import type { AccountCounts, AccountId, BlobId, UploadId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'

/** What is in it at the moment, the trash included. */
export async function accountCounts({ handle, accountId }: InAccount): Promise<AccountCounts> {
  const { rows } = await sql<AccountCounts>`
    select (select count(*) from member m where m.account_id = a.id) as members,
           (select count(*) from invitation i
             where i.account_id = a.id and i.status = 'pending' and i.expires_at > moment()) as invitations,
           (select count(*) from "group" g where g.account_id = a.id) as groups,
           (select count(*) from api_key k where k.account_id = a.id) as keys,
           (select count(*) from collection c where c.account_id = a.id) as collections,
           (select count(*) from asset f where f.account_id = a.id and f.kind = 'folder') as folders,
           (select count(*) from asset f where f.account_id = a.id and f.kind = 'file') as files,
           coalesce((select s.bytes from stored s where s.account_id = a.id), 0) as bytes
      from account a where a.id = ${accountId}`.execute(whole(handle))
  const [counts] = rows
  if (!counts) throw new Error('whoever counts is in the account')
  return counts
}

/** The library and all that is about it, in an order that leaves nothing hanging; what else hangs on these goes with them. */
export const libraryTables = [
  'told_end',
  'access_request',
  'invited_grant',
  'invited_group',
  'grant',
  'collection_item',
  'collection',
  'group_member',
  'group',
  'zip',
  'copy',
  'upload',
  'asset_tag',
  'tag',
  'folder_ancestor',
  'version',
  'asset',
  'blob',
  'stored',
] as const satisfies readonly (keyof DB)[]
/** What is left then: its people, what they were mailed, what it pays for and what it used. */
export const peopleTables = [
  'viewing',
  'presence',
  'secret',
  'invitation',
  'request',
  'api_key_secret',
  'api_key',
  'subscription',
  'billing_details',
  'alert',
  'account_logo',
  'usage',
  'usage_storage',
  'mail',
  'member',
] as const satisfies readonly (keyof DB)[]
/** Those of them of which the past is kept. */
export const pastOf = [
  'asset',
  'grant',
  'group_member',
  'collection',
  'collection_item',
  'invitation',
  'member',
] as const

async function erase(db: Kysely<DB>, accountId: AccountId, tables: readonly (keyof DB)[]): Promise<void> {
  for (const table of tables) await sql`delete from ${sql.table(table)} where account_id = ${accountId}`.execute(db)
  for (const table of pastOf)
    if (tables.includes(table))
      await sql`delete from ${sql.table(`history.${table}`)} where account_id = ${accountId}`.execute(db)
}

/**
 * Takes out the library. The database itself asks for the bytes of its files to be removed (0003-files); what was being sent,
 * and bytes that no file has, come back to be.
 */
export async function eraseLibrary(
  db: Kysely<DB>,
  accountId: AccountId,
): Promise<{ blobId: BlobId; uploadId?: UploadId }[]> {
  const uploads = await db
    .selectFrom('upload')
    .select(['blob_id as blobId', 'id as uploadId'])
    .where('account_id', '=', accountId)
    .where('finished_at', 'is', null)
    .execute()
  const stray = await db
    .selectFrom('blob as b')
    .select('b.id as blobId')
    .where('b.account_id', '=', accountId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('version as v')
            .select('v.id')
            .whereRef('v.account_id', '=', 'b.account_id')
            .whereRef('v.blob_id', '=', 'b.id'),
        ),
      ),
    )
    .execute()
  await erase(db, accountId, libraryTables)
  return [...uploads, ...stray]
}

/** Takes out its people and the account itself. Whoever was in it keeps their sign-in. */
export async function eraseAccountRows(db: Kysely<DB>, accountId: AccountId): Promise<void> {
  await erase(db, accountId, peopleTables)
  await db.updateTable('user').set({ home_account_id: null }).where('home_account_id', '=', accountId).execute()
  await db.deleteFrom('account').where('id', '=', accountId).execute()
  await sql`delete from history.account where id = ${accountId}`.execute(db)
}
