// One page of things, as of what lies in a folder: folders first, then files, sorted, with the owner's name. A page begins after the
// last row of the one before, not after so many rows: what others add or delete meanwhile neither repeats nor skips any.
import { z } from 'zod'
import { Problem, type AssetId } from '@usher/domain'
import type { InLibrary, Visible } from '../access/reach.ts'
import { planKept } from '../db/connect.ts'
import { shownAssets, shownColumns } from './shown-assets.ts'

const sorts = ['name', 'changed', 'size'] as const
type Sort = (typeof sorts)[number]
type Kind = 'folder' | 'file'
type Column = 'name_key' | 'created_at' | 'changed_at' | 'size'
/** What each kind is sorted by. A folder has no size, and is not changed by what is put into it. */
const columnOf: Record<Kind, Record<Sort, Column>> = {
  folder: { name: 'name_key', changed: 'created_at', size: 'name_key' },
  file: { name: 'name_key', changed: 'changed_at', size: 'size' },
}
const typeOf = { name_key: 'text', created_at: 'timestamptz', changed_at: 'timestamptz', size: 'bigint' } as const

/** The last row of a page: its kind, what it was sorted by, and its id. */
const mark = z.discriminatedUnion('by', [
  z.strictObject({
    kind: z.enum(['folder', 'file']),
    by: z.literal('name_key'),
    // PostgreSQL has no text with a zero in it.
    value: z
      .string()
      .max(1000)
      .regex(/^[^\0]*$/),
    id: z.uuid(),
  }),
  z.strictObject({
    kind: z.literal('file'),
    by: z.literal('size'),
    value: z.string().regex(/^\d{1,18}$/),
    id: z.uuid(),
  }),
  z.strictObject({
    kind: z.enum(['folder', 'file']),
    by: z.enum(['created_at', 'changed_at']),
    value: z.iso.datetime({ offset: true }),
    id: z.uuid(),
  }),
])
type Mark = z.output<typeof mark>
const unreadable = { field: 'after', says: 'Take what the page before gave, with the same order.' }
const markField = z
  .string()
  .max(4000)
  .transform((text, context) => {
    const read = z.preprocess((given) => parsed(String(given)), mark).safeParse(text)
    if (read.success) return read.data
    context.addIssue({ code: 'custom', message: unreadable.says })
    return z.NEVER
  })
function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    return null
  }
}

export const pageFields = {
  sort: z.enum(sorts).default('name'),
  descending: z.boolean().default(false),
  /** What the page before said: where the next one begins. */
  after: markField.optional(),
  foldersOnly: z.boolean().default(false),
}
type Page = z.output<z.ZodObject<typeof pageFields>>
export const perPage = 200

/** At most 200 of them; `next`: what asks for the page after, null where there is none. */
export async function folderPage(ctx: InLibrary, within: Visible, page: Page) {
  const { sort, after, foldersOnly } = page
  if (after && after.by !== columnOf[after.kind][sort]) throw new Problem('invalid_input', { fields: [unreadable] })
  const rows = after?.kind === 'file' ? [] : await stretch(within, 'folder', page, after, perPage + 1)
  if (!foldersOnly && rows.length <= perPage)
    rows.push(
      ...(await stretch(within, 'file', page, after?.kind === 'file' ? after : undefined, perPage + 1 - rows.length)),
    )
  const shown = rows.slice(0, perPage)
  const last = rows.length > perPage ? shown.at(-1) : undefined
  return { assets: await shownAssets(ctx, shown), next: last ? markOf(last, sort) : null }
}

/** What of one kind comes after the mark, in order. */
function stretch(within: Visible, kind: Kind, { sort, descending }: Page, after: Mark | undefined, limit: number) {
  const by = columnOf[kind][sort]
  // Folders stay in the order of their names when files are sorted by size.
  const back = descending && !(kind === 'folder' && sort === 'size')
  const [direction, further] = back ? (['desc', '<'] as const) : (['asc', '>'] as const)
  return within
    .modifyFront(planKept)
    .select(shownColumns)
    .select((eb) => eb.cast<string>(`asset.${by}`, 'text').as('sortedBy'))
    .where('asset.kind', '=', kind)
    .$if(after !== undefined, (q) =>
      q.where((eb) => {
        const value = eb.cast<string>(eb.val(after?.value), typeOf[by])
        return eb.and([
          eb(`asset.${by}`, back ? '<=' : '>=', value),
          eb.or([eb(`asset.${by}`, further, value), eb('asset.id', further, (after?.id ?? '') as AssetId)]),
        ])
      }),
    )
    .orderBy(`asset.${by}`, direction)
    .orderBy('asset.id', direction)
    .limit(limit)
    .execute()
}

function markOf({ kind, id, sortedBy }: { kind: Kind; id: string; sortedBy: string }, sort: Sort): string {
  const by = columnOf[kind][sort]
  // PostgreSQL writes "2026-05-03 18:00:00.123456+00".
  const value = by === 'created_at' || by === 'changed_at' ? isoOf(sortedBy) : sortedBy
  return Buffer.from(JSON.stringify({ kind, by, value, id } satisfies Record<keyof Mark, string>)).toString('base64url')
}
const isoOf = (text: string): string => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
