// Accepting: opening the link accepts nothing, a click does; plan and seats are checked again. Rules §6, "Proven
// addresses": whoever copied a link can never set the password of a sign-in that another account relies on.
import { limitsOf, Problem, type AccountId, type InvitationId, type UserId } from '@usher/domain'
import { logoOf } from '../access/logos.ts'
import { addOurs, changeOurs, ourAccount, ours, within } from '../access/ours.ts'
import type { Base, InAccount } from '../context.ts'
import { whole, type Handle } from '../db/connect.ts'
import { nameField } from '../fields.ts'
import { memberShape } from '../members/member-shape.ts'
import { mustBeOnPlan } from '../members/on-plan.ts'
import { seatsOf } from '../members/seats.ts'
import { identity } from '../session/identity.ts'
import { hashPassword, mustBeStrong, passwordField } from '../session/passwords.ts'
import { startSession } from '../session/sign-in.ts'
import { holding } from '../trpc.ts'
import { giveFirstAccess } from './first-access.ts'

const invitationOf = (ctx: InAccount, id: InvitationId) =>
  ours(ctx, 'invitation').selectAll('invitation').where('invitation.id', '=', id).executeTakeFirstOrThrow()

/**
 * What accepting takes, for this address and this link.
 * `new`: nobody has this address yet, set name and password. `sign_in`: be signed in as that person.
 * `take_over`: the sign-in was made in another account by a link that proved nothing; the mail in hand proves it, a new
 * password is set and its sessions end. `open_mail`: the same, but this link was only copied.
 */
export type Accepting = 'new' | 'sign_in' | 'take_over' | 'open_mail'

interface Holder {
  id: UserId
  name: string
  address_proven_at: Date | null
  home_account_id: AccountId | null
}
function acceptingFor(user: Holder | undefined, mailed: boolean, accountId: AccountId): Accepting {
  if (!user) return 'new'
  if (user.address_proven_at || user.home_account_id === accountId) return 'sign_in'
  return mailed ? 'take_over' : 'open_mail'
}
const holderOf = (handle: Handle, email_key: string): Promise<Holder | undefined> =>
  whole(handle)
    .selectFrom('user')
    .select(['id', 'name', 'address_proven_at', 'home_account_id'])
    .where('email_key', '=', email_key)
    .executeTakeFirst()

export const readInvitation = holding('invitation').read(async ({ ctx, the: { secret } }) => {
  const here = { handle: ctx.handle, accountId: secret.accountId }
  const invitation = await invitationOf(here, secret.invitationId)
  const account = await ourAccount(here)
  const inviter =
    invitation.invited_by &&
    (await ours(here, 'member').select('member.name').where('member.id', '=', invitation.invited_by).executeTakeFirst())
  const user = await holderOf(ctx.handle, invitation.email_key)
  return {
    account: { name: account.name, slug: account.slug, logo: await logoOf(here) },
    invitedBy: inviter ? inviter.name : null,
    email: invitation.email,
    name: invitation.name,
    role: invitation.role,
    endsAt: invitation.ends_at,
    expiresAt: invitation.expires_at,
    accepting: acceptingFor(user, secret.mailed, secret.accountId),
    /** Is the browser signed in as the person who is invited? */
    isMe: ctx.actor.kind !== 'stranger' && 'userId' in ctx.actor && ctx.actor.userId === user?.id,
  }
})

/** Hashing takes its time: before the locks. Judged against the person's own words. */
async function newPassword({
  ctx,
  input,
  the,
}: {
  ctx: Base
  input: { password?: string | undefined; name?: string | undefined }
  the: { secret: { accountId: AccountId; invitationId: InvitationId } }
}) {
  if (input.password === undefined) return null
  const invitation = await invitationOf(
    { handle: ctx.handle, accountId: the.secret.accountId },
    the.secret.invitationId,
  )
  await mustBeStrong(input.password, [invitation.email, input.name ?? ''])
  return hashPassword(input.password)
}

export const acceptInvitation = holding('invitation')
  .input({ name: nameField.optional(), password: passwordField.optional() })
  .prove(newPassword)
  .change(
    [
      'invitation.accepted',
      'member.joined',
      'group.member_added',
      'grant.given',
      'user.created',
      'user.password_reset',
      'user.address_proven',
    ],
    async ({ ctx, input, the, done }) => {
      const { secret, proved: passwordHash } = the
      const here = within(ctx, secret)
      const invitation = await invitationOf(here, secret.invitationId)
      const account = await ourAccount(here)
      mustBeOnPlan(invitation.role, account.plan)
      const seats = await seatsOf(here)
      // The invitation holds its own seat: it fits as long as the account is not over its limit.
      if (seats.used > limitsOf(account.plan, account.limits).seats) throw new Problem('seats_full', seats)

      const user = await holderOf(ctx.handle, invitation.email_key)
      const accepting = acceptingFor(user, secret.mailed, secret.accountId)
      const told = []
      let userId: UserId
      let signsIn = true
      if (!user || accepting === 'new') {
        if (passwordHash === null || !input.name)
          throw new Problem('invalid_input', { fields: missing(input.name, passwordHash) })
        const created = await identity(ctx)
          .insertInto('user')
          .values({
            email: invitation.email,
            email_key: invitation.email_key,
            name: input.name,
            password_hash: passwordHash,
            address_proven_at: secret.mailed ? ctx.now : null,
            home_account_id: secret.mailed ? null : secret.accountId,
            created_at: ctx.now,
            erased_at: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        userId = created.id
        told.push({
          what: 'user.created' as const,
          on: userId,
          before: null,
          after: { email: invitation.email, name: input.name, proven: secret.mailed },
        })
      } else if (accepting === 'open_mail') throw new Problem('open_from_mail', { email: invitation.email })
      else if (accepting === 'take_over') {
        if (passwordHash === null) throw new Problem('invalid_input', { fields: missing(user.name, passwordHash) })
        userId = user.id
        const name = input.name ?? user.name
        await identity(ctx)
          .updateTable('user')
          .set({ password_hash: passwordHash, name, address_proven_at: ctx.now, home_account_id: null })
          .where('id', '=', userId)
          .execute()
        const ended = await identity(ctx).deleteFrom('session').where('user_id', '=', userId).executeTakeFirst()
        told.push({
          what: 'user.password_reset' as const,
          on: userId,
          before: null,
          after: { sessionsEnded: Number(ended.numDeletedRows) },
        })
        told.push({ what: 'user.address_proven' as const, on: userId, before: null, after: { by: 'mail' as const } })
      } else {
        if (!('userId' in ctx.actor) || ctx.actor.userId !== user.id)
          throw new Problem('sign_in_to_accept', { email: invitation.email })
        userId = user.id
        signsIn = false
      }

      const already = await ours(here, 'member')
        .select('member.id')
        .where('member.user_id', '=', userId)
        .executeTakeFirst()
      if (already) throw new Problem('already_member', { email: invitation.email })
      await changeOurs(here, 'invitation', [invitation.id], { status: 'accepted' })
      const member = await addOurs(here, 'member', {
        user_id: userId,
        role: invitation.role,
        status: 'active',
        ends_at: invitation.ends_at,
        presence_ended_at: null,
        joined_at: ctx.now,
      })
      const { name } = await identity(ctx)
        .selectFrom('user')
        .select('name')
        .where('id', '=', userId)
        .executeTakeFirstOrThrow()
      const given = await giveFirstAccess(
        { ...ctx, ...here },
        invitation,
        { id: member.id, userId, name },
        account.plan,
      )
      const session = signsIn ? await startSession(identity(ctx), ctx, userId) : null
      return done(
        { account: account.slug },
        [
          {
            what: 'invitation.accepted',
            on: invitation.id,
            before: { status: 'pending' },
            after: { status: 'accepted' },
          },
          {
            what: 'member.joined',
            on: member.id,
            before: null,
            after: { ...memberShape(member), email: invitation.email, name },
          },
          ...given,
          ...told,
        ],
        ...(session?.cookies ?? []),
      )
    },
  )

function missing(name: string | undefined, passwordHash: string | null) {
  return [
    ...(name ? [] : [{ field: 'name', says: 'Type your name.' }]),
    ...(passwordHash ? [] : [{ field: 'password', says: 'Choose a password.' }]),
  ]
}
