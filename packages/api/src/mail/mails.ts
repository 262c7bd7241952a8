// The account's view of its mail: does it go out, what is waiting, a test, and "send what is pending".
import { nothing, Problem } from '@usher/domain'
import { ours } from '../access/ours.ts'
import { can, router } from '../trpc.ts'
import type { Effect } from '../change.ts'
import type { InAccount } from '../context.ts'

/** Pending invitations whose last mail did not go out by SMTP. */
const unsent = (ctx: InAccount) =>
  ours(ctx, 'invitation')
    .innerJoin(
      ours(ctx, 'mail')
        .distinctOn('mail.invitation_id')
        .select(['mail.invitation_id', 'mail.state'])
        .where('mail.template', '=', 'invitation')
        .orderBy('mail.invitation_id')
        .orderBy('mail.created_at', 'desc')
        .as('last'),
      'last.invitation_id',
      'invitation.id',
    )
    .select(['invitation.id', 'invitation.email', 'last.state'])
    .where('invitation.status', '=', 'pending')
    .where('last.state', 'in', ['written', 'failed'])

export const mails = router({
  status: can('people.see').read(async ({ ctx }) => {
    const failed = await ours(ctx, 'mail')
      .select(['mail.id', 'mail.email', 'mail.template', 'mail.error', 'mail.created_at as createdAt'])
      .where('mail.state', '=', 'failed')
      .orderBy('mail.created_at', 'desc')
      .limit(20)
      .execute()
    return { mail: ctx.house.mail, pending: (await unsent(ctx).execute()).length, failed }
  }),

  /** A mail to oneself: does the configured server take it? */
  test: can('people.manage').change('mail.tested', async ({ ctx, done }) => {
    if (ctx.house.mail !== 'smtp') throw new Problem('no_mail_server')
    const me = await ours(ctx, 'member')
      .select('member.email')
      .where('member.id', '=', ctx.actor.memberId)
      .executeTakeFirstOrThrow()
    return done(
      { to: me.email },
      { on: ctx.accountId, before: null, after: { to: me.email } },
      { mail: { template: 'test', email: me.email, about: { userId: ctx.userId } } },
    )
  }),

  /** Once a mail server is configured: the invitations that were only written to files go out. */
  sendPending: can('people.manage').change('mail.pending_sent', async ({ ctx, done }) => {
    if (ctx.house.mail !== 'smtp') throw new Problem('no_mail_server')
    const open = await unsent(ctx).execute()
    if (!open.length) return done({ mails: 0 }, nothing('nothing is pending'))
    const effects: Effect[] = open.map((i) => ({
      mail: { template: 'invitation', email: i.email, about: { invitationId: i.id } },
    }))
    return done({ mails: open.length }, { on: ctx.accountId, before: null, after: { mails: open.length } }, ...effects)
  }),
})
