// API keys for tests: planted in the database, as `keys.create` leaves them; and a client that asks with one.
import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { createClient, type Client } from '@usher/client'
import { keyPrefixOf, keySecretStart, type AccountId, type KeyId, type KeyScopes } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { hashOf } from '../session/hash-of.ts'

export interface TestKey {
  keyId: KeyId
  secret: string
  /** The account's part of the address, as routes have it. */
  account: string
}

/** A key of the account: a standard one, where nothing else is said. */
export async function plantKey(
  db: Kysely<DB>,
  accountId: AccountId,
  {
    name = 'Website',
    scopes = null,
    endsAt = null,
    disabledAt = null,
  }: { name?: string; scopes?: KeyScopes; endsAt?: Date | null; disabledAt?: Date | null } = {},
): Promise<TestKey> {
  const { slug } = await db.selectFrom('account').select('slug').where('id', '=', accountId).executeTakeFirstOrThrow()
  const secret = keySecretStart + randomBytes(32).toString('base64url')
  const { id: keyId } = await db
    .insertInto('api_key')
    .values({
      account_id: accountId,
      name,
      scopes: scopes && JSON.stringify(scopes),
      ends_at: endsAt,
      disabled_at: disabledAt,
      made_by: null,
      last_used_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('api_key_secret')
    .values({
      hash: hashOf(secret),
      account_id: accountId,
      key_id: keyId,
      prefix: keyPrefixOf(secret),
      works_until: null,
    })
    .execute()
  return { keyId, secret, account: slug }
}

/** Acts as a program with this key does. */
export const withKey = (server: string, { secret }: Pick<TestKey, 'secret'>): Client =>
  createClient({ url: server, key: secret, retries: 0 })
