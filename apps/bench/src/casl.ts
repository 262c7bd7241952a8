// The same question put to @casl/ability: may this person see this file? Its rules are what the person holds, its condition that the
// file or a folder above it is among these; both have to be read first, as the product has to.
import { createMongoAbility, subject } from '@casl/ability'
import { heldBy, whole, type InLibrary } from '@usher/api/bench'
import { levels, type AssetId, type MemberId } from '@usher/domain'

type At = Pick<InLibrary, 'handle' | 'accountId'>

/** Files, with the folders above them, read as one reads them for a check. */
async function lineOf({ handle, accountId }: At, id: AssetId): Promise<AssetId[]> {
  const rows = await whole(handle)
    .selectFrom('asset')
    .innerJoin('folder_ancestor as f', 'f.folder_id', 'asset.parent_id')
    .select('f.ancestor_id')
    .where('asset.account_id', '=', accountId)
    .where('asset.id', '=', id)
    .execute()
  return [id, ...rows.map((r) => r.ancestor_id)]
}
async function abilityOf(at: At, memberId: MemberId) {
  const { things } = await heldBy(at, { memberId, role: 'library_restricted' })
  return createMongoAbility(
    levels
      .filter((level) => things[level].length)
      .map((level) => ({ action: level, subject: 'Asset', conditions: { line: { $in: [...things[level]] } } })),
  )
}
const mayView = (ability: Awaited<ReturnType<typeof abilityOf>>, line: readonly AssetId[]) =>
  levels.some((level) => ability.can(level, subject('Asset', { line })))

/** Read, built and asked: what a server does that keeps nothing between requests. */
export async function caslCheck(at: At, memberId: MemberId, id: AssetId): Promise<boolean> {
  const [ability, line] = await Promise.all([abilityOf(at, memberId), lineOf(at, id)])
  return mayView(ability, line)
}
