// "View as": an administrator sees the account as one of its members or groups does. The viewing's id stands in the
// address, behind the account's part; it belongs to one session, ends by itself, and can only read (session/viewing.ts).
import type { GroupId, MemberId, SessionId } from '@usher/domain'
import { addOurs, ourAccount, ours, removeOurs, type ContentWriting } from '../access/ours.ts'
import type { Base } from '../context.ts'
import { can, router } from '../trpc.ts'

/** How long one lasts, in minutes. */
const lasts = 60

interface Starting extends Base {
  accountId: ContentWriting['accountId']
  sessionId: SessionId
}
async function start(ctx: Starting & ContentWriting, whom: { member_id: MemberId } | { group_id: GroupId }) {
  const over = await ours(ctx, 'viewing').select('viewing.id').where('viewing.until', '<=', ctx.now).execute()
  await removeOurs(
    ctx,
    'viewing',
    over.map((v) => v.id),
  )
  const until = new Date(ctx.now.getTime() + lasts * 60_000)
  const added = { member_id: null, group_id: null, ...whom, session_id: ctx.sessionId, until }
  const { id } = await addOurs(ctx, 'viewing', added)
  const { slug } = await ourAccount(ctx)
  /** `account`: what stands for the account in the address, and in the header of calls, while viewing. */
  return { viewing: { account: `${slug}~${id}`, until }, until: until.toISOString() }
}

export const viewAs = router({
  /** As a member sees it, whatever their role, plan or status. */
  startMember: can('people.see', { memberId: 'member' }).change('member.view_started', async ({ ctx, the, done }) => {
    const { viewing, until } = await start(ctx, { member_id: the.member.id })
    return done(viewing, { on: the.member.id, before: null, after: { until } })
  }),
  /** As somebody sees it who is in this group and has nothing else. */
  startGroup: can('people.see', { groupId: 'group' }).change('group.view_started', async ({ ctx, the, done }) => {
    const { viewing, until } = await start(ctx, { group_id: the.group.id })
    return done(viewing, { on: the.group.id, before: null, after: { name: the.group.name, until } })
  }),
  /** One's own, asked as oneself: not under the address of the viewing. */
  stop: can('people.see', { viewingId: 'viewing' }).change(
    ['member.view_ended', 'group.view_ended'],
    async ({ ctx, the: { viewing }, done }) => {
      await removeOurs(ctx, 'viewing', [viewing.id])
      if (viewing.member_id)
        return done(null, [{ what: 'member.view_ended', on: viewing.member_id, before: null, after: {} }])
      const group = await ours(ctx, 'group')
        .select(['group.id', 'group.name'])
        .where('group.id', '=', viewing.group_id)
        .executeTakeFirstOrThrow()
      return done(null, [{ what: 'group.view_ended', on: group.id, before: { name: group.name }, after: null }])
    },
  ),
})
