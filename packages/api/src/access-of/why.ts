// Why somebody gets to a thing: every path, the highest first, with who gave what and when, and which end it has. What it
// comes from is named as far as the asker sees it. Rules §4 ("Keep every path, not only the winner").
import {
  highest,
  isAtLeast,
  may,
  mayEnter,
  seesByReach,
  statusAt,
  type AssetId,
  type CollectionId,
  type Level,
  type Path,
} from '@usher/domain'
import { namesOfCollections } from '../access/collections.ts'
import { grantsOn } from '../access/grants.ts'
import { namesOf } from '../access/names.ts'
import { pathOf, type InLibrary, type VisibleAsset } from '../access/reach.ts'
import { explain, lineOf } from '../access/who-and-why.ts'
import type { Base } from '../context.ts'
import { fromOf, type From } from '../grants/who-has-access.ts'
import type { SomeMember } from './seen-by.ts'

/** What was given, to whom it comes through, and how long it holds. */
interface Given {
  /** The name of the group that it comes through; null where it is their own. */
  group: string | null
  givenAt: Date
  /** Where that is still known. */
  givenBy: string | null
  /** The earlier of both ends, and whose it is. */
  endsAt: Date | null
  endsBy: 'grant' | 'membership' | null
}
/** A path as it is told; several can win. */
export type ToldPath = { level: Level; wins: boolean } & (
  | { by: 'role' }
  | { by: 'ownership'; from: From }
  | ({ by: 'grant'; from: From } & Given)
  /** `collection`: its name, null where the asker does not see it; `given`: on it, null to them and to its owner. */
  | { by: 'collection'; from: From; collection: string | null; given: Given | null }
)
export interface Why {
  level: Level | null
  paths: ToldPath[]
  /** Where there is no path: their role has no library, they cannot enter the account, or nothing leads there. */
  nothing: 'role' | 'cannot_enter' | 'no_path' | null
}

export async function why(ctx: InLibrary & Base, asset: VisibleAsset, member: SomeMember): Promise<Why> {
  const line = await lineOf(ctx, asset.id)
  const folder = asset.kind === 'folder' ? asset.id : asset.parent_id
  const [paths, steps] = await Promise.all([explain(ctx, member.id, asset.id), folder ? pathOf(ctx, folder) : []])
  const collections = await namesOfCollections(
    ctx,
    paths.flatMap((p) => (p.by === 'collection' ? [p.collection as CollectionId] : [])), // the relation’s
  )
  const things = [...line.map((a) => a.id), ...collections.keys()]
  const grants = things.length ? await grantsOn(ctx, things).execute() : []
  const givers = await namesOf(
    ctx,
    grants.map((g) => g.given_by),
  )
  const grantOf = new Map(grants.map((g) => [g.id as string, g]))
  const from = fromOf(asset.id, steps)
  const givenOf = (id: string | null, { group, ends }: { group: string | null; ends: Date | null }): Given | null => {
    const grant = id && grantOf.get(id)
    return grant
      ? {
          group: group && grant.grantee,
          givenAt: grant.given_at,
          givenBy: grant.given_by && (givers.get(grant.given_by) ?? null),
          endsAt: ends,
          endsBy: ends && (ends.getTime() === grant.ends_at?.getTime() ? 'grant' : 'membership'),
        }
      : null
  }
  const level = highest(paths.map((p) => p.level))
  const told = (path: Path): ToldPath[] => {
    const common = { level: path.level, wins: path.level === level }
    switch (path.by) {
      case 'role':
        return [{ ...common, by: 'role' }]
      case 'ownership':
        return [{ ...common, by: 'ownership', from: from(path.of) }]
      case 'grant': {
        const given = givenOf(path.grant, path)
        // Revoked since the paths were read.
        return given ? [{ ...common, by: 'grant', from: from(path.on), ...given }] : []
      }
      case 'collection': {
        const collection = collections.get(path.collection as CollectionId) ?? null
        const given = collection === null ? null : givenOf(path.grant, path)
        return [{ ...common, by: 'collection', from: from(path.of), collection, given }]
      }
      default:
        return path satisfies never
    }
  }
  return {
    level,
    paths: paths
      .toSorted((a, b) => Number(isAtLeast(b.level, a.level)) - Number(isAtLeast(a.level, b.level)))
      .flatMap(told),
    nothing: level ? null : whyNothing(ctx, member),
  }
}

function whyNothing(ctx: InLibrary & Base, { role, status, ends_at }: SomeMember): Why['nothing'] {
  const standing = { role, plan: ctx.actor.plan, status: statusAt({ status, endsAt: ends_at }, ctx.now) }
  if (!mayEnter(standing).yes) return 'cannot_enter'
  return seesByReach(role) ? 'no_path' : 'role'
}

/**
 * May the asker, who may ask who reaches this thing, ask it of that member? Whoever sees the account's people of
 * everybody; others of those whom they can share with, and of those that the list of who has access names to them.
 */
export async function mayAskAbout(ctx: InLibrary, assetId: AssetId, { id, role }: SomeMember): Promise<boolean> {
  if (may(ctx.actor, 'people.see').yes || seesByReach(role) || id === ctx.actor.memberId) return true
  const line = await lineOf(ctx, assetId)
  if (line.some((a) => a.owner_id === id)) return true
  const grants = await grantsOn(
    ctx,
    line.map((a) => a.id),
  ).execute()
  return grants.some((g) => g.member_id === id)
}
