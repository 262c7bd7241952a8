// Who gets to what, and why: the library as a person or a group reaches it, for administrators; and every path by which
// somebody reaches one thing, for whoever may ask who has access to it, and about oneself for everybody (rules §4).
import { z } from 'zod'
import { Problem, type AssetId, type MemberId } from '@usher/domain'
import { ours } from '../access/ours.ts'
import { levelOn, visibleIn, visibleTopMost, type InLibrary } from '../access/reach.ts'
import { folderPage, pageFields } from '../library/folder-page.ts'
import { placed } from '../library/placed.ts'
import { cursorField } from '../search/cursor.ts'
import { foundAssets } from '../search/found-assets.ts'
import { can, on, router } from '../trpc.ts'
import { seenByGroup, seenByMember, whatTheyHave } from './seen-by.ts'
import { mayAskAbout, why } from './why.ts'

const inFolder = {
  /** Null: where what they see begins. Held against what they see. */
  folderId: z
    .uuid()
    .transform((id) => id as AssetId)
    .nullable()
    .default(null),
  ...pageFields,
}
const byName = { name: z.string().min(1).max(200), after: cursorField.optional() }

/**
 * What they see in a folder, by page; and what they have before anything is shared. Where it begins, each thing comes with
 * the folder that it lies in, which the asker sees and they may not. Throws `not_found`.
 */
async function seenIn(
  ctx: InLibrary,
  theirs: InLibrary,
  { folderId, ...page }: z.output<z.ZodObject<typeof inFolder>>,
) {
  if (folderId && !(await levelOn(theirs, [folderId])).has(folderId)) throw new Problem('not_found')
  const within = folderId ? visibleIn(theirs, folderId) : visibleTopMost(theirs)
  const { assets, next } = await folderPage(theirs, within, page)
  const places = folderId
    ? null
    : await placed(
        ctx,
        assets.map((a) => a.id),
      )
  return {
    ...whatTheyHave(theirs),
    assets: assets.map((a) => ({ ...a, folder: places?.get(a.id)?.folder ?? null })),
    next,
  }
}

/** What they see whose name has these words, by page, each with the path that they see. */
const foundBy = (theirs: InLibrary, { name, after }: z.output<z.ZodObject<typeof byName>>) =>
  foundAssets(theirs, null, { name, tags: [], types: [], sort: 'name', descending: false, after })

export const accessOf = router({
  /** What a member gets to, at which level: where it begins, or inside one folder. */
  member: can('people.see', { memberId: 'member' })
    .input(inFolder)
    .read(async ({ ctx, input: { memberId: _, ...input }, the: { member } }) =>
      seenIn(ctx, await seenByMember(ctx, member), input),
    ),
  searchMember: can('people.see', { memberId: 'member' })
    .input(byName)
    .read(async ({ ctx, input, the: { member } }) => foundBy(await seenByMember(ctx, member), input)),

  /** The same of a group: what reaches everybody in it who can enter. */
  group: can('groups.see', { groupId: 'group' })
    .input(inFolder)
    .read(async ({ ctx, input: { groupId: _, ...input }, the: { group } }) =>
      seenIn(ctx, await seenByGroup(ctx, group.id), input),
    ),
  searchGroup: can('groups.see', { groupId: 'group' })
    .input(byName)
    .read(async ({ ctx, input, the: { group } }) => foundBy(await seenByGroup(ctx, group.id), input)),

  /** Why a member gets to a thing, or does not. Throws `not_found` for a member that the asker is not told of. */
  explain: on({ assetId: 'asset.seeAccess' })
    .input({ memberId: z.uuid().transform((id) => id as MemberId) }) // held against those of the account
    .read(async ({ ctx, input: { memberId }, the: { asset } }) => {
      const member = await memberIn(ctx, memberId)
      if (!member || !(await mayAskAbout(ctx, asset.id, member))) throw new Problem('not_found')
      return { name: member.name, ...(await why(ctx, asset, member)) }
    }),

  /** Why I get to a thing. */
  explainMine: on({ assetId: 'asset.see' }).read(async ({ ctx, the: { asset } }) => {
    const me = await memberIn(ctx, ctx.actor.memberId)
    // Who was removed since the door looked.
    if (!me) throw new Problem('not_found')
    return { name: me.name, ...(await why(ctx, asset, me)) }
  }),
})

const memberIn = (ctx: InLibrary, id: MemberId) =>
  ours(ctx, 'member')
    .select(['member.id', 'member.name', 'member.role', 'member.status', 'member.ends_at'])
    .where('member.id', '=', id)
    .executeTakeFirst()
