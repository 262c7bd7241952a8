// Changing one's address: both sides confirm by a mailed link, the old one too, so that a stolen session cannot
// carry a sign-in away. An address that has a sign-in already is never said to have one.
import { emailKey, nothing, Problem, type UserId } from '@usher/domain'
import { emailField } from '../fields.ts'
import { holding, self } from '../trpc.ts'
import { identity } from './identity.ts'
import { mustBeProvenLately } from './proven-lately.ts'
import { secretHours } from './secrets.ts'

export const askEmailChange = self()
  .input({ email: emailField })
  .change('user.email_change_asked', async ({ ctx, input, done }) => {
    mustBeProvenLately(ctx)
    const db = identity(ctx)
    const { userId } = ctx
    const user = await db
      .selectFrom('user')
      .select(['email', 'email_key'])
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()
    const email_key = emailKey(input.email)
    if (user.email_key === email_key) return done(null, nothing('the same address as before'))
    const taken = await db.selectFrom('user').select('id').where('email_key', '=', email_key).executeTakeFirst()
    // A second wish replaces the first, with its links.
    await db
      .deleteFrom('secret')
      .where('user_id', '=', userId)
      .where('purpose', 'in', ['email_old', 'email_new'])
      .execute()
    const row = {
      email: input.email,
      email_key,
      old_confirmed_at: null,
      new_confirmed_at: null,
      expires_at: new Date(ctx.now.getTime() + secretHours.email_new * 3_600_000),
    }
    await db
      .insertInto('email_change')
      .values({ user_id: userId, ...row })
      .onConflict((c) => c.column('user_id').doUpdateSet(row))
      .execute()
    return done(
      null,
      { on: userId, before: { email: user.email }, after: { email: input.email } },
      { mail: { template: 'email_old', email: user.email, about: { userId } } },
      {
        mail: taken
          ? { template: 'email_taken', email: input.email, about: {} }
          : { template: 'email_new', email: input.email, about: { userId } },
      },
    )
  })

/** One side confirms. With the second the address changes, and is proven: its mail was opened. */
export const confirmEmail = holding('email_old', 'email_new').change(
  ['user.email_change_confirmed', 'user.email_changed'],
  async ({ ctx, the: { secret }, done }) => {
    const db = identity(ctx)
    const userId: UserId = secret.userId
    const change = await db
      .selectFrom('email_change')
      .selectAll()
      .where('user_id', '=', userId)
      .forUpdate()
      .executeTakeFirst()
    // A link names the address that it was made for: one of an earlier wish does not confirm a later one.
    if (!change || change.expires_at <= ctx.now || change.email !== secret.email) throw new Problem('link_over')
    const side = secret.purpose === 'email_old' ? 'old' : 'new'
    const both = side === 'old' ? change.new_confirmed_at !== null : change.old_confirmed_at !== null
    const confirmed = {
      what: 'user.email_change_confirmed' as const,
      on: userId,
      before: null,
      after: { side } as const,
    }
    if (!both) {
      await db
        .updateTable('email_change')
        .set(side === 'old' ? { old_confirmed_at: ctx.now } : { new_confirmed_at: ctx.now })
        .where('user_id', '=', userId)
        .execute()
      return done({ changed: false }, [confirmed])
    }
    const taken = await db.selectFrom('user').select('id').where('email_key', '=', change.email_key).executeTakeFirst()
    if (taken) throw new Problem('link_over')
    const user = await db.selectFrom('user').select('email').where('id', '=', userId).executeTakeFirstOrThrow()
    await db
      .updateTable('user')
      .set({ email: change.email, email_key: change.email_key, address_proven_at: ctx.now, home_account_id: null })
      .where('id', '=', userId)
      .execute()
    await db.deleteFrom('email_change').where('user_id', '=', userId).execute()
    return done({ changed: true }, [
      confirmed,
      { what: 'user.email_changed', on: userId, before: { email: user.email }, after: { email: change.email } },
    ])
  },
)
