// Erases a person on request: their sign-in, their places in every account, and what tells of them in the log, in
// invitations, mails and counters. What they did stays, done by "Erased person"; the chains stay whole.
import type { Kysely } from 'kysely'
import { handOver } from '../access/tree.ts'
import { emailKey, Problem, sentence, type AccountId, type InvitationId, type Told, type UserId } from '@usher/domain'
import { addressesInLog, erasePersonal } from '../audit/erase-personal.ts'
import { billedTo, writeBilledTo } from '../access/billing.ts'
import { removeOurs } from '../access/ours.ts'
import type { DB } from '../db/schema.ts'
import { invitationShape, memberShape } from '../members/member-shape.ts'
import { keepOneAdministrator } from '../members/last-administrator.ts'
import { asOperator, OperatorRefused, type Operating, type OperatorHouse } from '../operator-change.ts'
import { findUser, mustFindUser } from './find-user.ts'

const nobody = 'Erased person'
const kinds = [
  'user.erased',
  'member.removed',
  'invitation.revoked',
  'invitation.edited',
  'account.billing_changed',
] as const
type Trace = Told<(typeof kinds)[number]>[]

export interface Erased {
  accounts: number
  invitations: number
  /** Mails to them: where mails are files, these are the ids in the names. */
  mails: string[]
}

/** Their invitations, in whichever account. */
const invitationsTo = (db: Kysely<DB>, keys: readonly string[]) =>
  db.selectFrom('invitation').selectAll().where('email_key', 'in', keys)

/** Throws OperatorRefused when nobody has this address, or an account would be left without an administrator. */
export async function erasePerson(house: OperatorHouse, email: string): Promise<Erased> {
  const { db } = house
  const key = emailKey(email.trim())
  const user = await findUser(db, email)
  const keys = await theirAddresses(db, key, user?.id ?? null)
  const places = user ? await db.selectFrom('member').select('account_id').where('user_id', '=', user.id).execute() : []
  const invited = await invitationsTo(db, keys).execute()
  const billed = await billedAt(db, keys)
  if (!user && !invited.length && !billed.length) await mustFindUser(db, email)
  const accounts = [...new Set([...[...places, ...invited].map((p) => p.account_id), ...billed])]

  return asOperator(house, { house: true, users: user ? [user.id] : [], accounts }, kinds, async (at) => {
    const trace: Trace = []
    const left = user ? await leaveAccounts(at, user.id, accounts, trace) : 0
    const invitations = await eraseInvitations(at, keys, accounts, trace)
    await eraseBilling(at, billed, trace)
    const mails = await eraseMails(at.db, keys)
    for (const each of keys)
      await at.db
        .deleteFrom('tries')
        .where((eb) => eb(eb.fn<number>('strpos', ['key', eb.val(` ${each}`)]), '>', 0))
        .execute()
    if (user) {
      await eraseSignIn(at, user.id)
      trace.push({ what: 'user.erased', on: user.id, before: null, after: {} })
    }
    await erasePersonal(at.db, user?.id ?? null, keys)
    return { result: { accounts: left, invitations, mails }, trace }
  })
}

/** This address and those that they had before, without any that somebody else has by now. */
async function theirAddresses(db: Kysely<DB>, key: string, userId: UserId | null): Promise<string[]> {
  const former = userId ? await addressesInLog(db, userId) : []
  const keys = [...new Set([key, ...former])]
  const others = await db
    .selectFrom('user')
    .select('email_key')
    .where('email_key', 'in', keys)
    .$if(userId !== null, (q) => q.where('id', '!=', userId))
    .execute()
  return keys.filter((k) => !others.some((o) => o.email_key === k))
}

async function leaveAccounts(
  { db, within }: Operating,
  userId: UserId,
  locked: readonly AccountId[],
  trace: Trace,
): Promise<number> {
  const members = await db.selectFrom('member').selectAll().where('user_id', '=', userId).execute()
  if (members.some((m) => !locked.includes(m.account_id))) throw new Problem('busy')
  for (const member of members) {
    const here = within(member.account_id)
    const owned = await handOver(here, [member.id], null)
    await removeOurs(here, 'member', [member.id])
    await keepOneAdministrator(here).catch(async (error: unknown) => {
      if (!(error instanceof Problem)) throw error
      const { name } = await db
        .selectFrom('account')
        .select('name')
        .where('id', '=', member.account_id)
        .executeTakeFirstOrThrow()
      throw new OperatorRefused(`${name}: ${sentence(error.toJSON())}`)
    })
    trace.push({
      what: 'member.removed',
      on: member.id,
      before: { ...memberShape(member), owned: owned.get(member.id) ?? 0 },
      after: null,
      account: member.account_id,
    })
  }
  return members.length
}

async function eraseInvitations(
  { db }: Operating,
  keys: readonly string[],
  locked: readonly AccountId[],
  trace: Trace,
): Promise<number> {
  const invitations = await invitationsTo(db, keys).execute()
  if (invitations.some((i) => !locked.includes(i.account_id))) throw new Problem('busy')
  for (const { id, account_id: account, status } of invitations) {
    const ends = status === 'pending' ? 'revoked' : status
    const values = { email: nobody, email_key: erasedKey(id), name: null }
    const is = await db
      .updateTable('invitation')
      .set({ ...values, status: ends })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await db.withSchema('history').updateTable('invitation').set(values).where('id', '=', id).execute()
    if (status === 'pending')
      trace.push({ what: 'invitation.revoked', on: id, before: { status }, after: { status: 'revoked' }, account })
    trace.push({ what: 'invitation.edited', on: id, before: null, after: invitationShape(is), account })
  }
  return invitations.length
}
const erasedKey = (id: UserId | InvitationId): string => `erased:${id}`

/** The accounts whose invoices go to one of these addresses. */
async function billedAt(db: Kysely<DB>, keys: readonly string[]): Promise<AccountId[]> {
  const details = await db
    .selectFrom('billing_details')
    .select(['account_id', 'email'])
    .where('email', '!=', '')
    .execute()
  return details.filter((d) => keys.includes(emailKey(d.email))).map((d) => d.account_id)
}
/** From now on nothing goes there; invoices that were issued stay as they are, as the law wants it. */
async function eraseBilling({ within }: Operating, accounts: readonly AccountId[], trace: Trace): Promise<void> {
  for (const account of accounts) {
    const here = within(account)
    const after = { ...(await billedTo(here)), email: '' }
    await writeBilledTo(here, after)
    trace.push({ what: 'account.billing_changed', on: account, before: null, after, account })
  }
}

/** What was mailed to them keeps its place among the mails; what was not sent yet no longer is. */
async function eraseMails(db: Kysely<DB>, keys: readonly string[]): Promise<string[]> {
  const mails = await db
    .updateTable('mail')
    .set((eb) => ({
      email: nobody,
      state: eb
        .case()
        .when('state', '=', 'queued')
        .then('dropped' as const)
        .else(eb.ref('state'))
        .end(),
    }))
    .where((eb) => eb.fn<string>('lower', ['email']), 'in', keys)
    .returning('id')
    .execute()
  return mails.map((m) => m.id)
}

async function eraseSignIn({ db, now }: Operating, id: UserId): Promise<void> {
  await db.deleteFrom('session').where('user_id', '=', id).execute()
  await db.deleteFrom('secret').where('user_id', '=', id).execute()
  await db.deleteFrom('email_change').where('user_id', '=', id).execute()
  await db
    .updateTable('user')
    .set({ email: nobody, email_key: erasedKey(id), name: nobody, password_hash: null, erased_at: now })
    .where('id', '=', id)
    .execute()
}
