// The first start: the set-up link makes the first person, their account and, if ticked, the example world beside it.
// Spent only by success, and once: the house's exclusive lock lets one of two at the same moment through.
import { z } from 'zod'
import type { Kysely } from 'kysely'
import { emailKey, Problem, type Told, type UserId } from '@usher/domain'
import { whole } from '../db/connect.ts'
import type { DB } from '../db/schema.ts'
import { emailField, nameField } from '../fields.ts'
import { isSetUp } from '../house.ts'
import { hashPassword, mustBeStrong, passwordField } from '../session/passwords.ts'
import { startSession } from '../session/sign-in.ts'
import { anyone, holding, router } from '../trpc.ts'
import { exampleWorld } from '../world/example-world.ts'
import { keepFiles, type KeptFiles } from '../world/keep-files.ts'
import { placeWorld, worldKinds, type WorldKinds } from '../world/load-world.ts'
import { addMember, createAccount, createUser } from './create-account.ts'

/** The example beside the first account, with the first person as an administrator of it: somebody has to look on. */
async function placeExample(
  db: Kysely<DB>,
  userId: UserId,
  email: string,
  { now, kept }: { now: Date; kept: KeptFiles },
): Promise<Told<WorldKinds>[]> {
  // Whoever sets up under the address of somebody in the example takes that person's place.
  const accounts = exampleWorld.accounts.map((a) => ({
    ...a,
    people: a.people.filter((p) => emailKey(p.email) !== emailKey(email)),
  }))
  const { loaded, told } = await placeWorld(db, { accounts }, { now, hashes: new Map(), kept })
  for (const { id } of loaded.accounts) {
    const { entry } = await addMember(db, id, { userId, role: 'account_admin' }, now)
    told.push({ ...entry, account: id })
  }
  return told
}

export const setUp = router({
  /** Is there anybody yet? The sign-in page says where to find the link while there is not. */
  status: anyone('before the first person exists, the sign-in page has to say where the set-up link is').read(
    async ({ ctx }) => {
      return { isSetUp: await isSetUp(whole(ctx.handle)) }
    },
  ),

  /** Does this link still work? */
  read: holding('set_up').read(async () => ({ works: true })),

  finish: holding('set_up')
    .input({
      name: nameField,
      email: emailField,
      password: passwordField,
      account: nameField,
      example: z.boolean().default(false),
    })
    .prove(async ({ ctx, input }) => {
      await mustBeStrong(input.password, [input.name, input.email, input.account])
      const kept: KeptFiles = input.example ? await keepFiles(exampleWorld, ctx.house.storage, '.') : new Map()
      return { passwordHash: await hashPassword(input.password), kept }
    })
    .change(['house.set_up', ...worldKinds], async ({ ctx, input, the: { proved }, done }) => {
      const db = whole(ctx.handle)
      if (await isSetUp(db)) throw new Problem('already_set_up')
      await db.updateTable('house').set({ set_up_at: ctx.now }).execute()
      // Other links that earlier starts printed are over.
      await db.deleteFrom('secret').where('purpose', '=', 'set_up').where('used_at', 'is', null).execute()
      // Whoever holds this link has it from the operator's terminal: the operator vouches for the address.
      const user = await createUser(
        db,
        { ...input, passwordHash: proved.passwordHash, proven: true, home: null },
        ctx.now,
      )
      const made = await createAccount(db, { name: input.account, plan: 'enterprise' }, ctx.now)
      const member = await addMember(db, made.account.id, { userId: user.id, role: 'account_admin' }, ctx.now)
      const { cookies } = await startSession(db, ctx, user.id)
      return done(
        { account: made.account.slug },
        [
          { what: 'house.set_up', on: 'house', before: null, after: {} },
          user.entry,
          made.entry,
          { ...member.entry, account: made.account.id },
          ...(input.example ? await placeExample(db, user.id, input.email, { now: ctx.now, kept: proved.kept }) : []),
        ],
        ...cookies,
      )
    }),
})
