// What a change changes for whom, in its preview: the handler says whom its writes may concern, and the relation is asked of
// these before and after exactly those writes. The change itself runs the same handler and asks nothing. Nothing is told of what
// the asker does not see: whoever may move or share a thing manages all that lies in it; of what a collection passes on, and of who
// is in a group that has nothing there yet, those are told who see all of it.
import {
  isAtLeast,
  isPoint,
  losesAnything,
  may,
  shiftsOf,
  standingLevels,
  statusAt,
  type AssetId,
  type CollectionId,
  type Compared,
  type Level,
  type MemberId,
  type Shifted,
  type Weighed,
} from '@usher/domain'
import { beginningsOf, levelsOfMany, type Leveled, type Pair } from './access/levels-of-many.ts'
import { ourAccount, ours } from './access/ours.ts'
import type { Base, InAccount } from './context.ts'
import { keptOf } from './kept.ts'

type Context = InAccount & Pick<Base, 'weighs' | 'now'>
export type Thing = AssetId | CollectionId

/** Whom a change may concern, and at what: more may be named than it does, never less. */
export interface Concerned {
  members: readonly MemberId[]
  /** What these members have, and groups asked as members, may come to each of the members, or go. */
  also?: readonly MemberId[]
  /** It may begin or end at these. */
  at?: readonly Thing[]
  /** Of files and folders it concerns these and what lies in them, nothing else. */
  below?: readonly AssetId[]
  /** For these members it takes effect at that moment, not now: what they have now is weighed against what they have then. */
  from?: ReadonlyMap<MemberId, Date>
  /** So many more may be concerned, of whom the asker is told nothing else. */
  others?: number
  /** Is it to be told what of `at` and `also` they have all the same? Not what becomes more, which is a gain. */
  keeps?: boolean
}
/** So many people, and things, are looked at one by one: a preview has two seconds. */
const peopleAtMost = 50
const thingsOfOne = 500
const thingsAtMost = 3000
/** So many of them by one statement; no more statements after so many milliseconds, before and again after the writes. */
const atOnce = 100
const patience = 400
/** Of so many people it is told what they keep. */
const keptBy = 10

/** What became part of another thing. */
export type Became = ReadonlyMap<Thing, Thing>

/** Does what may concern these; in a preview the difference is told as well. */
export async function weighing<A>(
  ctx: Context,
  concerned: () => Concerned | Promise<Concerned>,
  act: () => Promise<A>,
  became: (done: A) => Became = () => new Map(),
): Promise<A> {
  if (!ctx.weighs) return act()
  const difference = await weighed(ctx, await concerned())
  const done = await act()
  ctx.weighs(await difference(became(done)))
  return done
}

/** What a member's role is on the library: a level everywhere, what reaches them, or neither. */
interface Standing {
  name: string
  everywhere: Level | null
  byReach: boolean
}
/** Now; of those with a moment of their own, then. */
async function standingsOf(
  ctx: Context,
  ids: readonly MemberId[],
  from: NonNullable<Concerned['from']> = new Map(),
): Promise<Map<MemberId, Standing>> {
  const { plan } = await ourAccount(ctx)
  const rows = ids.length
    ? await ours(ctx, 'member')
        .select(['member.id', 'member.name', 'member.role', 'member.status', 'member.ends_at as endsAt'])
        .where('member.id', 'in', ids)
        .orderBy('member.name')
        .execute()
    : []
  return new Map(
    rows.map((m) => {
      const enters = may({ role: m.role, plan, status: statusAt(m, from.get(m.id) ?? ctx.now) }, 'library.browse').yes
      const standing = enters ? standingLevels[m.role] : 'none'
      const everywhere = standing === 'none' || standing === 'by_reach' ? null : standing
      return [m.id, { name: m.name, everywhere, byReach: standing === 'by_reach' }]
    }),
  )
}

/** The relation at one moment: who is what, what is where, and what reaches each there. */
interface Snapshot {
  standings: Map<MemberId, Standing>
  things: Map<Thing, Leveled>
  reached: Map<string, Level | null>
}
const keyOf = ({ memberId, id }: Pair) => `${memberId} ${id}`
/**
 * Of these, and of the folders that they lie in, in their order, until `until`, by the clock of the process; `n`: so many
 * were looked at.
 */
async function snapshot(
  ctx: Context,
  members: readonly MemberId[],
  pairs: readonly Pair[],
  { until = Infinity, from }: { until?: number; from?: Concerned['from'] } = {},
): Promise<Snapshot & { n: number }> {
  const things: Snapshot['things'] = new Map()
  const reached: Snapshot['reached'] = new Map()
  const look = async (these: readonly Pair[]) => {
    const found = await levelsOfMany(ctx, these)
    for (const t of found) things.set(t.id, t)
    for (const t of found) reached.set(keyOf(t), t.level)
    return found
  }
  let n = 0
  for (; n < pairs.length && (n === 0 || performance.now() < until); n += atOnce) {
    const found = await look(pairs.slice(n, n + atOnce))
    const above = found.flatMap(({ memberId, parentId }) => (parentId ? [{ memberId, id: parentId }] : []))
    await look([...new Map(above.map((p) => [keyOf(p), p])).values()].filter((p) => !reached.has(keyOf(p))))
  }
  return { standings: await standingsOf(ctx, members, from), things, reached, n: Math.min(n, pairs.length) }
}
function levelAt({ standings, things, reached }: Snapshot, memberId: MemberId, id: Thing | null): Level | null {
  const standing = standings.get(memberId)
  if (id === null || !standing?.byReach) return id === null || things.has(id) ? (standing?.everywhere ?? null) : null
  return reached.get(keyOf({ memberId, id })) ?? null
}

/** Looks at what is there now; what this gives looks again, and tells the difference. */
async function weighed(
  ctx: Context,
  { members, also = [], at = [], below, from, others = 0, keeps = false }: Concerned,
) {
  const all = await standingsOf(ctx, members)
  const first = [...all.keys()].slice(0, peopleAtMost)
  const most = { below: below ?? null, each: thingsOfOne, most: thingsAtMost }
  const own = Map.groupBy(await beginningsOf(ctx, first, most), (p) => p.memberId)
  const brought = await beginningsOf(ctx, also, most)
  const common = [...new Set([...at, ...brought.map((p) => p.id)])]
  const pairs = first.flatMap((memberId) => {
    const theirs = new Set([...common, ...(own.get(memberId) ?? []).map((p) => p.id)])
    return [...theirs].map((id) => ({ memberId, id }))
  })
  const was = await snapshot(ctx, first, pairs.slice(0, thingsAtMost), { until: performance.now() + patience })
  const compared = pairs.slice(0, was.n)
  // Whoever was looked at in part, as the only one, is told of with that part.
  const unseen = new Set(pairs.slice(was.n).map((p) => p.memberId))
  const looked = first.filter((id, n) => n === 0 || !unseen.has(id))
  const isPart =
    brought.length > thingsOfOne || looked.some((id) => unseen.has(id) || (own.get(id)?.length ?? 0) > thingsOfOne)

  return async (became: Became): Promise<Weighed> => {
    const now = (id: Thing): Thing => became.get(id) ?? id
    const is = await snapshot(
      ctx,
      looked,
      compared.map((p) => ({ ...p, id: now(p.id) })),
      { from },
    )
    const points = (memberId: MemberId, id: Thing) => {
      const [lay, lies] = [was.things.get(id), is.things.get(now(id))]
      const thing = lay ?? lies
      if (!thing) return []
      const [from, to] = [lay?.parentId ?? null, lies?.parentId ?? null]
      const point: Compared = {
        before: levelAt(was, memberId, id),
        after: levelAt(is, memberId, now(id)),
        above: { before: levelAt(was, memberId, from), after: levelAt(is, memberId, to) },
        moved: from !== to && (from === null || now(from) !== to),
      }
      return isPoint(point) ? [{ kind: thing.kind, before: point.before, after: point.after, name: thing.name }] : []
    }
    const mine = Map.groupBy(compared, (p) => p.memberId)
    const people = looked.map((memberId): Shifted => {
      const [before, after] = [levelAt(was, memberId, null), levelAt(is, memberId, null)]
      const found = [
        ...(before === after ? [] : [{ kind: 'library' as const, before, after, name: '' }]),
        ...(mine.get(memberId) ?? []).flatMap(({ id }) => points(memberId, id)),
      ]
      return { memberId, name: all.get(memberId)?.name ?? '', shifts: shiftsOf(found), keeps: [] }
    })
    const held = (memberId: MemberId): Leveled[] =>
      common.flatMap((id) => {
        const [before, after] = [levelAt(was, memberId, id), levelAt(is, memberId, id)]
        const thing = is.things.get(id)
        return thing && before && after && isAtLeast(before, after) ? [thing] : []
      })
    const kept = keeps ? await keptOf(ctx, looked.slice(0, keptBy), held) : new Map()
    return {
      people: people
        .map((p) => ({ ...p, keeps: kept.get(p.memberId) ?? [] }))
        .filter((p) => p.shifts.length || p.keeps.length)
        .toSorted((a, b) => Number(losesAnything(b)) - Number(losesAnything(a))),
      more: all.size - looked.length + others,
      whole: !isPart,
    }
  }
}
