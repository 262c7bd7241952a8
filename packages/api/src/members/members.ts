// The people of an account: seeing them, and changing what they are. Rules §2 (seats, last administrator) and §6.
import { z } from 'zod'
import { holdsAt, isSensitiveRole, nothing, Problem, type Consequence, type MemberId } from '@usher/domain'
import { handOver } from '../access/tree.ts'
import { heirField, heirIn } from './heir.ts'
import { changeOurs, ours, removeOurs, within, type RightsWriting } from '../access/ours.ts'
import { momentField, roleField } from '../fields.ts'
import { setGroups } from '../groups/set-groups.ts'
import { leaveGroups } from '../groups/leave-groups.ts'
import { pendingBy, revokeInvitations } from '../invitations/pending.ts'
import { shown } from '../session/my-account.ts'
import { mustBeProvenLately } from '../session/proven-lately.ts'
import { can, router, self } from '../trpc.ts'
import { weighing } from '../weigh.ts'
import { keepOneAdministrator } from './last-administrator.ts'
import { memberShape } from './member-shape.ts'
import { mustBeOnPlan } from './on-plan.ts'
import { findPeople, peopleFilter } from './people.ts'
import { deviceName } from '../session/device-name.ts'
import { mustNotExceedSeats } from './seats.ts'

/** What becomes of the pending invitations that somebody sent who is removed or changes role (rules §6). */
const theirInvitations = z.enum(['keep', 'revoke']).default('keep')

/** The pending invitations that these members sent; revoked where asked for, told as consequences either way. */
async function settleInvitations(
  ctx: RightsWriting,
  members: readonly MemberId[],
  settle: 'keep' | 'revoke',
): Promise<Map<MemberId, Consequence[]>> {
  const sent = await pendingBy(ctx, members)
  if (settle === 'revoke')
    await revokeInvitations(
      ctx,
      sent.map((i) => i.id),
    )
  const told = sent.map((i) => ({
    by: i.invited_by,
    on: 'invitation' as const,
    id: i.id,
    what: settle === 'revoke' ? 'invitation.revoked' : 'invitation.kept',
  }))
  return new Map(
    members.map((id) => [
      id,
      told.filter(({ by }) => by === id).map(({ on, id: invitation, what }) => ({ on, id: invitation, what })),
    ]),
  )
}

const changeRole = can('people.manage', { memberIds: 'member' })
  .input({ role: roleField, theirInvitations })
  .change('member.role_changed', async ({ ctx, input, the, done }) => {
    mustBeOnPlan(input.role, ctx.actor.plan)
    if (isSensitiveRole(input.role)) mustBeProvenLately(ctx)
    const changed = the.members.filter((m) => m.role !== input.role)
    if (!changed.length) return done({ changed: 0 }, nothing('the same role as before'))
    const ids = changed.map((m) => m.id)
    const groups = await weighing(
      ctx,
      () => ({ members: ids }),
      async () => {
        await changeOurs(ctx, 'member', ids, { role: input.role })
        return leaveGroups(ctx, changed, input.role)
      },
    )
    await keepOneAdministrator(ctx)
    const invitations = await settleInvitations(ctx, ids, input.theirInvitations)
    return done(
      { changed: ids.length },
      changed.map((m) => ({
        on: m.id,
        before: { role: m.role },
        after: { role: input.role },
        consequences: [...(groups.get(m.id) ?? []), ...(invitations.get(m.id) ?? [])],
      })),
    )
  })

const suspend = can('people.manage', { memberIds: 'member' }).change('member.suspended', async ({ ctx, the, done }) => {
  const active = the.members.filter((m) => m.status === 'active')
  if (!active.length) return done({ changed: 0 }, nothing('suspended already'))
  const ids = active.map((m) => m.id)
  await weighing(
    ctx,
    () => ({ members: ids }),
    () => changeOurs(ctx, 'member', ids, { status: 'suspended' }),
  )
  await keepOneAdministrator(ctx)
  return done(
    { changed: active.length },
    active.map((m) => ({ on: m.id, before: { status: m.status }, after: { status: 'suspended' } })),
  )
})

/** Takes members out of the account; coming back by a new invitation starts clean. Possible on every plan. */
const remove = can('people.remove', { memberIds: 'member' })
  .input({ theirInvitations, heirId: heirField })
  .change(['member.removed', 'member.inherited'], async ({ ctx, input, the, done }) => {
    const ids = the.members.map((m) => m.id)
    const heir = input.heirId && (await heirIn(ctx, input.heirId, ids))
    const consequences = await settleInvitations(ctx, ids, input.theirInvitations)
    const owned = await weighing(
      ctx,
      () => (heir ? { members: [...ids, heir], also: ids } : { members: ids }),
      async () => {
        const passed = await handOver(ctx, ids, heir)
        await removeOurs(ctx, 'member', ids)
        return passed
      },
    )
    await keepOneAdministrator(ctx)
    const inherited = heir ? the.members.filter((m) => owned.has(m.id)) : []
    return done({ changed: ids.length }, [
      // First: whom they belonged to is still known then.
      ...inherited.map((m) => ({
        what: 'member.inherited' as const,
        on: heir as MemberId, // there is one, or nothing was inherited
        before: null,
        after: { fromId: m.id, owned: owned.get(m.id) ?? 0 },
      })),
      ...the.members.map((m) => ({
        what: 'member.removed' as const,
        on: m.id,
        before: { ...memberShape(m), owned: owned.get(m.id) ?? 0 },
        after: null,
        consequences: consequences.get(m.id) ?? [],
      })),
    ])
  })

/** Lets suspended members in again; each takes a seat. */
const reinstate = can('people.manage', { memberIds: 'member' }).change(
  'member.reinstated',
  async ({ ctx, the, done }) => {
    const suspended = the.members.filter((m) => m.status === 'suspended')
    if (!suspended.length) return done({ changed: 0 }, nothing('not suspended'))
    const ids = suspended.map((m) => m.id)
    await weighing(
      ctx,
      () => ({ members: ids }),
      () => changeOurs(ctx, 'member', ids, { status: 'active' }),
    )
    await mustNotExceedSeats(ctx)
    return done(
      { changed: suspended.length },
      suspended.map((m) => {
        const endsAt = m.ends_at?.toISOString() ?? null
        return { on: m.id, before: { status: m.status, endsAt }, after: { status: 'active', endsAt } }
      }),
    )
  },
)

/**
 * Sets or takes away the moment from which a member is out. Moving it past now again takes a seat. What it changes, its preview
 * tells of that moment; of members who are out already, of now.
 */
const setEnd = can('people.manage', { memberIds: 'member' })
  .input({ endsAt: momentField.nullable() })
  .change('member.end_set', async ({ ctx, input, the, done }) => {
    const { endsAt } = input
    if (endsAt && endsAt <= ctx.now) throw new Problem('end_in_past')
    const changed = the.members.filter((m) => m.ends_at?.getTime() !== endsAt?.getTime())
    if (!changed.length) return done({ changed: 0 }, nothing('the same end as before'))
    const ids = changed.map((m) => m.id)
    const isOut = (m: { ends_at: Date | null }) => !holdsAt(m.ends_at, ctx.now)
    await weighing(
      ctx,
      () => ({ members: ids, from: new Map(changed.flatMap((m) => (endsAt && !isOut(m) ? [[m.id, endsAt]] : []))) }),
      () => changeOurs(ctx, 'member', ids, { ends_at: endsAt }),
    )
    await keepOneAdministrator(ctx)
    if (changed.some(isOut)) await mustNotExceedSeats(ctx)
    return done(
      { changed: changed.length },
      changed.map((m) => ({
        on: m.id,
        before: { endsAt: m.ends_at?.toISOString() ?? null },
        after: { endsAt: endsAt?.toISOString() ?? null },
      })),
    )
  })

export const members = router({
  /** Members and open invitations, filtered, sorted and by page; with counts for the chips and the seat meter. */
  list: can('people.see')
    .input(peopleFilter)
    .read(({ ctx, input }) => findPeople(ctx, input)),

  changeRole,
  /** The groups of one restricted member, all at once. */
  setGroups,
  previewSetGroups: setGroups.preview,
  suspend,
  reinstate,
  setEnd,
  remove,
  /** What each of these would do, and to which pending invitations: shown before it is confirmed. */
  previewChangeRole: changeRole.preview,
  previewSuspend: suspend.preview,
  previewReinstate: reinstate.preview,
  previewSetEnd: setEnd.preview,
  previewRemove: remove.preview,

  /**
   * Leaving is giving up what was given (rules §4), so it does not need entry: whoever is suspended or dormant can as
   * well. Only what entering asks of the session is asked here too. The last administrator cannot leave.
   */
  leave: self({ accountId: 'account' }).change('member.left', async ({ ctx, the: { account }, done }) => {
    const { asks } = shown(account, ctx.now, ctx.passwordAt)
    if (asks.length) throw new Problem('enter_first', { asks })
    const here = within(ctx, { accountId: account.id })
    const me = await ours(here, 'member')
      .selectAll('member')
      .where('member.id', '=', account.memberId)
      .executeTakeFirstOrThrow()
    await removeOurs(here, 'member', [me.id])
    await keepOneAdministrator(here)
    return done(null, { on: me.id, before: memberShape(me), after: null })
  }),

  /** On which devices, and when, a member was active in this account; nothing of what they do elsewhere. */
  presence: can('people.see', { memberId: 'member' }).read(async ({ ctx, the }) => {
    const rows = await ours(ctx, 'presence')
      .select(['presence.user_agent', 'presence.entered_at', 'presence.last_active_at'])
      .where('presence.member_id', '=', the.member.id)
      .orderBy('presence.last_active_at', 'desc')
      .execute()
    return rows.map((r) => ({
      device: deviceName(r.user_agent),
      enteredAt: r.entered_at,
      lastActiveAt: r.last_active_at,
    }))
  }),

  /** Every device has to give the password again before it gets into this account. */
  endPresence: can('people.manage', { memberIds: 'member' }).change(
    'member.presence_ended',
    async ({ ctx, the, done }) => {
      await changeOurs(
        ctx,
        'member',
        the.members.map((m) => m.id),
        { presence_ended_at: ctx.now },
      )
      const at = ctx.now.toISOString()
      return done(
        { changed: the.members.length },
        the.members.map((m) => ({ on: m.id, before: null, after: { at } })),
      )
    },
  ),
})
