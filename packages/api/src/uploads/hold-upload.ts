// Of two who finish one upload at once, the second waits for the first, and finds it done.
import { Problem, type UploadId } from '@usher/domain'
import { ours, type Changing } from '../access/ours.ts'
import type { Found } from '../access/things.ts'
import type { InAccount } from '../context.ts'

/**
 * Until the end of the change nobody else changes it. It was found by the door; throws `not_found` where it was given up
 * or forgotten since.
 */
export const holdUpload = (ctx: InAccount & Changing, id: UploadId): Promise<Found<'upload'>> =>
  ours(ctx, 'upload')
    .selectAll('upload')
    .where('upload.id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Problem('not_found'))
