// Inviting people, and what can be done with an invitation while it is open. Rules §6.
import { z } from 'zod'
import {
  inviteAtOnce,
  invitationStateAt,
  isSensitiveRole,
  nothing,
  Problem,
  seesByReach,
  type InvitationId,
} from '@usher/domain'
import { invitedTo, setInvitedTo, toNothing, type InvitedTo } from '../access/invited-to.ts'
import { changeOurs } from '../access/ours.ts'
import type { Effect } from '../change.ts'
import type { Base, InAccount } from '../context.ts'
import { whole } from '../db/connect.ts'
import { emailField, momentField, nameField, roleField } from '../fields.ts'
import { invitationShape } from '../members/member-shape.ts'
import { mustBeOnPlan } from '../members/on-plan.ts'
import { takeSeat } from '../members/seats.ts'
import { mustBeProvenLately } from '../session/proven-lately.ts'
import { makeSecret } from '../session/secrets.ts'
import { can, router } from '../trpc.ts'
import { acceptInvitation, readInvitation } from './accept.ts'
import { firstAccess, firstAccessFields } from './first-access.ts'
import { inviteAll } from './invite.ts'
import { expiryFrom, invitationLink, mustBePending, revokeInvitations } from './pending.ts'

/** A link to hand on by oneself: it opens the invitation, and proves nobody's address. */
const copiedLink = async (
  { handle, house, accountId }: Base & InAccount,
  invitationId: InvitationId,
): Promise<string> =>
  invitationLink(
    house,
    await makeSecret(whole(handle), 'invitation', false, { account_id: accountId, invitation_id: invitationId }),
  )

const mailOf = (i: { id: InvitationId; email: string }): Effect => ({
  mail: { template: 'invitation', email: i.email, about: { invitationId: i.id } },
})

/** What an invitation holds, where that is anything. */
const orNone = (to: InvitedTo): InvitedTo | undefined => (to.groups.length || to.folders.length ? to : undefined)

function mustBeLater(endsAt: Date | null | undefined, now: Date): void {
  if (endsAt && endsAt <= now) throw new Problem('end_in_past')
}

export const invitations = router({
  /** Invites up to a hundred people to one role. Each line is answered for itself, with a link to hand on. */
  create: can('people.manage')
    .input({
      people: z
        .array(z.strictObject({ email: emailField, name: nameField.optional() }))
        .min(1, 'Type an e-mail address.')
        .max(inviteAtOnce),
      role: roleField,
      endsAt: momentField.nullable().default(null),
      groupIds: firstAccessFields.groupIds.default([]),
      folders: firstAccessFields.folders.default([]),
    })
    .change('invitation.created', async ({ ctx, input, done }) => {
      mustBeOnPlan(input.role, ctx.actor.plan)
      const to = await firstAccess(ctx, input.role, input)
      if (isSensitiveRole(input.role)) mustBeProvenLately(ctx)
      mustBeLater(input.endsAt, ctx.now)
      const { invited, replaced, outcomes } = await inviteAll(ctx, input.people, input.role, input.endsAt)
      await setInvitedTo(
        ctx,
        invited.map((i) => i.id),
        to,
      )
      const results = []
      for (const { email, outcome, invitation } of outcomes)
        results.push({ email, outcome, link: invitation && (await copiedLink(ctx, invitation)) })
      if (!invited.length) return done({ results }, nothing('everybody is here or invited already'))
      const consequences = replaced.map((id) => ({ on: 'invitation' as const, id, what: 'invitation.revoked' }))
      return done(
        { results },
        invited.map((i, n) => ({
          on: i.id,
          before: null,
          after: invitationShape(i, orNone(to)),
          ...(n === 0 && { consequences }),
        })),
        ...invited.map(mailOf),
      )
    }),

  /** What is left out stays; another role than restricted access takes the groups and first folders away. */
  edit: can('people.manage', { invitationId: 'invitation' })
    .input({
      role: roleField.optional(),
      name: nameField.nullable().optional(),
      endsAt: momentField.nullable().optional(),
      groupIds: firstAccessFields.groupIds.optional(),
      folders: firstAccessFields.folders.optional(),
    })
    .change('invitation.edited', async ({ ctx, input, the, done }) => {
      mustBePending(the.invitation)
      const after = {
        role: input.role ?? the.invitation.role,
        name: input.name === undefined ? the.invitation.name : input.name,
        ends_at: input.endsAt === undefined ? the.invitation.ends_at : input.endsAt,
      }
      mustBeOnPlan(after.role, ctx.actor.plan)
      if (isSensitiveRole(after.role) && after.role !== the.invitation.role) mustBeProvenLately(ctx)
      mustBeLater(input.endsAt, ctx.now)
      const before = (await invitedTo(ctx, [the.invitation.id])).get(the.invitation.id) ?? toNothing
      const asked = await firstAccess(ctx, after.role, { groupIds: input.groupIds ?? [], folders: input.folders ?? [] })
      const stays = seesByReach(after.role) ? before : toNothing
      const to = {
        groups: input.groupIds ? asked.groups : stays.groups,
        folders: input.folders ? asked.folders : stays.folders,
      }
      const holds = orNone(before) ?? orNone(to)
      const was = invitationShape(the.invitation, holds && before)
      const is = invitationShape({ ...the.invitation, ...after }, holds && to)
      if (JSON.stringify(was) === JSON.stringify(is)) return done(null, nothing('the same as before'))
      await changeOurs(ctx, 'invitation', [the.invitation.id], after)
      await setInvitedTo(ctx, [the.invitation.id], to)
      return done(null, { on: the.invitation.id, before: was, after: is })
    }),

  /** Sends the mail again and gives another seven days; an expired one takes its seat again. */
  resend: can('people.manage', { invitationId: 'invitation' }).change(
    'invitation.resent',
    async ({ ctx, the, done }) => {
      const { invitation } = the
      mustBePending(invitation)
      mustBeOnPlan(invitation.role, ctx.actor.plan)
      if (invitationStateAt({ status: invitation.status, expiresAt: invitation.expires_at }, ctx.now) === 'expired')
        await takeSeat(ctx)
      const expires_at = expiryFrom(ctx.now)
      await changeOurs(ctx, 'invitation', [invitation.id], { sent_at: ctx.now, expires_at })
      return done(
        { expiresAt: expires_at.toISOString() },
        {
          on: invitation.id,
          before: { expiresAt: invitation.expires_at.toISOString() },
          after: { expiresAt: expires_at.toISOString() },
        },
        mailOf(invitation),
      )
    },
  ),

  copyLink: can('people.manage', { invitationId: 'invitation' }).change(
    'invitation.link_copied',
    async ({ ctx, the, done }) => {
      const state = invitationStateAt({ status: the.invitation.status, expiresAt: the.invitation.expires_at }, ctx.now)
      if (state !== 'pending') throw new Problem('not_pending', { state })
      return done(
        { link: await copiedLink(ctx, the.invitation.id) },
        { on: the.invitation.id, before: null, after: {} },
      )
    },
  ),

  /** Ends open invitations: their links stop working at once. Possible on every plan. */
  revoke: can('people.remove', { invitationIds: 'invitation' }).change(
    'invitation.revoked',
    async ({ ctx, the, done }) => {
      const open = the.invitations.filter((i) => i.status === 'pending')
      if (!open.length) return done({ changed: 0 }, nothing('not open any more'))
      await revokeInvitations(
        ctx,
        open.map((i) => i.id),
      )
      return done(
        { changed: open.length },
        open.map((i) => ({ on: i.id, before: { status: 'pending' as const }, after: { status: 'revoked' as const } })),
      )
    },
  ),

  read: readInvitation,
  accept: acceptInvitation,
})
