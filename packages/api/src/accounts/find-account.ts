// The account that the operator means by its address, its name or its id.
import type { Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'
import { didYouMean } from '../nearest.ts'
import { OperatorRefused } from '../operator-change.ts'

/** Throws OperatorRefused when there is none, with the near ones, or when several have this name. */
export async function findAccount(db: Kysely<DB>, named: string) {
  const accounts = await db.selectFrom('account').select(['id', 'slug', 'name']).orderBy('slug').execute()
  const wanted = named.normalize('NFC').trim()
  const exact = accounts.find((a) => a.slug === wanted || a.id === wanted.toLowerCase())
  if (exact) return exact
  const called = accounts.filter((a) => a.name.toLowerCase() === wanted.toLowerCase())
  const [found, ...others] = called
  if (found && !others.length) return found
  if (found)
    throw new OperatorRefused(
      `${called.length} accounts are called “${found.name}”. Write one of these instead: ${called.map((a) => a.slug).join(', ')}.`,
    )
  const near = didYouMean(
    wanted,
    accounts.flatMap((a) => [a.slug, a.name]),
  )
  throw new OperatorRefused(`There is no account “${named}”.${near || ' operator account list shows them all.'}`)
}
