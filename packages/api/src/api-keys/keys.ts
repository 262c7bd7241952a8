// The API keys of an account (rules §6): made, changed, rolled, disabled and deleted by administrators and developers. Making
// one, rolling one and giving one more rights or time are sensitive steps.
import { z } from 'zod'
import {
  isOfUse,
  keyAreaNames,
  keyAreas,
  keyRights,
  keyStateAt,
  limitsOf,
  nothing,
  Problem,
  readKeyName,
  rollGraces,
  type KeyArea,
  type KeyRight,
  type KeyScopes,
  type KeyShape,
  type RollGrace,
} from '@usher/domain'
import { namesOf } from '../access/names.ts'
import { addOurs, changeOurs, ourAccount, ours, removeOurs } from '../access/ours.ts'
import type { Found } from '../access/things.ts'
import { momentField, readBy } from '../fields.ts'
import { endKeySecret, makeKeySecret, secretsOfKeys } from '../session/key-secrets.ts'
import { mustBeProvenLately } from '../session/proven-lately.ts'
import { can, router } from '../trpc.ts'
import { mustHaveRoomForKey } from './room-for-key.ts'

const rightsOn = (area: KeyArea): readonly KeyRight[] =>
  keyRights.filter((right) => right !== 'write' || keyAreas[area].write !== null)
const areas = Object.fromEntries(
  keyAreaNames.map((area) => [area, z.enum(rightsOn(area)).default('none')]),
) as unknown as Record<KeyArea, z.ZodDefault<z.ZodEnum<{ [R in KeyRight]: R }>>> // `fromEntries` knows no names
const scopesField = z
  .strictObject(areas)
  .refine(isOfUse, 'Choose a right on at least one area: without any a key can do nothing.')
  .nullable()
const fields = {
  name: readBy(readKeyName),
  /** A right on each area; null: a standard key, with all of them. */
  scopes: scopesField,
  endsAt: momentField.nullable().default(null),
}

const shapeOf = (key: Pick<Found<'key'>, 'name' | 'scopes' | 'ends_at'>, prefix: string): KeyShape => ({
  name: key.name,
  prefix,
  scopes: key.scopes,
  endsAt: key.ends_at?.toISOString() ?? null,
})
/** As the column takes it. */
const asJson = (scopes: KeyScopes): string | null => scopes && JSON.stringify(scopes)
function mustEndLater(endsAt: Date | null, now: Date): void {
  if (endsAt && endsAt <= now) throw new Problem('end_in_past')
}
const sameScopes = (a: KeyScopes, b: KeyScopes): boolean =>
  a === b || (a !== null && b !== null && keyAreaNames.every((area) => (a[area] ?? 'none') === (b[area] ?? 'none')))

export const keys = router({
  /** All of them, by name; `prefix`: the beginning of the secret; `oldUntil`: how long one that was rolled still works. */
  list: can('keys.manage').read(async ({ ctx }) => {
    const rows = await ours(ctx, 'key').selectAll('key').orderBy('key.name').orderBy('key.id').execute()
    const { plan, limits } = await ourAccount(ctx)
    const secretOf = await secretsOfKeys(ctx, ctx.now)
    const nameOf = await namesOf(
      ctx,
      rows.map((k) => k.made_by),
    )
    return {
      used: rows.length,
      cap: limitsOf(plan, limits).keys,
      keys: rows.map((key) => ({
        id: key.id,
        name: key.name,
        ...secretOf(key.id),
        scopes: key.scopes,
        state: keyStateAt({ disabledAt: key.disabled_at, endsAt: key.ends_at }, ctx.now),
        endsAt: key.ends_at,
        createdAt: key.created_at,
        madeBy: key.made_by && (nameOf.get(key.made_by) ?? null),
        lastUsedAt: key.last_used_at,
      })),
    }
  }),

  /** Gives the secret: the only time that it is seen. Throws `password_again`, `keys_full`, `end_in_past`. */
  create: can('keys.manage')
    .input(fields)
    .change('key.created', async ({ ctx, input: { name, scopes, endsAt }, done }) => {
      mustBeProvenLately(ctx)
      mustEndLater(endsAt, ctx.now)
      await mustHaveRoomForKey(ctx)
      const key = await addOurs(ctx, 'api_key', {
        name,
        scopes: asJson(scopes),
        ends_at: endsAt,
        disabled_at: null,
        created_at: ctx.now,
        made_by: ctx.actor.memberId,
        last_used_at: null,
      })
      const { secret, prefix } = await makeKeySecret(ctx, key.id)
      return done({ id: key.id, secret }, { on: key.id, before: null, after: shapeOf(key, prefix) })
    }),

  /** Throws `end_in_past`, and `password_again` where rights or end change. */
  change: can('keys.manage', { keyId: 'key' })
    .input(fields)
    .change('key.changed', async ({ ctx, input: { name, scopes, endsAt }, the: { key }, done }) => {
      const sameRights = sameScopes(key.scopes, scopes) && key.ends_at?.getTime() === endsAt?.getTime()
      if (sameRights && key.name === name) return done(null, nothing('the same as before'))
      if (!sameRights) mustBeProvenLately(ctx)
      if (key.ends_at?.getTime() !== endsAt?.getTime()) mustEndLater(endsAt, ctx.now)
      await changeOurs(ctx, 'api_key', [key.id], { name, scopes: asJson(scopes), ends_at: endsAt })
      const { prefix } = (await secretsOfKeys(ctx, ctx.now))(key.id)
      return done(null, {
        on: key.id,
        before: shapeOf(key, prefix),
        after: shapeOf({ name, scopes, ends_at: endsAt }, prefix),
      })
    }),

  /**
   * Gives a new secret: the only time that it is seen. The one before goes on working for the time that is chosen; at once: nor
   * does any that was rolled before. Throws `password_again`.
   */
  roll: can('keys.manage', { keyId: 'key' })
    .input({ oldWorks: z.enum(Object.keys(rollGraces) as [RollGrace, ...RollGrace[]]) })
    .change('key.rolled', async ({ ctx, input: { oldWorks }, the: { key }, done }) => {
      mustBeProvenLately(ctx)
      const { name } = key
      const before = (await secretsOfKeys(ctx, ctx.now))(key.id).prefix
      const oldUntil = await endKeySecret(ctx, key.id, oldWorks)
      const { secret, prefix } = await makeKeySecret(ctx, key.id)
      return done(
        { secret },
        {
          on: key.id,
          before: { name, prefix: before },
          after: { name, prefix, oldUntil: oldUntil?.toISOString() ?? null },
        },
      )
    }),

  /** From the very next call on it is refused; enabling it again changes nothing else. */
  disable: can('keys.manage', { keyId: 'key' }).change('key.disabled', async ({ ctx, the: { key }, done }) => {
    if (key.disabled_at) return done(null, nothing('disabled already'))
    await changeOurs(ctx, 'api_key', [key.id], { disabled_at: ctx.now })
    const { name } = key
    return done(null, { on: key.id, before: { name, isDisabled: false }, after: { name, isDisabled: true } })
  }),

  /** Throws `password_again`. */
  enable: can('keys.manage', { keyId: 'key' }).change('key.enabled', async ({ ctx, the: { key }, done }) => {
    mustBeProvenLately(ctx)
    if (!key.disabled_at) return done(null, nothing('enabled already'))
    await changeOurs(ctx, 'api_key', [key.id], { disabled_at: null })
    const { name } = key
    return done(null, { on: key.id, before: { name, isDisabled: true }, after: { name, isDisabled: false } })
  }),

  /** With its secrets; what it uploaded and made stays. */
  delete: can('keys.manage', { keyId: 'key' }).change('key.deleted', async ({ ctx, the: { key }, done }) => {
    const { prefix } = (await secretsOfKeys(ctx, ctx.now))(key.id)
    await removeOurs(ctx, 'api_key', [key.id])
    return done(null, { on: key.id, before: shapeOf(key, prefix), after: null })
  }),
})
