// The only way to an account's rows: every read and write here has already said which account. Rows of another account
// are as impossible as a table that is not named.
import type { Insertable, Kysely, Selectable, SelectQueryBuilder, Updateable } from 'kysely'
import type {
  AccountId,
  AlertId,
  CollectionId,
  CopyId,
  GroupId,
  InvitationId,
  KeyId,
  InvoiceId,
  MailId,
  MemberId,
  RequestId,
  UploadId,
  ViewingId,
  ZipId,
} from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole, type Handle } from '../db/connect.ts'
import type { AccountTable, DB, RightsTable } from '../db/schema.ts'

/** What can be read of an account, by name; `member` comes with the person's name and address. */
interface Readable {
  member: DB['member_person']
  invitation: DB['invitation']
  request: DB['request']
  presence: DB['presence']
  mail: DB['mail']
  person: DB['person']
  upload: DB['upload']
  zip: DB['zip']
  copy: DB['copy']
  group: DB['group']
  viewing: DB['viewing']
  key: DB['api_key']
  invoice: DB['invoice']
  alert: DB['alert']
}
const source = {
  member: 'member_person',
  invitation: 'invitation',
  request: 'request',
  presence: 'presence',
  mail: 'mail',
  person: 'person',
  upload: 'upload',
  zip: 'zip',
  copy: 'copy',
  group: 'group',
  viewing: 'viewing',
  key: 'api_key',
  invoice: 'invoice',
  alert: 'alert',
} as const satisfies Record<keyof Readable, keyof DB>

export type Ours<T extends keyof Readable> = SelectQueryBuilder<Pick<Readable, T>, T, {}>

/** The account's rows of one table, as a query to go on with: `ours(ctx, 'member').select(…)`. */
export function ours<T extends keyof Readable>({ handle, accountId }: InAccount, table: T): Ours<T> {
  // Kysely cannot follow a table name that is a type parameter; the shapes are those of `Readable`.
  const db = whole(handle) as unknown as Kysely<Record<string, { account_id: AccountId }>>
  const [from, name]: [string, string] = [source[table], table]
  return db.selectFrom(`${from} as ${name}`).where(`${name}.account_id`, '=', accountId) as unknown as Ours<T>
}

declare const changing: unique symbol
/** The context of a change, and of nothing else: what writes asks for it. */
export interface Changing<C extends 'rights' | 'content' = 'rights' | 'content'> {
  readonly [changing]: C
}
declare const writes: unique symbol
/** An account's rows with the right to write some tables: rights only in a change of rights. */
export interface Writing<T extends AccountTable> extends InAccount {
  readonly [writes]: (table: T) => void
}
export type RightsWriting = Writing<AccountTable>
export type ContentWriting = Writing<Exclude<AccountTable, RightsTable>>

type WithId = Exclude<AccountTable, 'presence'>
type Row<T extends WithId> = Selectable<DB[T]>
type New<T extends WithId> = Omit<Insertable<DB[T]>, 'account_id'>
type IdIn<T extends WithId> = {
  member: MemberId
  invitation: InvitationId
  request: RequestId
  mail: MailId
  upload: UploadId
  zip: ZipId
  copy: CopyId
  group: GroupId
  collection: CollectionId
  viewing: ViewingId
  api_key: KeyId
  invoice: InvoiceId
  alert: AlertId
}[T]
type Changed<T extends WithId> = Omit<Updateable<DB[T]>, 'account_id' | 'id'>

// The same cast as above, for writing: one table whose columns the signatures below have checked.
type AnyTable = Kysely<Record<string, Record<string, unknown>>>
const anyTable = (ctx: InAccount) => whole(ctx.handle) as unknown as AnyTable
const nameOf = (table: WithId): string => table

/** Adds a row to the account and gives it back. */
export async function addOurs<T extends WithId>(ctx: Writing<T>, table: T, values: New<T>): Promise<Row<T>> {
  const row = { ...values, account_id: ctx.accountId }
  return (await anyTable(ctx).insertInto(nameOf(table)).values(row).returningAll().executeTakeFirstOrThrow()) as Row<T>
}

/** Changes rows of the account by their ids; a row of another account stays as it is. Gives back how many it changed. */
export async function changeOurs<T extends WithId>(
  ctx: Writing<T>,
  table: T,
  ids: readonly IdIn<T>[],
  values: Changed<T>,
): Promise<number> {
  if (!ids.length) return 0
  const done = await anyTable(ctx)
    .updateTable(nameOf(table))
    .set(values)
    .where('account_id', '=', ctx.accountId)
    .where('id', 'in', ids)
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** Removes rows of the account by their ids. */
export async function removeOurs<T extends WithId>(
  ctx: Writing<T>,
  table: T,
  ids: readonly IdIn<T>[],
): Promise<number> {
  if (!ids.length) return 0
  const done = await anyTable(ctx)
    .deleteFrom(nameOf(table))
    .where('account_id', '=', ctx.accountId)
    .where('id', 'in', ids)
    .executeTakeFirst()
  return Number(done.numDeletedRows)
}

/** The account itself: its plan, limits and names. */
export const ourAccount = ({ handle, accountId }: InAccount) =>
  whole(handle)
    .selectFrom('account')
    .selectAll()
    .select('account.plan')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()

/** The account that an invitation names, for the change that its link opens. */
export const within = (ctx: InHandle & Changing<'rights'>, { accountId }: { accountId: AccountId }): RightsWriting =>
  // Rights may be written here: the change said so (`Changing<'rights'>`), and took this account's lock (change.ts).
  ({ handle: ctx.handle, accountId }) as RightsWriting
interface InHandle {
  handle: Handle
}
