// For tests: an account with a key, an empty folder, and what of both there is to ask; anew before each test.
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import { plantKey } from '@usher/api/testing/api-keys'
import { account, freshDatabase, startServer } from '@usher/api/testing/world'
import { createClient, type Client } from '@usher/client'
import { download } from '@usher/client/files'
import type { AccountId } from '@usher/domain'
import { start, type Ran, type Running } from './run.ts'

const { url: database, db } = await freshDatabase()
const server = await startServer(database)
export { db, server }

export interface Here {
  /** The folder on this machine. */
  root: string
  secret: string
  accountId: AccountId
  client: Client
}
let now: Here | undefined
export function here(): Here {
  if (!now) throw new Error('is there within a test')
  return now
}
const folders: string[] = []
afterAll(() => folders.forEach((f) => rmSync(f, { recursive: true, force: true })))
let serial = 0
beforeEach(async () => {
  const { id: accountId } = await account(db, `Acme ${(serial += 1)}`)
  const { secret } = await plantKey(db, accountId)
  const root = mkdtempSync(join(tmpdir(), 'usher-sync-'))
  folders.push(root)
  now = { root, secret, accountId, client: createClient({ url: server, key: secret }) }
  await limit({})
})
/** What a key may ask in a minute is not what these tests are about. */
export const limit = (limits: { gigabytes?: number }) =>
  db
    .updateTable('account')
    .set({ limits: JSON.stringify({ calls: 1_000_000, ...limits }) })
    .where('id', '=', here().accountId)
    .execute()

export const run = (args: string[], env: Record<string, string> = {}): Promise<Ran> =>
  start(args, { USHER_URL: server, USHER_KEY: here().secret, ...env }).ended
/** The folder of this test into /Spring shoot. */
export const mirror = (...options: string[]) => run([...options, here().root, '/Spring shoot'])
/** The same, through this connection, as it runs. */
export const startThrough = ({ url }: { url: string }, ...options: string[]): Running =>
  start([...options, here().root, '/Spring shoot'], { USHER_URL: url, USHER_KEY: here().secret })
/** Writes a file of the folder. */
export function put(path: string, bytes: string | Uint8Array): void {
  const file = join(here().root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}
export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** All that is in the library, by path: of a file the SHA-256 of the bytes that come down. */
export async function library(folderId: string | null = null, above = ''): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (let after: string | undefined; ;) {
    const { assets, next } = await here().client.library.list.query({ folderId, ...(after && { after }) })
    for (const { id, kind, name } of assets)
      if (kind === 'folder') Object.assign(all, { [`${above}/${name}/`]: '' }, await library(id, `${above}/${name}`))
      else all[`${above}/${name}`] = sha256(new Uint8Array(await (await download(here().client, id)).arrayBuffer()))
    if (!next) return all
    after = next
  }
}
/** How many entries the log of the account has. */
export const entries = async () => {
  const { n } = await db
    .selectFrom('audit_entry')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('chain', 'like', `%${here().accountId}%`)
    .executeTakeFirstOrThrow()
  return n
}
export const versionsOf = async (path: string) => {
  const found = await here().client.search.assets.query({ folderId: null, name: path.split('/').at(-1) ?? '' })
  return here().client.versions.list.query({ assetId: found.assets[0]?.id ?? '' })
}
