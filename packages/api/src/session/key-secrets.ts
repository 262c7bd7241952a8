// The secrets of API keys: seen once, when they are made; the database knows a hash, and the beginning to find the key by.
import { randomBytes } from 'node:crypto'
import { keyPrefixOf, keySecretStart, rollGraces, type KeyId, type RollGrace } from '@usher/domain'
import type { RightsWriting } from '../access/ours.ts'
import type { InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { hashOf } from './hash-of.ts'

/** Makes the current secret of a key that has none. */
export async function makeKeySecret(
  { handle, accountId }: RightsWriting,
  keyId: KeyId,
): Promise<{ secret: string; prefix: string }> {
  const secret = keySecretStart + randomBytes(32).toString('base64url')
  const prefix = keyPrefixOf(secret)
  await whole(handle)
    .insertInto('api_key_secret')
    .values({ hash: hashOf(secret), account_id: accountId, key_id: keyId, prefix, works_until: null })
    .execute()
  return { secret, prefix }
}

/**
 * Puts an end to the current secret: at once, and then to all that were rolled before as well; or after the time that is chosen.
 * Gives that moment; null: at once.
 */
export async function endKeySecret(
  { handle, accountId, now }: RightsWriting & { now: Date },
  keyId: KeyId,
  grace: RollGrace,
): Promise<Date | null> {
  const until = new Date(now.getTime() + rollGraces[grace] * 1000)
  await whole(handle)
    .updateTable('api_key_secret')
    .set({ works_until: until })
    .where('account_id', '=', accountId)
    .where('key_id', '=', keyId)
    .where((eb) => eb.or([eb('works_until', 'is', null), ...(grace === 'now' ? [eb('works_until', '>', now)] : [])]))
    .execute()
  return grace === 'now' ? null : until
}

/** Of each of the account's keys: the beginning of its secret, and until when an earlier one goes on working. */
export async function secretsOfKeys({ handle, accountId }: InAccount, now: Date) {
  const rows = await whole(handle)
    .selectFrom('api_key_secret')
    .select(['key_id', 'prefix', 'works_until'])
    .where('account_id', '=', accountId)
    .where((eb) => eb.or([eb('works_until', 'is', null), eb('works_until', '>', now)]))
    .orderBy('works_until', 'asc')
    .execute()
  const of = Map.groupBy(rows, (r) => r.key_id)
  return (keyId: KeyId) => {
    const its = of.get(keyId) ?? []
    return {
      prefix: its.find((s) => s.works_until === null)?.prefix ?? '',
      oldUntil: its.findLast((s) => s.works_until !== null)?.works_until ?? null,
    }
  }
}
