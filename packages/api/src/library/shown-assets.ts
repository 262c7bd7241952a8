// Files and folders as lists show them: with the owner's name, and what is known of a file's current version.
import type { AssetId } from '@usher/domain'
import { lookedOf, previewOf } from '../access/versions.ts'
import { namesOf } from '../access/names.ts'
import type { InLibrary, VisibleAsset } from '../access/reach.ts'

/** What of a visible asset a list reads: for `.select(shownColumns)`. */
export const shownColumns = [
  'asset.id',
  'asset.kind',
  'asset.name',
  'asset.level',
  'asset.owner_id',
  'asset.created_at',
  'asset.version_id',
  'asset.size',
  'asset.media_type',
  'asset.changed_at',
] as const
type Row = Omit<VisibleAsset, 'parent_id' | 'name_key'>

/** In their order; two statements, however many there are. */
export async function shownAssets(ctx: InLibrary, rows: readonly Row[]) {
  const nameOf = await namesOf(
    ctx,
    rows.map((r) => r.owner_id),
  )
  const looked = await lookedOf(ctx, [...new Set(rows.flatMap((r) => r.version_id ?? []))])
  return rows.map((r) => {
    const found = r.version_id ? looked.get(r.version_id) : undefined
    return {
      id: r.id satisfies AssetId,
      kind: r.kind,
      name: r.name,
      level: r.level,
      createdAt: r.created_at,
      owner: r.owner_id && (nameOf.get(r.owner_id) ?? null),
      isMine: r.owner_id !== null && r.owner_id === ctx.actor.memberId,
      /** Of a file: its current version. */
      versionId: r.version_id,
      size: r.size,
      /** Of all its bytes, in hexadecimal: by it a program knows whether it has the same. */
      sha256: found?.sha256.toString('hex') ?? null,
      mediaType: r.media_type,
      changedAt: r.changed_at,
      preview: previewOf(found),
      width: found?.width ?? null,
      height: found?.height ?? null,
    }
  })
}
