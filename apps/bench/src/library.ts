// The library at size: a folder's page, a check, searches and who has access as the product asks them, beside the same questions
// without any rights, in turn on one database: for whoever sees everything, and for three who see what is shared with them.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  findAllowed,
  foundAssets,
  handleOf,
  inLibraryAs,
  inOrder,
  namePrefix,
  nameWords,
  narrowed,
  planKept,
  plantBigLibrary,
  plantBigSharing,
  tagIdsOf,
  tagNames,
  visible,
  visibleAmongMany,
  visibleIn,
  visibleTopMost,
  whoReaches,
  whole,
  type InLibrary,
} from '@usher/api/bench'
import { openAccount, openDatabase, readConfig } from '@usher/api/server'
import { caslCheck } from './casl.ts'
import type { AssetId, MemberId, Role } from '@usher/domain'

/** Milliseconds. */
export interface Times {
  p50: number
  p95: number
}
/** Who asks: whoever sees everything by their role, and three who see what is shared with them. */
export const askers = ['admin', 'rich', 'typical', 'poor'] as const
type Asker = (typeof askers)[number]
/** One question, and what it took: without rights, or whatever it is held against, and for each who asks. */
export interface LibraryRow {
  files: number
  kind: 'page' | 'check' | 'casl' | 'search' | 'answer' | 'who' | 'start'
  what: string
  plain: Times
  times: Record<Asker, Times>
}
type Source = ReturnType<typeof visible>
type Search = Parameters<typeof foundAssets>[2]

/** Each side once in turn, the order turned each time, 100 times or until its time is over; the first few warm up. */
async function inTurn(sides: readonly ((n: number) => Promise<unknown>)[]): Promise<Times[]> {
  const spent: number[][] = sides.map(() => [])
  const until = performance.now() + 800 * sides.length
  for (let n = -3; n < 100 && (n < 20 || performance.now() < until); n += 1)
    for (const side of n % 2 ? [...sides.keys()] : [...sides.keys()].toReversed()) {
      const start = performance.now()
      await sides[side]?.(Math.max(n, 0))
      if (n >= 0) spent[side]?.push(performance.now() - start)
    }
  return spent.map((all) => {
    const sorted = all.toSorted((a, b) => a - b)
    const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN
    return { p50: at(0.5), p95: at(0.95) }
  })
}
const nothing: Times = { p50: Number.NaN, p95: Number.NaN }
function pick<T>(from: readonly T[], n: number): T {
  const found = from[n % from.length]
  if (found === undefined) throw new Error('there is none to pick')
  return found
}

const by = (search: Partial<Search>): Search => ({ tags: [], types: [], sort: 'name', descending: false, ...search })
const newest = { sort: 'changed', descending: true } as const
const since = new Date('2026-06-01T00:00:00Z')
const searches: readonly [string, Search][] = [
  ['a word in a tenth of the names', by({ name: nameWords[0] })],
  ['a word that a sixth of the names begin with, in the middle of the alphabet', by({ name: namePrefix })],
  ['a word in a thousandth of the names', by({ name: nameWords[1] })],
  ['two words, one in a ten thousandth of the names', by({ name: `${nameWords[2]} img` })],
  ['two letters that no name has', by({ name: 'qz' })],
  ['a tag that a hundredth has', by({ tags: [tagNames[1]] })],
  ['a tag that a tenth has, newest first', by({ tags: [tagNames[0]], ...newest })],
  ['pictures of this half year, newest first', by({ types: ['picture'], changedFrom: since, ...newest })],
  ['audio, which is a 160th, largest first', by({ types: ['audio'], sort: 'size', descending: true })],
  ['pictures taken on two days', by({ takenFrom: '2025-05-01', takenTo: '2025-05-02' })],
]

async function measure(
  database: Awaited<ReturnType<typeof openDatabase>>,
  files: number,
  say: (row: LibraryRow) => void,
) {
  const { db, auditKey } = database
  const house = { db, auditKey, publicUrl: 'http://localhost' }
  const admin = { email: 'ada@example.org', name: 'Ada' }
  const { id: accountId } = await openAccount(house, { name: 'Bench', plan: 'enterprise', admin })
  await plantBigLibrary(db, accountId, files)
  const sharers = await plantBigSharing(db, accountId, files)
  const ctx = { handle: handleOf(db), accountId }
  // Each asks anew what they hold, as each request does.
  const as = (memberId: MemberId, role: Role) => (): Promise<InLibrary> =>
    inLibraryAs(ctx, { plan: 'enterprise', status: 'active', memberId, role })
  const { rich, typical, poor } = sharers
  const ada = await db.selectFrom('member').select('id').where('role', '=', 'account_admin').executeTakeFirstOrThrow()
  const who: Record<Asker, () => Promise<InLibrary>> = {
    admin: as(ada.id, 'account_admin'),
    rich: as(rich.memberId, 'library_restricted'),
    typical: as(typical.memberId, 'library_restricted'),
    poor: as(poor.memberId, 'library_restricted'),
  }
  /** What each of them sees; the administrator is asked what the typical one is. */
  const theirs = { admin: typical, ...sharers }
  /** What a program without any rights would ask: all that is not in the trash. */
  const plain = () =>
    whole(ctx.handle)
      .selectFrom('asset')
      .where('asset.account_id', '=', accountId)
      .where('asset.trash_id', 'is', null) as unknown as Source // all that `visible` has, but for the level
  const tell = (kind: LibraryRow['kind'], what: string, [plainTimes = nothing, ...times]: Times[]) =>
    say({
      files,
      kind,
      what,
      plain: plainTimes,
      times: Object.fromEntries(askers.map((asker, n) => [asker, times[n] ?? nothing])) as Record<Asker, Times>,
    })
  const forEach = (question: (asker: Asker) => (n: number) => Promise<unknown>) => askers.map(question)

  const row = [
    'asset.id',
    'asset.name',
    'asset.size',
    'asset.media_type',
    'asset.version_id',
    'asset.owner_id',
  ] as const
  const page =
    (source: (folderId: AssetId) => Source | Promise<Source>, folders: readonly AssetId[]) => async (n: number) =>
      (await source(pick(folders, n)))
        .modifyFront(planKept)
        .select(row)
        .where('asset.kind', '=', 'file')
        .orderBy('asset.name_key')
        .orderBy('asset.id')
        .limit(51)
        .execute()
  // Whoever sees little sees no full folder whole: asked for those of the typical one, of which they see nothing or a few.
  const folders = (asker: Asker) => (asker === 'rich' ? rich.fullFolders : typical.fullFolders)
  tell(
    'page',
    'a folder’s page of 50',
    await inTurn([
      page((id) => plain().where('asset.parent_id', '=', id), typical.fullFolders),
      ...forEach((asker) => page(async (id) => visibleIn(await who[asker](), id), folders(asker))),
    ]),
  )

  const check = (asker: Asker) => async (n: number) =>
    findAllowed(await who[asker](), { assetId: 'asset.see' }, { assetId: pick(theirs[asker].files, n) })
  const lookUp = (n: number) =>
    plain().modifyFront(planKept).selectAll().where('asset.id', '=', pick(typical.files, n)).execute()
  tell('check', 'a check with the row', await inTurn([lookUp, ...forEach(check)]))
  // Of whoever sees everything by their role there is nothing to ask it.
  const casl = (asker: Asker) => (n: number) => caslCheck(ctx, theirs[asker].memberId, pick(theirs[asker].files, n))
  tell(
    'casl',
    'the same check by @casl/ability: what is held and the folders above read, an ability built, asked; vs the check of the typical one',
    await inTurn([check('typical'), ...forEach(casl)]),
  )
  tell(
    'who',
    'who has access, groups expanded, with every path, vs a check',
    await inTurn([check('typical'), ...forEach((asker) => (n) => whoReaches(ctx, pick(theirs[asker].files, n)))]),
  )
  tell(
    'start',
    'where what they see begins, a page of 50 of it, vs the root without rights',
    await inTurn([
      () => plain().where('asset.parent_id', 'is', null).select(row).limit(51).execute(),
      ...forEach(
        (asker) => async () =>
          visibleTopMost(await who[asker]())
            .select(row)
            .orderBy('asset.name_key')
            .limit(51)
            .execute(),
      ),
    ]),
  )

  for (const [what, search] of searches) {
    const tags = await tagIdsOf(ctx, search.tags)
    const found = (source: () => Source | Promise<Source>) => async () =>
      inOrder(narrowed(await source(), ctx, null, { ...search, tags }), search.sort, search.descending, null)
        .select('asset.id')
        .limit(61)
        .execute()
    const pages = [found(plain), ...forEach((asker) => found(async () => visibleAmongMany(await who[asker]())))]
    const times = await inTurn([
      ...pages,
      ...forEach((asker) => async () => foundAssets(await who[asker](), null, search)),
    ])
    tell('search', `search, ${what}`, times.slice(0, 5))
    tell('answer', `the whole answer of: ${what}`, [nothing, ...times.slice(5)])
  }
}

/** In a database of its own, gone afterwards. */
export async function libraryRows(files: number, say: (row: LibraryRow) => void): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'usher-bench-'))
  // As root, PostgreSQL runs as somebody else, who has to get in.
  chmodSync(dataDir, 0o755)
  try {
    const database = await openDatabase(readConfig({ DATA_DIR: dataDir }), () => {})
    try {
      await measure(database, files, say)
    } finally {
      await database.close()
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
