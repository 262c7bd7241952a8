// Counts tries in the database: exact on every server, in batches and on odd paths, and outside the business
// transaction, so that undoing the change does not forgive the attempt.
import type { Kysely } from 'kysely'
import ipaddr from 'ipaddr.js'
import { Problem } from '@usher/domain'
import type { Asking } from '../context.ts'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { countTry, daysAgo } from '../db/statements.ts'

/** Throws the problem `too_many_tries` from the try after `most` on. */
export async function limitTries(db: Kysely<DB>, key: string, most: number, seconds: number): Promise<void> {
  const { n, left } = await countTry(db, key, seconds)
  if (n > most) throw new Problem('too_many_tries', { minutes: Math.ceil(left / 60) })
}

/** Forgives the tries under this key. */
export const forgive = (db: Kysely<DB>, key: string) => db.deleteFrom('tries').where('key', '=', key).execute()

/** One customer's network: an IPv4 address, or the /64 of an IPv6 address. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  return address.kind() === 'ipv6'
    ? `${address.toNormalizedString().split(':').slice(0, 4).join(':')}::/64`
    : address.toString()
}

/** At most so many tries of one kind from one network. */
export const limitNetwork = (asking: Asking, what: string, most: number, seconds: number): Promise<void> =>
  limitTries(whole(asking.handle), `${what} from ${networkOf(asking.ip)}`, most, seconds)

/** Windows that ended a day ago tell nothing any more. */
export const sweepTries = (db: Kysely<DB>) => db.deleteFrom('tries').where('since', '<', daysAgo(1)).execute()
