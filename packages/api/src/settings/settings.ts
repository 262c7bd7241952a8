// What an account is set to. Rules §1: name, time zone and logo by administrators and developers, the sharing policy by
// administrators alone, who give their password for it (§6).
import { z } from 'zod'
import { nothing, pickers, readTimeZone, shareDaysAtMost } from '@usher/domain'
import { changeAccount } from '../access/account-settings.ts'
import { changeLogo, logoOf } from '../access/logos.ts'
import { ourAccount } from '../access/ours.ts'
import { nameField, readBy } from '../fields.ts'
import { mustBeProvenLately } from '../session/proven-lately.ts'
import { can, router } from '../trpc.ts'
import { drawLogo } from './draw-logo.ts'

export const settings = router({
  /** Its name, time zone and logo, and the address of its pages, which a new name leaves as it is. */
  see: can('settings.manage').read(async ({ ctx }) => {
    const { name, slug, time_zone } = await ourAccount(ctx)
    return { name, slug, timeZone: time_zone, logo: await logoOf(ctx) }
  }),

  rename: can('settings.manage')
    .input({ name: nameField })
    .change('account.renamed', async ({ ctx, input: { name }, done }) => {
      const { name: was } = await ourAccount(ctx)
      if (was === name) return done(null, nothing('the same name as before'))
      await changeAccount(ctx, { name })
      return done(null, { on: ctx.accountId, before: { name: was }, after: { name } })
    }),

  /** Sets the time zone that mails tell times in. */
  setTimeZone: can('settings.manage')
    .input({ timeZone: readBy(readTimeZone) })
    .change('account.time_zone_changed', async ({ ctx, input: { timeZone }, done }) => {
      const { time_zone: was } = await ourAccount(ctx)
      if (was === timeZone) return done(null, nothing('the same time zone as before'))
      await changeAccount(ctx, { time_zone: timeZone })
      return done(null, { on: ctx.accountId, before: { timeZone: was }, after: { timeZone } })
    }),

  /**
   * Sets the logo: a PNG, JPEG or WebP picture in Base64, best of 128 × 128 pixels. It is drawn anew, and kept as WebP.
   * Throws `not_a_logo`.
   */
  setLogo: can('settings.manage')
    .input({
      picture: z
        .base64({ error: 'Give the bytes of a picture, in Base64.' })
        .max(200_000, { error: 'Give a smaller picture: in Base64, at most 200,000 characters.' }),
    })
    .prove(({ ctx, input }) => drawLogo(ctx.house.looker, Buffer.from(input.picture, 'base64')))
    .change('account.logo_changed', async ({ ctx, the, done }) => {
      const { was, is } = await changeLogo(ctx, the.proved)
      if (was === is) return done(null, nothing('the same logo as before'))
      return done(null, { on: ctx.accountId, before: { logo: was }, after: { logo: is } })
    }),

  removeLogo: can('settings.manage').change('account.logo_changed', async ({ ctx, done }) => {
    const { was, is } = await changeLogo(ctx, null)
    if (was === is) return done(null, nothing('there was none'))
    return done(null, { on: ctx.accountId, before: { logo: was }, after: { logo: is } })
  }),

  /** The sharing policy: the guard of collections, whom a restricted sharer finds, after how many days shares end (null: never). */
  sharing: can('account.own').read(async ({ ctx }) => {
    const { guards_collections, picker, share_days } = await ourAccount(ctx)
    return { guardsCollections: guards_collections, picker, shareDays: share_days }
  }),

  /** Sets whom a restricted member finds who shares something. Throws `password_again`. */
  setPicker: can('account.own')
    .input({ picker: z.enum(pickers) })
    .change('account.picker_changed', async ({ ctx, input: { picker }, done }) => {
      mustBeProvenLately(ctx)
      const { picker: was } = await ourAccount(ctx)
      if (was === picker) return done(null, nothing('the same choice as before'))
      await changeAccount(ctx, { picker })
      return done(null, { on: ctx.accountId, before: { picker: was }, after: { picker } })
    }),

  /** Sets the end that the share dialog proposes, in days from then. What is shared already stays as it is. Throws `password_again`. */
  setShareEnd: can('account.own')
    .input({
      shareDays: z
        .int({ error: 'Give a whole number of days.' })
        .min(1, { error: 'Give 1 day or more.' })
        .max(shareDaysAtMost, { error: `Give at most ${shareDaysAtMost} days.` })
        .nullable(),
    })
    .change('account.share_end_changed', async ({ ctx, input: { shareDays }, done }) => {
      mustBeProvenLately(ctx)
      const { share_days: was } = await ourAccount(ctx)
      if (was === shareDays) return done(null, nothing('the same number of days as before'))
      await changeAccount(ctx, { share_days: shareDays })
      return done(null, { on: ctx.accountId, before: { shareDays: was }, after: { shareDays } })
    }),
})
