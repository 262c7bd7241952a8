// Signing in and out, entering an account, and the person's own sign-in: password, address, sessions. Rules §6.
import { z } from 'zod'
import { emailKey, nothing, Problem, type SessionId, type UserId } from '@usher/domain'
import { mine } from '../access/mine.ts'
import { whole } from '../db/connect.ts'
import { emailField, nameField } from '../fields.ts'
import { holding, present, router, self, stranger } from '../trpc.ts'
import { deviceName } from './device-name.ts'
import { askEmailChange, confirmEmail } from './email-change.ts'
import { identity } from './identity.ts'
import { me, meViewed } from './me.ts'
import { shown } from './my-account.ts'
import { hashPassword, mustBeStrong, passwordField } from './passwords.ts'
import { proveOwnPassword, provePassword, startSession } from './sign-in.ts'
import { limitNetwork, limitTries } from './tries.ts'

/** Ends every session of the person but this one; gives how many. */
async function endOthers(
  ctx: Parameters<typeof identity>[0] & { userId: UserId; sessionId: SessionId },
): Promise<number> {
  const ended = await identity(ctx)
    .deleteFrom('session')
    .where('user_id', '=', ctx.userId)
    .where('id', '!=', ctx.sessionId)
    .executeTakeFirst()
  return Number(ended.numDeletedRows)
}

export const session = router({
  /** Who I am, the accounts I am in, and the one that the request names: everything that the web app decides from. */
  me: present().read(async ({ ctx }) => (ctx.actor.kind === 'viewing' ? meViewed(ctx, ctx.actor) : me(ctx))),

  signIn: stranger(
    'sign in: a password is its own proof',
    { email: z.string().min(1, 'Type your e-mail address.').max(400), password: passwordField },
    provePassword,
  ).change('user.signed_in', async ({ ctx, the: { proved }, done }) => {
    // Under the person's lock: still the password that was proven a moment ago?
    const user = await identity(ctx)
      .selectFrom('user')
      .select(['id', 'password_hash'])
      .where('id', '=', proved.userId)
      .executeTakeFirst()
    if (user?.password_hash !== proved.passwordHash) throw new Problem('wrong_sign_in')
    const { cookies } = await startSession(identity(ctx), ctx, user.id)
    return done({ userId: user.id }, { on: user.id, before: null, after: {} }, ...cookies)
  }),

  signOut: self().change('user.signed_out', async ({ ctx, done }) => {
    await identity(ctx).deleteFrom('session').where('id', '=', ctx.sessionId).execute()
    return done(null, { on: ctx.userId, before: null, after: {} }, { cookie: 'session', value: null })
  }),

  /** A step of its own: an account's policy may ask for more than the sign-in did. Half-way in opens no other door. */
  enter: self({ accountId: 'account' }).change('member.entered', async ({ ctx, the: { account }, done }) => {
    const here = shown(account, ctx.now, ctx.passwordAt)
    if (!here.entering.yes && here.status !== 'active') throw new Problem('cannot_enter', { because: here.status })
    if (!here.entering.yes) throw new Problem('cannot_enter', { because: 'dormant' })
    if (here.asks.length) throw new Problem('enter_first', { asks: here.asks })
    return done({ slug: account.slug }, { on: account.memberId, before: null, after: {} })
  }),

  /** Gives the password again: for a sensitive step, or where an account asks for it. Lasts ten minutes. */
  provePassword: self()
    .input({ password: passwordField })
    .prove(proveOwnPassword)
    .change('user.password_proven', async ({ ctx, done }) => {
      await identity(ctx).updateTable('session').set({ password_at: ctx.now }).where('id', '=', ctx.sessionId).execute()
      return done(null, { on: ctx.userId, before: null, after: {} })
    }),

  rename: self()
    .input({ name: nameField })
    .change('user.renamed', async ({ ctx, input, done }) => {
      const { name } = await identity(ctx)
        .selectFrom('user')
        .select('name')
        .where('id', '=', ctx.userId)
        .executeTakeFirstOrThrow()
      if (name === input.name) return done(null, nothing('the same name as before'))
      await identity(ctx).updateTable('user').set({ name: input.name }).where('id', '=', ctx.userId).execute()
      return done(null, { on: ctx.userId, before: { name }, after: { name: input.name } })
    }),

  /** Needs the present password; ends every other session. */
  changePassword: self()
    .input({ password: passwordField, wanted: passwordField })
    .prove(async ({ ctx, input }) => {
      const proved = await proveOwnPassword({ ctx, input })
      const user = await whole(ctx.handle)
        .selectFrom('user')
        .select(['name', 'email'])
        .where('id', '=', ctx.userId)
        .executeTakeFirstOrThrow()
      await mustBeStrong(input.wanted, [user.name, user.email])
      return { ...proved, email: user.email, newHash: await hashPassword(input.wanted) }
    })
    .change('user.password_changed', async ({ ctx, the: { proved }, done }) => {
      const changed = await identity(ctx)
        .updateTable('user')
        .set({ password_hash: proved.newHash })
        .where('id', '=', ctx.userId)
        .where('password_hash', '=', proved.passwordHash)
        .executeTakeFirst()
      if (!changed.numUpdatedRows) throw new Problem('wrong_password')
      await identity(ctx).updateTable('session').set({ password_at: ctx.now }).where('id', '=', ctx.sessionId).execute()
      const sessionsEnded = await endOthers(ctx)
      return done(
        { sessionsEnded },
        { on: ctx.userId, before: null, after: { sessionsEnded } },
        { mail: { template: 'password_changed', email: proved.email, about: { userId: ctx.userId } } },
      )
    }),

  /** Always answers the same: whether the address has a sign-in is found out by a job, and told by mail alone. */
  forgot: stranger(
    'a forgotten password is reset by whoever reads the mail',
    { email: emailField },
    async ({ ctx, input }) => {
      await limitNetwork(ctx.asking, 'forgotten', 20, 3600)
      await limitTries(whole(ctx.asking.handle), `forgotten ${emailKey(input.email)}`, 5, 3600)
      return {}
    },
  ).change('house.reset_asked', async ({ input, done }) =>
    done(
      null,
      { on: 'house', before: null, after: { email: input.email } },
      { job: 'forgotten', payload: { email: input.email } },
    ),
  ),

  /** Whom a link for a new password is for. */
  readReset: holding('reset', 'rescue').read(async ({ ctx, the: { secret } }) =>
    whole(ctx.handle)
      .selectFrom('user')
      .select(['name', 'email'])
      .where('id', '=', secret.userId)
      .executeTakeFirstOrThrow(),
  ),

  /** Sets a new password by a link; ends every session and starts one here. A mailed link proves the address. */
  reset: holding('reset', 'rescue')
    .input({ wanted: passwordField })
    .prove(async ({ ctx, input, the: { secret } }) => {
      const user = await whole(ctx.handle)
        .selectFrom('user')
        .select(['name', 'email'])
        .where('id', '=', secret.userId)
        .executeTakeFirstOrThrow()
      await mustBeStrong(input.wanted, [user.name, user.email])
      return { newHash: await hashPassword(input.wanted) }
    })
    .change(['user.password_reset', 'user.address_proven'], async ({ ctx, the: { secret, proved }, done }) => {
      const { userId } = secret
      const user = await identity(ctx).selectFrom('user').selectAll().where('id', '=', userId).executeTakeFirstOrThrow()
      const proves = secret.mailed && user.address_proven_at === null
      await identity(ctx)
        .updateTable('user')
        .set({ password_hash: proved.newHash, ...(proves && { address_proven_at: ctx.now, home_account_id: null }) })
        .where('id', '=', userId)
        .execute()
      const ended = await identity(ctx).deleteFrom('session').where('user_id', '=', userId).executeTakeFirst()
      // Every other link that could set this password is over as well.
      await identity(ctx)
        .deleteFrom('secret')
        .where('user_id', '=', userId)
        .where('purpose', '=', 'reset')
        .where('used_at', 'is', null)
        .execute()
      const { cookies } = await startSession(identity(ctx), ctx, userId)
      return done(
        null,
        [
          {
            what: 'user.password_reset',
            on: userId,
            before: null,
            after: { sessionsEnded: Number(ended.numDeletedRows) },
          },
          ...(proves
            ? [{ what: 'user.address_proven' as const, on: userId, before: null, after: { by: 'mail' as const } }]
            : []),
        ],
        ...cookies,
        { mail: { template: 'password_changed', email: user.email, about: { userId } } },
      )
    }),

  askEmailChange,
  confirmEmail,

  /** My sessions, this one marked. */
  sessions: self().read(async ({ ctx }) => {
    const rows = await mine(ctx, 'session').selectAll('session').orderBy('session.last_active_at', 'desc').execute()
    return rows.map((s) => ({
      id: s.id,
      device: deviceName(s.user_agent),
      ip: s.ip,
      createdAt: s.created_at,
      lastActiveAt: s.last_active_at,
      isThis: s.id === ctx.sessionId,
    }))
  }),

  endSession: self({ sessionId: 'session' }).change('user.session_ended', async ({ ctx, the, done }) => {
    await identity(ctx)
      .deleteFrom('session')
      .where('user_id', '=', ctx.userId)
      .where('id', '=', the.session.id)
      .execute()
    return done(null, { on: ctx.userId, before: null, after: { sessions: 1 } })
  }),

  endOtherSessions: self().change('user.session_ended', async ({ ctx, done }) => {
    const sessions = await endOthers(ctx)
    return done(
      { sessions },
      sessions ? { on: ctx.userId, before: null, after: { sessions } } : nothing('no other session'),
    )
  }),
})
