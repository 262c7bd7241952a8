// The installation: its keys, whether it was set up, and the set-up link that opens it.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { append } from './audit/append.ts'
import { operatorAuthor } from './audit/author.ts'
import { keyFor } from './audit/chain.ts'
import type { House } from './context.ts'
import type { DB } from './db/schema.ts'
import { clock } from './db/statements.ts'
import { makeSecret } from './session/secrets.ts'

const checkOf = (secretKey: string): string =>
  createHmac('sha256', keyFor(secretKey, 'key check')).update('usher').digest('hex')

/** Writes the house's row at the first start; later throws when SECRET_KEY is another than the database was made with. */
export async function openHouse(db: Kysely<DB>, secretKey: string): Promise<void> {
  const key_check = checkOf(secretKey)
  await db
    .insertInto('house')
    .values({ key_check, set_up_at: null })
    .onConflict((c) => c.doNothing())
    .execute()
  const house = await db.selectFrom('house').select('key_check').executeTakeFirstOrThrow()
  if (!timingSafeEqual(Buffer.from(house.key_check), Buffer.from(key_check)))
    throw new Error(
      'SECRET_KEY is another one than this database was made with. Give the one from before: without it the log cannot be verified.',
    )
}

/** Was somebody there already: by the set-up link, or by the operator's hand? */
export async function isSetUp(db: Kysely<DB>): Promise<boolean> {
  const { done } = await db
    .selectFrom('house')
    .select((eb) =>
      eb.or([eb('set_up_at', 'is not', null), eb.exists(eb.selectFrom('account').select('id'))]).as('done'),
    )
    .executeTakeFirstOrThrow()
  return Boolean(done)
}

/** A link that makes the first person and account; another at each start until one was used. */
export async function makeSetUpLink(db: Kysely<DB>, house: Pick<House, 'publicUrl' | 'auditKey'>): Promise<string> {
  return db.transaction().execute(async (trx) => {
    const token = await makeSecret(trx, 'set_up', false, {})
    const frame = { author: operatorAuthor, at: await clock(trx), requestId: null, auditKey: house.auditKey }
    await append(trx, frame, [{ chain: 'house', what: 'house.set_up_link_made', on: 'house', before: null, after: {} }])
    return `${house.publicUrl}/set-up#${token}`
  })
}
