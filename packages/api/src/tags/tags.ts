// Tags: which a selection has, what to suggest while one is typed, and putting them on and taking them away, many things
// at once. Rules §3 (contribute) and §8 ("Kinds").
import { z } from 'zod'
import { nothing, readTagName, tagsAtOnce } from '@usher/domain'
import { changeTags, suggestedTags, tagsOn } from '../access/tags.ts'
import { readBy } from '../fields.ts'
import { can, on, router } from '../trpc.ts'

const tagsField = z.array(readBy(readTagName)).max(tagsAtOnce).default([])

export const tags = router({
  /** Each tag of the selection, with how many of it have it: fewer than all is mixed. */
  list: on({ assetIds: 'asset.see' })
    .forKeys('tags', 'read')
    .read(async ({ ctx, the: { assets } }) => ({
      of: assets.length,
      tags: await tagsOn(
        ctx,
        assets.map((a) => a.id),
      ),
    })),

  /** At most ten, of what the asker may see: those that begin with what was typed, then those that have it anywhere. */
  suggest: can('library.browse')
    .forKeys('tags', 'read')
    .input({ typed: z.string().max(200).default('') })
    .read(({ ctx, input }) => suggestedTags(ctx, input.typed.trim())),

  /** Puts tags on all of them and takes others away: all of it or nothing. */
  change: on({ assetIds: 'asset.tag' })
    .forKeys('tags', 'write')
    .input({ add: tagsField, remove: tagsField })
    .change('asset.tagged', async ({ ctx, input, the: { assets }, done }) => {
      const changed = await changeTags(ctx, assets, input)
      if (!changed.length) return done({ changed: 0 }, nothing('they have these tags already, and not those'))
      return done(
        { changed: changed.length },
        changed.map(({ id, ...after }) => ({ on: id, before: null, after })),
      )
    }),
})
