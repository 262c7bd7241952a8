// The history of one file or folder, for whoever sees it (rules §7): who did what to it, and when. Where from and with
// what device is never part of it; a folder that it went to is named only to those who see that folder.
import { allows, audit, auditKinds, type AssetId, type AuditKind } from '@usher/domain'
import { visible, type InLibrary, type VisibleAsset } from '../access/reach.ts'
import { whole } from '../db/connect.ts'
import type { Body } from './append.ts'
import { chainOfAccount } from './chain.ts'

const perPage = 50
const aboutAssets = auditKinds.filter((kind) => audit[kind].on === 'asset')
/** With whom it is shared is told to those who may ask who has access (rules §4). */
const kindsFor = ({ level }: VisibleAsset): readonly AuditKind[] =>
  aboutAssets.filter((kind) => !kind.startsWith('grant.') || allows(level, 'asset.seeAccess'))
/** What of an entry is told; ids of people and places are not. */
const told: ReadonlySet<string> = new Set([
  'kind',
  'name',
  'version',
  'versions',
  'deletedVersion',
  'size',
  'foldersBelow',
  'level',
  'endsAt',
  'grantee',
  'person',
])

/** An entry as `tell` says it. */
export interface HistoryEntry {
  id: string
  at: string
  what: AuditKind
  actor: { kind: string; name: string | null }
  subject: null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  consequences: readonly never[]
  /** The folder that it went to; null where it went to none, or to one that the reader does not see. */
  place: string | null
}

/** Entries before `before`, newest first; `next`: what asks for those before them. */
export async function historyOf(
  ctx: InLibrary,
  asset: VisibleAsset,
  before: number | undefined,
): Promise<{ entries: HistoryEntry[]; next: number | null }> {
  const db = whole(ctx.handle)
  const rows = await db
    .selectFrom('audit_entry as e')
    .leftJoin('audit_personal as p', (j) => j.onRef('p.entry_id', '=', 'e.id').on('p.part', '=', 'actor'))
    .leftJoin('audit_personal as was', (j) => j.onRef('was.entry_id', '=', 'e.id').on('was.part', '=', 'before'))
    .leftJoin('audit_personal as is', (j) => j.onRef('is.entry_id', '=', 'e.id').on('is.part', '=', 'after'))
    .select(['e.seq', 'e.body', 'p.value as actor', 'was.value as was', 'is.value as is'])
    .where('e.chain', '=', chainOfAccount(ctx.accountId))
    .where('e.on_id', 'in', await partsOf(ctx, asset.id))
    .where('e.what', 'in', kindsFor(asset))
    .$if(before !== undefined, (q) => q.where('e.seq', '<', before ?? 0))
    .orderBy('e.seq', 'desc')
    .limit(perPage + 1)
    .execute()
  const shown = rows.slice(0, perPage).map(({ seq, body, actor, was, is }) => ({
    seq,
    body: withPersonal(JSON.parse(body) as Body, was, is),
    name: actor === null ? null : ((JSON.parse(actor) as { name?: string | null }).name ?? null),
  }))
  const names = await namesOf(
    ctx,
    shown.flatMap(({ body }) => placeIn(body) ?? []),
  )
  return {
    entries: shown.map(({ body, name }) => ({
      id: body.id,
      at: body.at,
      what: body.what,
      actor: { kind: body.actor.kind, name },
      subject: null,
      before: toldOf(body.before),
      after: toldOf(body.after),
      consequences: [],
      place: names.get(placeIn(body) ?? '') ?? null,
    })),
    next: rows.length > perPage ? (shown.at(-1)?.seq ?? null) : null,
  }
}

/** With what is personal put back, as far as it still exists. */
const withPersonal = (body: Body, was: string | null, is: string | null): Body => ({
  ...body,
  before: body.before && { ...body.before, ...parsed(was) },
  after: body.after && { ...body.after, ...parsed(is) },
})
const parsed = (value: string | null) => (value === null ? {} : (JSON.parse(value) as Record<string, unknown>))

/** The thing, and all that became part of it by being moved onto its name: their history is its own. */
async function partsOf(ctx: InLibrary, assetId: AssetId): Promise<string[]> {
  const parts = new Set<string>([assetId])
  for (let next: string[] = [assetId]; next.length;) {
    const merges = await whole(ctx.handle)
      .selectFrom('audit_entry')
      .select('body')
      .where('chain', '=', chainOfAccount(ctx.accountId))
      .where('on_id', 'in', next)
      .where('what', '=', 'asset.merged')
      .execute()
    next = merges.map(({ body }) => String((JSON.parse(body) as Body).after?.['fromId']))
    for (const id of next) parts.add(id)
  }
  return [...parts]
}

/** The folder that a move or a restoring led to. */
function placeIn({ what, after }: Body): AssetId | null {
  const place = what === 'asset.moved' || what === 'asset.restored' ? after?.['parentId'] : null
  return typeof place === 'string' ? (place as AssetId) : null
}

async function namesOf(ctx: InLibrary, ids: readonly AssetId[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map()
  const rows = await visible(ctx).select(['asset.id', 'asset.name']).where('asset.id', 'in', ids).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** That it went to the top of the library names nothing, and is kept. */
const toldOf = (facts: Body['before']): Record<string, unknown> | null =>
  facts &&
  Object.fromEntries(
    Object.entries(facts).filter(([field, value]) => told.has(field) || (field === 'parentId' && value === null)),
  )
