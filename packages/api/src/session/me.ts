// Who I am, the accounts that I am in, and the one that the request names; seen as somebody else, who they are in it.
import { limitsOf, mayEnter, type Plan, type SessionId, type UserId, type Viewing } from '@usher/domain'
import { logoOf, logosOf } from '../access/logos.ts'
import { myAccounts } from '../access/mine.ts'
import { ourAccount, ours } from '../access/ours.ts'
import type { Base } from '../context.ts'
import { whole } from '../db/connect.ts'
import { shown } from './my-account.ts'

type AsThemself = Base & { userId: UserId; sessionId: SessionId; passwordAt: Date }

/** What everybody who is in it knows of how the account is set. */
const ofAccount = (account: Awaited<ReturnType<typeof ourAccount>>) => ({
  limits: limitsOf(account.plan satisfies Plan, account.limits),
  timeZone: account.time_zone,
  /** After how many days the share dialog proposes that a share ends; null: it proposes none. */
  shareDays: account.share_days,
})

export async function me(ctx: AsThemself) {
  const { userId, now, passwordAt } = ctx
  const user = await whole(ctx.handle)
    .selectFrom('user')
    .select(['name', 'email', 'address_proven_at'])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow()
  const found = await myAccounts(ctx).execute()
  const logos = await logosOf(
    ctx.handle,
    found.map((a) => a.id),
  )
  const accounts = found.map((a) => ({ ...shown(a, now, passwordAt), logo: logos.get(a.id) ?? null }))
  const { account: named, viewing } = ctx.asking
  const here = viewing === null ? accounts.find((a) => a.slug === named) : undefined
  const account = here && (await ourAccount({ handle: ctx.handle, accountId: here.id }))
  return {
    user: { id: userId, name: user.name, email: user.email, proven: user.address_proven_at !== null },
    accounts,
    here: here && account ? { ...here, ...ofAccount(account) } : null,
    viewing: null,
    mail: ctx.house.mail,
    publicUrl: ctx.house.publicUrl,
    now,
  }
}

/** The same of whom a viewing is about: what they are in this account, and nothing of what they are elsewhere. */
export async function meViewed(ctx: AsThemself, { viewingId, by, as }: Viewing) {
  const at = { handle: ctx.handle, accountId: by.accountId }
  const account = await ourAccount(at)
  const viewing = await ours(at, 'viewing')
    .selectAll('viewing')
    .where('viewing.id', '=', viewingId)
    .executeTakeFirstOrThrow()
  const member = await ours(at, 'member')
    .select(['member.name', 'member.email', 'member.ends_at'])
    .where('member.id', '=', as.memberId)
    .executeTakeFirst()
  const group = await ours(at, 'group').select('group.name').where('group.id', '=', viewing.group_id).executeTakeFirst()
  const { role, plan, status } = as
  const shownAccount = {
    id: account.id,
    slug: `${account.slug}~${viewingId}`,
    name: account.name,
    logo: await logoOf(at),
    memberId: as.memberId,
    role,
    plan,
    status,
    endsAt: member?.ends_at ?? null,
    deleted: null,
    entering: mayEnter(as),
    asks: [],
  }
  const name = member?.name ?? group?.name ?? ''
  return {
    user: { id: as.userId, name, email: member?.email ?? '', proven: true },
    accounts: [shownAccount],
    here: { ...shownAccount, ...ofAccount(account) },
    viewing: { id: viewingId, kind: group ? ('group' as const) : ('member' as const), until: viewing.until },
    mail: ctx.house.mail,
    publicUrl: ctx.house.publicUrl,
    now: ctx.now,
  }
}
