// One page of what lies in a folder: folders first, then files, sorted, with the owner's name.
import { z } from 'zod'
import type { AssetId } from '@usher/domain'
import { ours } from '../access/ours.ts'
import { visible, type InLibrary } from '../access/reach.ts'

export const pageFields = {
  sort: z.enum(['name', 'created']).default('name'),
  descending: z.boolean().default(false),
  /** How many to leave out: those that were shown already. */
  offset: z.int().nonnegative().max(1_000_000).default(0),
}
type Page = z.output<z.ZodObject<typeof pageFields>>
const perPage = 100

/** At most a hundred of them, and whether there are more. */
export async function folderPage(ctx: InLibrary, folderId: AssetId | null, { sort, descending, offset }: Page) {
  const direction = descending ? 'desc' : 'asc'
  const rows = await visible(ctx)
    .select(['asset.id', 'asset.kind', 'asset.name', 'asset.level', 'asset.owner_id', 'asset.created_at'])
    .select(['asset.version_id', 'asset.size', 'asset.media_type', 'asset.changed_at'])
    .where('asset.parent_id', folderId === null ? 'is' : '=', folderId)
    .orderBy('asset.kind', 'desc')
    .orderBy(sort === 'name' ? 'asset.name_key' : 'asset.created_at', direction)
    .orderBy('asset.id')
    .limit(perPage + 1)
    .offset(offset)
    .execute()
  const shown = rows.slice(0, perPage)
  const owners = [...new Set(shown.flatMap((r) => r.owner_id ?? []))]
  const names = owners.length
    ? await ours(ctx, 'member').select(['member.id', 'member.name']).where('member.id', 'in', owners).execute()
    : []
  const nameOf = new Map(names.map((n) => [n.id, n.name]))
  return {
    assets: shown.map((r) => ({
      id: r.id,
      kind: r.kind,
      name: r.name,
      level: r.level,
      createdAt: r.created_at,
      owner: r.owner_id && (nameOf.get(r.owner_id) ?? null),
      isMine: r.owner_id === ctx.actor.memberId,
      size: r.size,
      mediaType: r.media_type,
      changedAt: r.changed_at,
      versionId: r.version_id,
    })),
    more: rows.length > perPage,
  }
}
