// Puts a world into the database: users, accounts, members, invitations, libraries and sharing, with their entries.
// One transaction, so all of it or nothing; no limit is asked, since the operator can make every state that there can be.
import type { Kysely } from 'kysely'
import {
  emailKey,
  nothing,
  type AccountId,
  type AssetId,
  type CollectionId,
  type GroupId,
  type InvitationId,
  type MemberId,
  type Told,
  type UserId,
} from '@usher/domain'
import { addMember, createAccount, createUser } from '../accounts/create-account.ts'
import type { Author } from '../audit/append.ts'
import { writeDown } from '../change.ts'
import type { DB } from '../db/schema.ts'
import { clock, limitTransaction, lockChain } from '../db/statements.ts'
import { expiryFrom } from '../invitations/pending.ts'
import { invitationShape } from '../members/member-shape.ts'
import { hashPassword } from '../session/passwords.ts'
import type { Storage } from '../storage/bytes.ts'
import { dropFiles, keepFiles, type KeptFiles } from './keep-files.ts'
import { placeLibrary } from './place-library.ts'
import { placeCollections } from './place-collections.ts'
import { placeSharing } from './place-sharing.ts'
import { momentOf } from './world-fields.ts'
import type { World, WorldPerson } from './world-format.ts'

/** What was made, by the names that the world gives; a person's id is that of their place: member or invitation. */
export interface LoadedWorld {
  accounts: {
    name: string
    slug: string
    id: AccountId
    people: Record<string, MemberId | InvitationId>
    /** The id of each folder and file by its path. */
    assets: Record<string, AssetId>
    /** The id of each group by its name. */
    groups: Record<string, GroupId>
    /** The id of each collection by its name. */
    collections: Record<string, CollectionId>
  }[]
}
export const worldKinds = [
  'account.created',
  'user.created',
  'member.joined',
  'invitation.created',
  'folder.created',
  'file.uploaded',
  'version.added',
  'asset.tagged',
  'group.created',
  'group.member_added',
  'collection.created',
  'collection.item_added',
  'grant.given',
  'collection.shared',
] as const
export type WorldKinds = (typeof worldKinds)[number]

/** Hashes of the first password that is given for each address: slow on purpose, so before any lock. */
export async function hashesOf(world: World): Promise<ReadonlyMap<string, string>> {
  const first = new Map<string, string>()
  for (const { email, password } of world.accounts.flatMap((a) => a.people))
    if (password && !first.has(emailKey(email))) first.set(emailKey(email), password)
  return new Map(await Promise.all([...first].map(async ([key, p]) => [key, await hashPassword(p)] as const)))
}

/** The rows of a world, and what to record of them; inside a transaction that holds the lock of the house. */
export async function placeWorld(
  db: Kysely<DB>,
  world: World,
  { now, hashes, kept }: { now: Date; hashes: ReadonlyMap<string, string>; kept: KeptFiles },
): Promise<{ loaded: LoadedWorld; told: Told<WorldKinds>[] }> {
  const told: Told<WorldKinds>[] = []
  const users = new Map<string, UserId>()

  /** Whoever has a sign-in already keeps it as it is; whoever is new has the word of the operator for their address. */
  async function userOf({ email, name }: WorldPerson): Promise<UserId> {
    const key = emailKey(email)
    const known =
      users.get(key) ?? (await db.selectFrom('user').select('id').where('email_key', '=', key).executeTakeFirst())?.id
    if (known) {
      users.set(key, known)
      return known
    }
    const passwordHash = hashes.get(key) ?? null
    const made = await createUser(db, { email, name, passwordHash, proven: true, home: null }, now)
    users.set(key, made.id)
    told.push(made.entry)
    return made.id
  }

  async function place(accountId: AccountId, person: WorldPerson): Promise<MemberId | InvitationId> {
    const { email, name, role, status, ends } = person
    const endsAt = momentOf(ends, now)
    if (status === 'invited') {
      // With a password the address has a sign-in already, and is yet to accept.
      if (person.password) await userOf(person)
      const invitation = await invite(db, accountId, { email, name, role, endsAt }, now)
      told.push({
        what: 'invitation.created',
        on: invitation.id,
        before: null,
        after: invitationShape(invitation),
        account: accountId,
      })
      return invitation.id
    }
    const userId = await userOf(person)
    const { member, entry } = await addMember(db, accountId, { userId, role, status, endsAt }, now)
    told.push({ ...entry, account: accountId })
    return member.id
  }

  const accounts: LoadedWorld['accounts'] = []
  for (const written of world.accounts) {
    const { name, plan, limits, people } = written
    const { account, entry } = await createAccount(db, { name, plan, limits }, now)
    told.push(entry)
    const ids: [string, MemberId | InvitationId][] = []
    for (const person of people) ids.push([person.email, await place(account.id, person)])
    const byAddress = new Map(ids.map(([email, id]) => [emailKey(email), id]))
    const library = await placeLibrary(db, account.id, written, byAddress, kept)
    const picked = await placeCollections(db, account.id, written, library.assets, byAddress, now)
    const sharing = await placeSharing(db, account.id, written, library.assets, picked.collections, now)
    told.push(...library.told, ...picked.told, ...sharing.told)
    const { slug, id } = account
    const { assets } = library
    const { collections } = picked
    const { groups } = sharing
    accounts.push({ name, slug, id, people: Object.fromEntries(ids), assets, groups, collections })
  }
  return { loaded: { accounts }, told }
}

const invite = (
  db: Kysely<DB>,
  accountId: AccountId,
  { email, name, role, endsAt }: Pick<WorldPerson, 'email' | 'name' | 'role'> & { endsAt: Date | null },
  now: Date,
) =>
  db
    .insertInto('invitation')
    .values({
      account_id: accountId,
      email,
      email_key: emailKey(email),
      name,
      role,
      ends_at: endsAt,
      invited_by: null,
      created_at: now,
      sent_at: now,
      expires_at: expiryFrom(now),
    })
    .returningAll()
    .executeTakeFirstOrThrow()

interface Loading {
  /** The moment from which relative ends count; the database's clock where it is left out. */
  now?: Date
  author: Author
  auditKey: Buffer
  storage: Storage
  /** The folder that the sources of its files are relative to. */
  sources?: string
}

/** Loads a world in one transaction, with its entries in the chains of its accounts and people. No mail is sent. */
export async function loadWorld(db: Kysely<DB>, world: World, how: Loading): Promise<LoadedWorld> {
  const loaded = await loadWorldUnless(async () => false, db, world, how)
  if (!loaded) throw new Error('nothing kept this world from being loaded')
  return loaded
}

/** The same, or nothing (null) when `holds` says so, asked in the lock: of several at once, one loads. */
export async function loadWorldUnless(
  holds: (trx: Kysely<DB>) => Promise<boolean>,
  db: Kysely<DB>,
  world: World,
  { now, author, auditKey, storage, sources = '.' }: Loading,
): Promise<LoadedWorld | null> {
  const [hashes, kept] = await Promise.all([hashesOf(world), keepFiles(world, storage, sources)])
  const loaded = await db
    .transaction()
    .execute(async (trx) => {
      // A large one takes its time, and so does whoever waits for another one that is loaded.
      await limitTransaction(trx, '10min', '5min')
      await lockChain(trx, 'house', true)
      if (await holds(trx)) return null
      const at = now ?? (await clock(trx))
      const placed = await placeWorld(trx, world, { now: at, hashes, kept })
      const trace = placed.told.length ? placed.told : nothing('a world without accounts')
      const frame = { author, at, requestId: null, auditKey }
      const closed = { result: placed.loaded, trace, effects: [] }
      await writeDown(trx, frame, worldKinds, closed, { userId: null, accountId: null })
      return placed.loaded
    })
    .catch(async (error: unknown) => {
      await dropFiles(kept, storage)
      throw error
    })
  if (!loaded) await dropFiles(kept, storage)
  return loaded
}
