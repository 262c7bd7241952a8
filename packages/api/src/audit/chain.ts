// One chain of entries a scope: each entry's MAC covers its text and the MAC before it, under the installation's key.
// Whoever has the database but not the key can break the chain, never mend it (rules §7).
import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { AccountId, UserId } from '@usher/domain'

/** The name of a chain, and of the lock that goes with it. */
export type Chain = 'house' | `user:${string}` | `account:${string}`
export const chainOfUser = (id: UserId): Chain => `user:${id}`
export const chainOfAccount = (id: AccountId): Chain => `account:${id}`

/** Locks are taken in this order: house, users by id, accounts by id. */
export const inLockOrder = (chains: readonly Chain[]): Chain[] => {
  const rank = (c: Chain) => (c === 'house' ? 0 : c.startsWith('user:') ? 1 : 2)
  return [...new Set(chains)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

/** What an empty chain starts from. */
export const beginning: Buffer = Buffer.alloc(32)

/** The key for one purpose, out of the installation's SECRET_KEY. */
export const keyFor = (secretKey: string, purpose: 'audit' | 'device' | 'key check'): Buffer =>
  Buffer.from(hkdfSync('sha256', secretKey, 'usher', purpose, 32))

/** MAC of an entry: HMAC-SHA256(key, MAC before ‖ text). */
export const macOf = (key: Buffer, before: Buffer, body: string): Buffer =>
  createHmac('sha256', key).update(before).update(body).digest()

export const newSalt = (): Buffer => randomBytes(16)
/** Binds a personal value into an entry without saying it: SHA-256(salt ‖ value), hex. */
export const digestOf = (salt: Buffer, value: string): string =>
  createHash('sha256').update(salt).update(value).digest('hex')
