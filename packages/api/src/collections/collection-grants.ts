// Sharing of collections: the same as of files and folders (../grants/grants.ts), asked of a collection.
import { nothing } from '@usher/domain'
import { changeFields, giveFields, revokeFields, suggestFields } from '../grants/fields.ts'
import { changeGiven, giveLevel, sharedCollection, takeAway } from '../grants/giving.ts'
import { foundGranteesIn, suggestGrantees } from '../grants/grantees.ts'
import { mailsOfSharing } from '../grants/mails-of-sharing.ts'
import { whoHasCollection } from '../grants/who-has-access.ts'
import { on, router } from '../trpc.ts'

/** Takes grants on it away: possible on every plan. Throws `not_found` where one is not on it. */
const revoke = on({ collectionId: 'collection.unshare' })
  .input(revokeFields)
  .change('collection.unshared', async ({ ctx, input: { grantIds }, the: { collection }, done }) => {
    const revoked = await takeAway(ctx, sharedCollection(ctx, collection), grantIds)
    return done(
      { revoked: revoked.length },
      revoked.map((before) => ({ on: collection.id, before, after: null })),
    )
  })

/** Gives each of these people and groups a level on it, which replaces what they had on it; as on a file or folder. */
const give = on({ collectionId: 'collection.share' })
  .input(giveFields)
  .change(['collection.shared', 'collection.sharing_changed'], async ({ ctx, input, the: { collection }, done }) => {
    const grantees = await foundGranteesIn(ctx, input)
    const given = await giveLevel(ctx, [sharedCollection(ctx, collection)], grantees, input)
    if (!given.length) return done({ given: 0 }, nothing('they have exactly this already'))
    const mails = input.tell ? await mailsOfSharing(ctx, grantees, given, input.note) : []
    const entries = given.map((g) => ({
      what: g.before ? ('collection.sharing_changed' as const) : ('collection.shared' as const),
      ...g,
    }))
    return done({ given: given.length }, entries, ...mails)
  })

export const collectionGrants = router({
  /** Who has a level on a collection: its owner, what was given on it, and how many by their role. */
  list: on({ collectionId: 'collection.seeAccess' }).read(({ ctx, the: { collection } }) =>
    whoHasCollection(ctx, collection),
  ),

  /** Restricted members and groups whose name or address has these letters. */
  suggest: on({ collectionId: 'collection.share' })
    .input(suggestFields)
    .read(({ ctx, input: { text } }) => suggestGrantees(ctx, text)),

  give,

  /** Changes the level or the end of a grant on it. Throws `not_found` where it is not on it. */
  change: on({ collectionId: 'collection.share' })
    .input(changeFields)
    .change('collection.sharing_changed', async ({ ctx, input, the: { collection }, done }) => {
      const { given, endsAt } = await changeGiven(ctx, sharedCollection(ctx, collection), input.grantId, input)
      return done({ endsAt }, given ?? nothing('the same level and end as before'))
    }),

  revoke,
  /** Who gains and who loses what by each of these. */
  previewGive: give.preview,
  previewRevoke: revoke.preview,
})
