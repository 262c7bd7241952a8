// A new account, or a new person in one, made by whoever has the shell or the set-up link: the rows, and what to record.
import { limitsOf, slugOf, type AccountId, type LimitName, type Plan, type Role, type UserId } from '@usher/domain'
import { emailKey } from '@usher/domain'
import type { Kysely } from 'kysely'
import type { DB } from '../db/schema.ts'
import { memberShape } from '../members/member-shape.ts'

/** A part of the address that no account has yet: "acme", "acme-2", … */
async function freeSlug(db: Kysely<DB>, name: string): Promise<string> {
  const wanted = slugOf(name) || 'account'
  const taken = new Set(
    (await db.selectFrom('account').select('slug').where('slug', 'like', `${wanted}%`).execute()).map((a) => a.slug),
  )
  if (!taken.has(wanted)) return wanted
  for (let n = 2; ; n += 1) if (!taken.has(`${wanted}-${n}`)) return `${wanted}-${n}`
}

export interface NewAccount {
  name: string
  plan: Plan
  limits?: Partial<Record<LimitName, number>> | undefined
}
/** Adds the account, and gives it with its entry. */
export async function createAccount(db: Kysely<DB>, { name, plan, limits = {} }: NewAccount, now: Date) {
  const slug = await freeSlug(db, name)
  const account = await db
    .insertInto('account')
    .values({ name, agreed_plan: plan, slug, limits: JSON.stringify(limits), created_at: now })
    .returning(['id', 'slug', 'name'])
    .executeTakeFirstOrThrow()
  const entry = { what: 'account.created' as const, on: account.id, before: null, after: { name, slug, plan, limits } }
  return { account: { ...account, plan, limits: limitsOf(plan, limits) }, entry }
}

export interface NewUser {
  email: string
  name: string
  passwordHash: string | null
  /** Did somebody who can be believed say that this address is theirs? Otherwise the sign-in lives in this account alone. */
  proven: boolean
  home: AccountId | null
}
/** What somebody new is called until they say otherwise. */
export const nameFrom = (email: string): string => email.slice(0, email.lastIndexOf('@'))

export async function createUser(
  db: Kysely<Pick<DB, 'user'>>,
  { email, name, passwordHash, proven, home }: NewUser,
  now: Date,
) {
  const { id } = await db
    .insertInto('user')
    .values({
      email,
      name,
      email_key: emailKey(email),
      password_hash: passwordHash,
      address_proven_at: proven ? now : null,
      home_account_id: proven ? null : home,
      created_at: now,
      erased_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id, entry: { what: 'user.created' as const, on: id, before: null, after: { email, name, proven } } }
}

export interface NewMember {
  userId: UserId
  role: Role
  status?: 'active' | 'suspended'
  endsAt?: Date | null
}
export async function addMember(
  db: Kysely<DB>,
  accountId: AccountId,
  { userId, role, status = 'active', endsAt = null }: NewMember,
  now: Date,
) {
  const member = await db
    .insertInto('member')
    .values({
      account_id: accountId,
      user_id: userId,
      role,
      status,
      ends_at: endsAt,
      presence_ended_at: null,
      joined_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  const { name, email } = await db
    .selectFrom('user')
    .select(['name', 'email'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  return {
    member,
    entry: {
      what: 'member.joined' as const,
      on: member.id,
      before: null,
      after: { ...memberShape(member), email, name },
    },
  }
}
