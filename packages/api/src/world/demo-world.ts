// What a demo is made of: the example world, with passwords that are derived from a secret kept in the data folder
// (`demo-secret`, 0600), so that each start can print them again and no two installations share one.
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { emailKey, roleWords } from '@usher/domain'
import { operatorAuthor } from '../audit/author.ts'
import type { PriceList } from '../billing/price-list.ts'
import { subscribeSince } from '../billing/subscribe-since.ts'
import { makeDataDir } from '../data-dir.ts'
import type { DB } from '../db/schema.ts'
import { isSetUp } from '../house.ts'
import { keptSecret } from '../kept-secret.ts'
import { fits } from '../session/passwords.ts'
import type { Storage } from '../storage/bytes.ts'
import { usedSince } from '../usage/example-use.ts'
import { exampleSignIns, exampleWorldWith } from './example-world.ts'
import { loadWorldUnless } from './load-world.ts'

// Letters and digits that nobody mixes up; 32 of them, so that each stands for five bits.
const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
/** Fifteen of them: 75 bits of the secret, in three groups to type. */
const passwordFor = (secret: string, email: string): string => {
  const bytes = createHmac('sha256', secret)
    .update(`demo ${emailKey(email)}`)
    .digest()
  const signs = Array.from(bytes.subarray(0, 15), (byte) => letters[byte % letters.length])
  return [0, 5, 10].map((at) => signs.slice(at, at + 5).join('')).join('-')
}

function demoPasswords(dataDir: string): Map<string, string> {
  makeDataDir(dataDir)
  const secret = keptSecret(join(dataDir, 'demo-secret'))
  return new Map(exampleSignIns.map(({ email }) => [emailKey(email), passwordFor(secret, email)]))
}

/** Loads the example once, however many demos start at the same moment; where somebody is already, nothing is added. */
export async function loadDemo(
  { db, auditKey, storage, prices }: { db: Kysely<DB>; auditKey: Buffer; storage: Storage; prices: PriceList },
  dataDir: string,
): Promise<void> {
  if (await isSetUp(db)) return
  const world = exampleWorldWith(demoPasswords(dataDir))
  const loaded = await loadWorldUnless(isSetUp, db, world, { author: operatorAuthor, auditKey, storage })
  const [first] = loaded?.accounts ?? []
  if (!first) return
  await subscribeSince({ db, auditKey, prices }, first.id, { plan: 'enterprise', term: 'month' }, 70)
  await usedSince(db, first.id, 70)
}

/** Lines for the terminal: a sign-in for each role, as far as it still is as it was made. */
export async function demoSignIns(db: Kysely<DB>, dataDir: string): Promise<string[]> {
  const passwords = demoPasswords(dataDir)
  const lines: string[] = []
  for (const { email, role } of exampleSignIns) {
    const user = await db
      .selectFrom('user')
      .select('password_hash')
      .where('email_key', '=', emailKey(email))
      .executeTakeFirst()
    if (!user) continue
    const password = passwords.get(emailKey(email)) ?? ''
    const shown = (await fits(user.password_hash, password)) ? password : '(changed since)'
    lines.push(`  ${email.padEnd(28)}  ${shown.padEnd(17)}  ${roleWords[role].title}`)
  }
  if (!lines.length) return ['\nThis database was in use before the demo: its people sign in as they always do.\n']
  return ['\nSign in as:\n', ...lines, '']
}
