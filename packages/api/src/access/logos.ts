// The logos of accounts, told with their names: whoever reads what an account is called reads its picture as well.
import { createHash } from 'node:crypto'
import type { AccountId } from '@usher/domain'
import type { InAccount } from '../context.ts'
import { whole, type Handle } from '../db/connect.ts'
import type { Changing } from './ours.ts'

/** The logos of these accounts, as addresses that hold the picture itself (`data:`); those that have none are not in it. */
export async function logosOf(handle: Handle, ids: readonly AccountId[]): Promise<Map<AccountId, string>> {
  if (!ids.length) return new Map()
  const logos = await whole(handle).selectFrom('account_logo').selectAll().where('account_id', 'in', ids).execute()
  return new Map(logos.map((logo) => [logo.account_id, `data:image/webp;base64,${logo.webp.toString('base64')}`]))
}
export const logoOf = async ({ handle, accountId }: InAccount): Promise<string | null> =>
  (await logosOf(handle, [accountId])).get(accountId) ?? null

/** As entries tell of it: the SHA-256 of the picture. */
const told = (webp: Buffer | undefined | null) => (webp ? createHash('sha256').update(webp).digest('hex') : null)

/** Puts this picture (WebP) in the place of the one before; null: none. Gives both as entries tell of them. */
export async function changeLogo(
  { handle, accountId }: InAccount & Changing<'rights'>,
  webp: Buffer | null,
): Promise<{ was: string | null; is: string | null }> {
  const db = whole(handle)
  const before = await db
    .deleteFrom('account_logo')
    .where('account_id', '=', accountId)
    .returning('webp')
    .executeTakeFirst()
  if (webp) await db.insertInto('account_logo').values({ account_id: accountId, webp }).execute()
  return { was: told(before?.webp), is: told(webp) }
}
