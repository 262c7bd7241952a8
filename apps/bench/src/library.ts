// The library at size: a folder's page, a check and searches as the product asks them, beside the same questions without
// any rights, in turn on one database: for whoever sees everything, and for the owner of a twentieth of it.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  addMember,
  createUser,
  findAllowed,
  foundAssets,
  handleOf,
  inOrder,
  namePrefix,
  nameWords,
  narrowed,
  planKept,
  plantBigLibrary,
  tagIdsOf,
  tagNames,
  visible,
  visibleAmongMany,
  visibleIn,
  whole,
  type InLibrary,
} from '@usher/api/bench'
import { openAccount, openDatabase, readConfig } from '@usher/api/server'

/** Milliseconds. */
export interface Times {
  p50: number
  p95: number
}
/** One question, and what it took: without rights, for an administrator, for the owner. */
export interface LibraryRow {
  files: number
  kind: 'page' | 'check' | 'search'
  what: string
  plain: Times
  admin: Times
  owner: Times
  /** Of a search, the whole answer: with its count, owners' names, pictures and paths. */
  answer: { admin: Times; owner: Times } | null
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
  const ada = { email: 'ada@example.org', name: 'Ada' }
  const { id: accountId } = await openAccount(house, { name: 'Bench', plan: 'enterprise', admin: ada })
  const rita = { email: 'rita@example.org', name: 'Rita', passwordHash: null, proven: true, home: null }
  const { id: userId } = await createUser(db, rita, new Date())
  const { member } = await addMember(db, accountId, { userId, role: 'library_restricted' }, new Date())
  const big = await plantBigLibrary(db, accountId, member.id, files)
  const ctx = { handle: handleOf(db), accountId }
  const standing = { plan: 'enterprise', status: 'active', memberId: member.id } as const
  const admin: InLibrary = { ...ctx, actor: { ...standing, role: 'account_admin' } }
  const owner: InLibrary = { ...ctx, actor: { ...standing, role: 'library_restricted' } }
  /** What a program without any rights would ask: all that is not in the trash. */
  const plain = () =>
    whole(ctx.handle)
      .selectFrom('asset')
      .where('asset.account_id', '=', accountId)
      .where('asset.trash_id', 'is', null) as unknown as Source // all that `visible` has, but for the level
  const tell = (kind: LibraryRow['kind'], what: string, times: Times[]) => {
    const [p = nothing, a = nothing, o = nothing, wholeA, wholeO] = times
    const answer = wholeA && wholeO ? { admin: wholeA, owner: wholeO } : null
    say({ files, kind, what, plain: p, admin: a, owner: o, answer })
  }

  const row = [
    'asset.id',
    'asset.name',
    'asset.size',
    'asset.media_type',
    'asset.version_id',
    'asset.owner_id',
  ] as const
  for (const limit of [50, 100]) {
    const page = (source: (folderId: (typeof big.fullFolders)[number]) => Source) => (n: number) =>
      source(pick(big.fullFolders, n))
        .modifyFront(planKept)
        .select(row)
        .where('asset.kind', '=', 'file')
        .orderBy('asset.name_key')
        .orderBy('asset.id')
        .limit(limit + 1)
        .execute()
    const sides = [
      page((id) => plain().where('asset.parent_id', '=', id)),
      page((id) => visibleIn(admin, id)),
      page((id) => visibleIn(owner, id)),
    ]
    tell('page', `a folder’s page of ${limit}`, await inTurn(sides))
  }

  const check = (who: InLibrary) => (n: number) =>
    findAllowed(who, { assetId: 'asset.tag' }, { assetId: pick(big.files, n) })
  const lookUp = (n: number) =>
    plain().modifyFront(planKept).selectAll().where('asset.id', '=', pick(big.files, n)).execute()
  tell('check', 'a check with the row', await inTurn([lookUp, check(admin), check(owner)]))

  for (const [what, search] of searches) {
    const tags = await tagIdsOf(ctx, search.tags)
    const page = (source: () => Source | Promise<Source>) => async () =>
      inOrder(narrowed(await source(), ctx, null, { ...search, tags }), search.sort, search.descending, null)
        .select('asset.id')
        .limit(61)
        .execute()
    const answer = (who: InLibrary) => () => foundAssets(who, null, search)
    const pages = [page(plain), page(() => visibleAmongMany(admin)), page(() => visibleAmongMany(owner))]
    tell('search', `search, ${what}`, await inTurn([...pages, answer(admin), answer(owner)]))
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
