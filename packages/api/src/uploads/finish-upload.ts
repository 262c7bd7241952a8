// The end of an upload, whichever way its bytes came: a file, or a version, with its entry and its use.
import { z } from 'zod'
import { nothing, Problem, type AssetId, type Nothing, type Told, type UploadId } from '@usher/domain'
import type { WhoAsks } from '../access/asked-by.ts'
import type { Bytes } from '../access/files.ts'
import { changeOurs, type Changing, type ContentWriting } from '../access/ours.ts'
import type { InLibrary } from '../access/reach.ts'
import type { Effect } from '../change.ts'
import type { Base } from '../context.ts'
import { usedBy } from '../usage/used-by.ts'
import { destinationOf } from './destination.ts'
import { holdUpload } from './hold-upload.ts'
import { ifTaken, putThere } from './put-there.ts'

/** `ifTaken`: what becomes of it where a file has the name already. `sha256`, in hexadecimal: of what is to have arrived. */
export const finishFields = {
  ifTaken: z.enum(ifTaken).default('refuse'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'Give 64 digits, 0 to 9 and a to f.')
    .optional(),
}
interface How {
  ifTaken: (typeof ifTaken)[number]
  sha256?: string | undefined
}
/** What `done` is called with. */
type Ending = [{ assetId: AssetId }, Told<'file.uploaded' | 'version.added'>[] | Nothing, ...Effect[]]

/** `bytes`: what was taken in; null where it was finished before. Throws `bytes_differ`, and what `putThere` throws. */
export async function finishUpload(
  ctx: Base & InLibrary & ContentWriting & Changing<'content'> & { actor: WhoAsks },
  id: UploadId,
  { ifTaken: how, sha256 }: How,
  bytes: Bytes | null,
): Promise<Ending> {
  const upload = await holdUpload(ctx, id)
  if (upload.became_asset_id) return [{ assetId: upload.became_asset_id }, nothing('it was finished before')]
  if (!bytes) throw new Problem('not_found')
  if (sha256 && sha256 !== bytes.sha256.toString('hex')) throw new Problem('bytes_differ')
  const entry = await putThere(ctx, await destinationOf(ctx, upload), upload.name, how, bytes)
  await changeOurs(ctx, 'upload', [upload.id], { finished_at: ctx.now, became_asset_id: entry.on })
  const use = { ...usedBy(ctx), what: 'upload', assetId: entry.on, bytes: bytes.size } as const
  return [{ assetId: entry.on }, [entry], { use }]
}
