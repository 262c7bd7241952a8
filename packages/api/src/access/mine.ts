// The only way to the rows of the person who asks: their sign-in's sessions and memberships, nobody else's.
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { UserId } from '@usher/domain'
import type { OfUser } from '../context.ts'

interface Readable {
  session: DB['session']
  member: DB['member']
}

export type Mine<T extends keyof Readable> = SelectQueryBuilder<Pick<Readable, T> & Pick<DB, 'account'>, T, {}>

/** The person's own rows of one table; `account` may be joined, to name the accounts that they are in. */
export function mine<T extends keyof Readable>({ handle, userId }: OfUser, table: T): Mine<T> {
  // Kysely cannot follow a table name that is a type parameter; the shapes are those of `Readable`.
  const db = whole(handle) as unknown as Kysely<Record<string, { user_id: UserId }>>
  const name: string = table
  return db.selectFrom(name).where(`${name}.user_id`, '=', userId) as unknown as Mine<T>
}

/** The accounts that the person is a member of, each with everything that entering it asks about. */
export const myAccounts = ({ handle, userId }: OfUser) =>
  whole(handle)
    .selectFrom('member as m')
    .innerJoin('account as a', 'a.id', 'm.account_id')
    .innerJoin('user as u', 'u.id', 'm.user_id')
    .select([
      'a.id',
      'a.slug',
      'a.name',
      'a.plan',
      'a.deleted_at',
      'm.id as memberId',
      'm.role',
      'm.status',
      'm.ends_at',
      'm.presence_ended_at',
    ])
    .select(['u.home_account_id', 'u.address_proven_at'])
    .where('m.user_id', '=', userId)
    .orderBy('a.name')
export type MyAccount = Awaited<ReturnType<ReturnType<typeof myAccounts>['execute']>>[number]
