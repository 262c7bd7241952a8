// Where an upload goes to, looked up anew each time: at its start, at each part and at its end. What is gone or out of
// reach by then is said clearly, and the bytes wait for another place.
import { Problem } from '@usher/domain'
import { findAllowed } from '../access/on.ts'
import type { InLibrary, VisibleAsset } from '../access/reach.ts'
import type { Found } from '../access/things.ts'

/** The folder (null: the root) or the file that it becomes a version of. Throws `upload_stranded`. */
export type Destination = { folder: VisibleAsset | null } | { asset: VisibleAsset }

const isOutOfReach = (error: unknown) =>
  error instanceof Problem && ['not_found', 'not_a_folder', 'not_a_file', 'level_too_low'].includes(error.code)

export async function destinationOf(ctx: InLibrary, upload: Found<'upload'>): Promise<Destination> {
  const [needs, input] = upload.asset_id
    ? [{ assetId: 'file.addVersion' } as const, { assetId: upload.asset_id }]
    : [{ folderId: 'folder.uploadInto' } as const, { folderId: upload.folder_id }]
  try {
    // One field was asked for, so one thing was found under its name.
    return (await findAllowed(ctx, needs, input)) as unknown as Destination
  } catch (error) {
    throw isOutOfReach(error) ? new Problem('upload_stranded') : error
  }
}
