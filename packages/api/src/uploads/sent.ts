// How much of an upload has come: what lies among the parts, or all of it once storage has taken it over.
import type { Found } from '../access/things.ts'
import type { House } from '../context.ts'

type Bytes = Pick<House, 'storage' | 'parts'>

/** Has all of it come, and left the parts? */
export const isTakenIn = async ({ storage }: Pick<House, 'storage'>, upload: Found<'upload'>): Promise<boolean> =>
  upload.finished_at !== null || (await storage.has(upload.blob_id))

/** In bytes. */
export const sentOf = async (house: Bytes, upload: Found<'upload'>): Promise<number> =>
  (await isTakenIn(house, upload)) ? upload.size : house.parts.arrived(upload.id)
