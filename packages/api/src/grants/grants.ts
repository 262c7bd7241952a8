// Sharing: who is given what on a file or folder, and seeing who has access to it. Rules §4 and §8.
import { z } from 'zod'
import {
  endOfGiven,
  levels,
  noteCharacters,
  nothing,
  Problem,
  rolesByReach,
  seesByReach,
  sharingBy,
  type GrantId,
  type GrantShape,
  type Level,
} from '@usher/domain'
import { anyPart } from '../access/narrow.ts'
import { grantsOn, putGrant, removeGrants, type Grant } from '../access/grants.ts'
import { membershipsIn } from '../access/groups.ts'
import { ours } from '../access/ours.ts'
import { explain, type InLibrary, type VisibleAsset } from '../access/reach.ts'
import type { Effect } from '../change.ts'
import type { Base } from '../context.ts'
import { momentField } from '../fields.ts'
import { on, router } from '../trpc.ts'
import { granteeFields, granteesIn, type Grantee } from './grantees.ts'
import { whoHasAccess } from './who-has-access.ts'

const levelField = z.enum(levels, { error: 'Choose a level: view, contribute or manage.' })
const grantField = z.uuid().transform((id) => id as GrantId) // held against those of the thing
const suggestions = 20

/** A grant as the log keeps it. */
const shapeOf = (grant: Grant, { name }: VisibleAsset): GrantShape => ({
  grantId: grant.id,
  memberId: grant.member_id,
  userId: grant.user_id,
  groupId: grant.group_id,
  grantee: grant.grantee,
  level: grant.level,
  endsAt: grant.ends_at?.toISOString() ?? null,
  name,
})

/** The end that a grant on each of these gets; throws `end_in_past`, and `outlasts_own` with the latest possible. */
async function endsFor(
  ctx: InLibrary & Base,
  assets: readonly VisibleAsset[],
  asked: Date | null,
): Promise<(Date | null)[]> {
  if (asked && asked <= ctx.now) throw new Problem('end_in_past')
  if (!seesByReach(ctx.actor.role)) return assets.map(() => asked)
  const given = await Promise.all(
    assets.map(async (asset) => {
      const sharing = sharingBy(await explain(ctx, ctx.actor.memberId, asset.id))
      // Whose last path ended since the door looked.
      if (!sharing.may) throw new Problem('not_found')
      return endOfGiven(asked, sharing.until)
    }),
  )
  const latest = given.flatMap((g) => (g.outlasts ? [g.latest] : [])).toSorted((a, b) => a.getTime() - b.getTime())[0]
  if (latest) throw new Problem('outlasts_own', { latest: latest.toISOString() })
  return given.map((g) => (g.outlasts ? null : g.ends))
}

const isSame = (grant: Grant, level: Level, ends: Date | null): boolean =>
  grant.level === level && grant.ends_at?.getTime() === ends?.getTime()

export const grants = router({
  /** Who has access to a thing, and through what: its owner, what was given on it, and what comes from above. */
  list: on({ assetId: 'asset.seeAccess' }).read(({ ctx, the: { asset } }) => whoHasAccess(ctx, asset)),

  /** Restricted members and groups whose name or address has these letters: those that something can be given to. */
  suggest: on({ assetId: 'asset.share' })
    .input({ text: z.string().max(200) })
    .read(async ({ ctx, input: { text } }) => {
      const [members, groups] = await Promise.all([
        ours(ctx, 'member')
          .select(['member.id', 'member.name', 'member.email'])
          .where('member.role', 'in', rolesByReach)
          .where((eb) => {
            const letters = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
            return eb.or([eb('member.name', 'ilike', letters), eb('member.email', 'ilike', letters)])
          })
          .orderBy('member.name')
          .orderBy('member.id')
          .limit(suggestions)
          .execute(),
        ours(ctx, 'group')
          .select(['group.id', 'group.name'])
          .where('group.name_key', 'like', anyPart(text))
          .orderBy('group.name_key')
          .limit(suggestions)
          .execute(),
      ])
      return { members, groups }
    }),

  /**
   * Gives each of these people and groups a level on each thing; what they had on it before is replaced. No end asked
   * for is the giver's own, where they have one. Each person is told by mail, with the note, unless `tell` is false.
   */
  give: on({ assetIds: 'asset.share' })
    .input({
      ...granteeFields,
      level: levelField,
      endsAt: momentField.nullable().default(null),
      note: z.string().trim().max(noteCharacters).default(''),
      tell: z.boolean().default(true),
    })
    .change(['grant.given', 'grant.changed'], async ({ ctx, input, the: { assets }, done }) => {
      const grantees = await granteesIn(ctx, input)
      const ends = await endsFor(ctx, assets, input.endsAt)
      const ids = assets.map((a) => a.id)
      const before = new Map((await grantsOn(ctx, ids).execute()).map((g) => [keyOf(g), g]))
      for (const [i, asset] of assets.entries())
        for (const grantee of grantees) {
          const was = before.get(keyOf({ thing_id: asset.id, ...rowOf(grantee) }))
          const end = ends[i] ?? null
          if (!was || !isSame(was, input.level, end))
            await putGrant(ctx, { assetId: asset.id, collectionId: null }, grantee, {
              level: input.level,
              ends: end,
              by: ctx.actor.memberId,
            })
        }
      const after = await grantsOn(ctx, ids).execute()
      const theThing = new Map<string, VisibleAsset>(assets.map((a) => [a.id, a]))
      const entries = after.flatMap((grant) => {
        const was = before.get(keyOf(grant))
        const asset = theThing.get(grant.thing_id)
        if (!asset || (was && isSame(was, grant.level, grant.ends_at))) return []
        return [
          {
            what: was ? ('grant.changed' as const) : ('grant.given' as const),
            on: asset.id,
            before: was ? shapeOf(was, asset) : null,
            after: shapeOf(grant, asset),
          },
        ]
      })
      if (!entries.length) return done({ given: 0 }, nothing('they have exactly this already'))
      const isNew = new Set(entries.map((e) => e.after.memberId ?? e.after.groupId))
      const mails = input.tell
        ? await mailsTo(
            ctx,
            grantees.filter((g) => isNew.has(g.memberId ?? g.groupId)),
            ids,
            input.note,
          )
        : []
      return done({ given: entries.length }, entries, ...mails)
    }),

  /** Changes the level or the end of a grant on this thing. Throws `not_found` where it is not on it. */
  change: on({ assetId: 'asset.share' })
    .input({ grantId: grantField, level: levelField, endsAt: momentField.nullable() })
    .change('grant.changed', async ({ ctx, input: { grantId, level, endsAt }, the: { asset }, done }) => {
      const was = (await grantsOn(ctx, [asset.id]).execute()).find((g) => g.id === grantId)
      if (!was) throw new Problem('not_found')
      const [ends = null] = await endsFor(ctx, [asset], endsAt)
      if (isSame(was, level, ends)) return done({ endsAt: ends }, nothing('the same level and end as before'))
      const { member_id, group_id } = was
      const to = member_id
        ? { memberId: member_id, groupId: null }
        : { memberId: null, groupId: group_id as NonNullable<typeof group_id> } // one of the two, by a check
      await putGrant(ctx, { assetId: asset.id, collectionId: null }, to, { level, ends, by: ctx.actor.memberId })
      const is = { ...was, level, ends_at: ends }
      return done({ endsAt: ends }, { on: asset.id, before: shapeOf(was, asset), after: shapeOf(is, asset) })
    }),

  /** Takes grants on this thing away: possible on every plan. Throws `not_found` where one is not on it. */
  revoke: on({ assetId: 'asset.unshare' })
    .input({ grantIds: z.array(grantField).min(1).max(100) })
    .change('grant.revoked', async ({ ctx, input: { grantIds }, the: { asset }, done }) => {
      const revoked = (await grantsOn(ctx, [asset.id]).execute()).filter((g) => grantIds.includes(g.id))
      if (revoked.length < new Set(grantIds).size) throw new Problem('not_found')
      await removeGrants(
        ctx,
        revoked.map((g) => g.id),
      )
      return done(
        { revoked: revoked.length },
        revoked.map((g) => ({ on: asset.id, before: shapeOf(g, asset), after: null })),
      )
    }),
})

const rowOf = ({ memberId, groupId }: Grantee) => ({ member_id: memberId, group_id: groupId })
const keyOf = (g: Pick<Grant, 'thing_id' | 'member_id' | 'group_id'>) => `${g.thing_id} ${g.member_id ?? g.group_id}`

/** A mail to each of these people, and to everybody in these groups, each once; not to whoever shares. */
async function mailsTo(
  ctx: InLibrary & Base,
  grantees: readonly Grantee[],
  assetIds: readonly string[],
  note: string,
): Promise<Effect[]> {
  const groupIds = grantees.flatMap((g) => g.groupId ?? [])
  const inGroups = groupIds.length ? (await membershipsIn(ctx, groupIds).execute()).map((m) => m.member_id) : []
  const to = new Set([...grantees.flatMap((g) => g.memberId ?? []), ...inGroups])
  to.delete(ctx.actor.memberId)
  if (!to.size) return []
  const addresses = await ours(ctx, 'member')
    .select(['member.id', 'member.email'])
    .where('member.id', 'in', [...to])
    .execute()
  return addresses.map(({ id, email }) => ({
    mail: {
      template: 'shared',
      email,
      about: { memberId: id, assetIds: assetIds.join(' '), byId: ctx.actor.memberId, note },
    },
  }))
}
