// Where the next page of a search begins, as text that means nothing to whoever keeps it: read strictly, since it comes
// back from outside.
import { z } from 'zod'
import type { AssetId } from '@usher/domain'
import { sorts, type PageEnd, type Sort } from '../access/narrow.ts'

/** Holds for one order only: what follows in another one, nobody knows. */
export interface Cursor extends PageEnd {
  sort: Sort
  descending: boolean
}
const read = z.tuple([z.enum(sorts), z.boolean(), z.union([z.string().max(1000), z.int()]), z.uuid()])

export const writeCursor = ({ sort, descending, key, id }: Cursor): string =>
  Buffer.from(JSON.stringify([sort, descending, key, id])).toString('base64url')

/** As it was written; anything else is refused. */
export const cursorField = z
  .string()
  .max(4000)
  .transform((text, context): Cursor => {
    const found = read.safeParse(parsed(Buffer.from(text, 'base64url').toString()))
    const [sort, descending, key, id] = found.data ?? []
    // Names are text, every other key is a number; text for PostgreSQL has no zero byte.
    const fits = typeof key === (sort === 'name' ? 'string' : 'number') && !String(key).includes('\0')
    if (sort && descending !== undefined && key !== undefined && id && fits)
      return { sort, descending, key, id: id as AssetId }
    context.addIssue({ code: 'custom', message: 'This is not where a page ended. Begin at the first page.' })
    return z.NEVER
  })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
