// Search: by part of a name, tags, type, size, dates, dimensions, owner and place, together, sorted, page by page. What
// the asker may not see is neither found nor counted (rules §4).
import { z } from 'zod'
import { mediaFamilyNames, readTagName, tagsAtOnce, type MediaFamily, type MemberId } from '@usher/domain'
import { sorts } from '../access/narrow.ts'
import { dayField, momentField, readBy } from '../fields.ts'
import { mustReach } from '../session/key-scope.ts'
import { on, router } from '../trpc.ts'
import { cursorField } from './cursor.ts'
import { foundAssets } from './found-assets.ts'

const bytes = z.int().nonnegative().optional()
const pixels = z.int().nonnegative().max(1_000_000_000).optional()
const moment = momentField.optional()
const day = dayField.optional()

export const search = router({
  /** In a folder and below it (null: everywhere); what is left out does not narrow. */
  assets: on({ folderId: 'folder.open' })
    .forKeys('files', 'read')
    .input({
      /** Words, each of which occurs in the name. */
      name: z.string().max(200).optional(),
      tags: z.array(readBy(readTagName)).max(tagsAtOnce).default([]),
      types: z
        .array(z.enum(mediaFamilyNames as [MediaFamily, ...MediaFamily[]]))
        .max(mediaFamilyNames.length)
        .default([]),
      sizeFrom: bytes,
      sizeTo: bytes,
      changedFrom: moment,
      changedUntil: moment,
      takenFrom: day,
      takenTo: day,
      widthFrom: pixels,
      widthTo: pixels,
      heightFrom: pixels,
      heightTo: pixels,
      owner: z
        .uuid()
        .transform((id) => id as MemberId)
        .optional(),
      sort: z.enum(sorts).default('name'),
      descending: z.boolean().default(false),
      /** `next` of the page before; in the same order. */
      after: cursorField.optional(),
    })
    .read(async ({ ctx, input, the: { folder } }) => {
      if (input.tags.length) mustReach(ctx.actor, 'tags', 'read')
      return foundAssets(ctx, folder?.id ?? null, input)
    }),
})
