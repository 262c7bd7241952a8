// Search: by part of a name, tags, type, size, dates, dimensions, owner and place, together, sorted, page by page. What
// the asker may not see is neither found nor counted (rules §4).
import { z } from 'zod'
import { mediaFamilyNames, readTagName, tagsAtOnce, type MediaFamily, type MemberId } from '@usher/domain'
import { sorts } from '../access/narrow.ts'
import { momentField, readBy } from '../fields.ts'
import { on, router } from '../trpc.ts'
import { cursorField } from './cursor.ts'
import { foundAssets } from './found-assets.ts'

const bytes = z.int().nonnegative().optional()
const pixels = z.int().nonnegative().max(1_000_000_000).optional()
const moment = momentField.optional()
const day = z.iso
  .date({ error: 'Give a day like 2030-01-31.' })
  .refine((text) => text > '0001', { error: 'Give a day like 2030-01-31.' })
  .optional()

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
    .read(({ ctx, input, the: { folder } }) => foundAssets(ctx, folder?.id ?? null, input)),
})
