// The person whom the operator means by an e-mail address.
import type { Kysely } from 'kysely'
import { emailKey } from '@usher/domain'
import type { DB } from '../db/schema.ts'
import { didYouMean } from '../nearest.ts'
import { OperatorRefused } from '../operator-change.ts'

export const findUser = (db: Kysely<Pick<DB, 'user'>>, email: string) =>
  db.selectFrom('user').selectAll().where('email_key', '=', emailKey(email.trim())).executeTakeFirst()

/** Throws OperatorRefused with the near addresses when nobody has this one. */
export async function mustFindUser(db: Kysely<Pick<DB, 'user'>>, email: string) {
  const user = await findUser(db, email)
  if (user) return user
  const known = await db.selectFrom('user').select('email').where('erased_at', 'is', null).limit(50_000).execute()
  const near = didYouMean(
    email.trim(),
    known.map((u) => u.email),
  )
  throw new OperatorRefused(`Nobody has a sign-in as ${email}.${near || ' Check the address.'}`)
}
