// Sharing: who is given what on a file or folder, and seeing who has access to it. Rules §4 and §8.
import { nothing } from '@usher/domain'
import { on, router } from '../trpc.ts'
import { listAll } from './all-grants.ts'
import { changeFields, giveFields, revokeFields, suggestFields } from './fields.ts'
import { changeGiven, giveLevel, sharedAsset, takeAway } from './giving.ts'
import { foundGranteesIn, suggestGrantees } from './grantees.ts'
import { mailsOfSharing } from './mails-of-sharing.ts'
import { whoHasAccess } from './who-has-access.ts'

/** Changes the level or the end of a grant on this thing. Throws `not_found` where it is not on it. */
const change = on({ assetId: 'asset.share' })
  .input(changeFields)
  .change('grant.changed', async ({ ctx, input, the: { asset }, done }) => {
    const { given, endsAt } = await changeGiven(ctx, sharedAsset(ctx, asset), input.grantId, input)
    return done({ endsAt }, given ?? nothing('the same level and end as before'))
  })

/** Takes grants on this thing away: possible on every plan. Throws `not_found` where one is not on it. */
const revoke = on({ assetId: 'asset.unshare' })
  .input(revokeFields)
  .change('grant.revoked', async ({ ctx, input: { grantIds }, the: { asset }, done }) => {
    const revoked = await takeAway(ctx, sharedAsset(ctx, asset), grantIds)
    return done(
      { revoked: revoked.length },
      revoked.map((before) => ({ on: asset.id, before, after: null })),
    )
  })

/**
 * Gives each of these people and groups a level on each thing; what they had on it before is replaced. No end asked
 * for is the giver's own, where they have one. Each person is told by mail, with the note, unless `tell` is false.
 */
const give = on({ assetIds: 'asset.share' })
  .input(giveFields)
  .change(['grant.given', 'grant.changed'], async ({ ctx, input, the: { assets }, done }) => {
    const grantees = await foundGranteesIn(ctx, input)
    const given = await giveLevel(
      ctx,
      assets.map((asset) => sharedAsset(ctx, asset)),
      grantees,
      input,
    )
    if (!given.length) return done({ given: 0 }, nothing('they have exactly this already'))
    const mails = input.tell ? await mailsOfSharing(ctx, grantees, given, input.note) : []
    const entries = given.map((g) => ({
      what: g.before ? ('grant.changed' as const) : ('grant.given' as const),
      ...g,
    }))
    return done({ given: given.length }, entries, ...mails)
  })

export const grants = router({
  /** Every grant of the account, for its administrators. */
  listAll,

  /** Who has access to a thing, and through what: its owner, what was given on it, and what comes from above. */
  list: on({ assetId: 'asset.seeAccess' }).read(({ ctx, the: { asset } }) => whoHasAccess(ctx, asset)),

  /** Restricted members and groups whose name or address has these letters: those that something can be given to. */
  suggest: on({ assetId: 'asset.share' })
    .input(suggestFields)
    .read(({ ctx, input: { text } }) => suggestGrantees(ctx, text)),

  give,
  change,
  revoke,
  /** Who gains and who loses what by each of these. */
  previewGive: give.preview,
  previewChange: change.preview,
  previewRevoke: revoke.preview,
})
