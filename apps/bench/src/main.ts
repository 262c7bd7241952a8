// `pnpm bench`: the rows of docs/performance.md, measured now on this machine, beside their goals. `--json` for programs;
// `pnpm bench library 10000` only the library with so many files, without: 10,000, 100,000 and a million; `pnpm bench
// bytes 16` only sending files of so many megabytes, without: 16, 256 and 4,096; `pnpm bench sync 200` only usher-sync on so
// many small files, without: 2,000.
// Sides of one ratio run in one server process, in turn. Nothing here is a test: a missed goal is printed, not failed.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesRows, type BytesRow } from './bytes.ts'
import { coldStart } from './first-page.ts'
import { firstScripts } from './first-scripts.ts'
import { askers, libraryRows, type LibraryRow } from './library.ts'
import { sideBySide, type Call, type Side } from './load.ts'
import type { Client } from './server.ts'
import { syncRow, type SyncRow } from './sync.ts'

interface Row {
  what: string
  goal: string
  got: string
  /** Null: there for comparison. */
  isMet: boolean | null
}
const read =
  (path: string): Call =>
  () => ({ path })
const openRead: Call = ({ memberId }) => ({ path: `bench.open?input=${encodeURIComponent(JSON.stringify(memberId))}` })
// Another role each time, so that each call changes something.
const roleAt = (n: number) => (n % 2 ? 'library_full' : 'library_view')
const transaction: Call = ({ memberId }, n) => ({ path: 'bench.transaction', body: { id: memberId, role: roleAt(n) } })
const change: Call = ({ memberId }, n) => ({
  path: 'members.changeRole',
  body: { memberIds: [memberId], role: roleAt(n) },
})

const words = (s: Side | undefined) =>
  s ? `${Math.round(s.perSecond)}/s, p50 ${s.p50.toFixed(1)} ms, p95 ${s.p95.toFixed(1)} ms` : 'nothing'
const ratio = (a: Side | undefined, b: Side | undefined) => (a?.perSecond ?? Number.NaN) / (b?.perSecond ?? Number.NaN)

async function doorsAndChanges(dataDir: string): Promise<Row[]> {
  const server = fork(join(import.meta.dirname, 'server.ts'), { env: { ...process.env, DATA_DIR: dataDir } })
  const ended = once(server, 'exit').then(() => Promise.reject(new Error('the measured server ended')))
  // It is to end at the end.
  ended.catch(() => {})
  const [{ url, clients }] = (await Promise.race([once(server, 'message'), ended])) as [
    { url: string; clients: Client[] },
  ]
  const many = [...clients, ...clients, ...clients, ...clients]
  const [door, session, open] = await sideBySide(url, many, [read('bench.door'), read('bench.session'), openRead])
  const [counted, asIs] = await sideBySide(url, many, [read('bench.counted'), read('bench.door')])
  const [changed, bare] = await sideBySide(url, clients, [change, transaction])
  const exit = once(server, 'exit')
  server.send('stop')
  await exit
  const doorRatio = ratio(door, session)
  const cost = 1 / ratio(changed, bare)
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`
  // Of a hundred counts: as much of a read as one costs, in percent.
  const costOfCount = 1 / ratio(counted, asIs) - 1
  return [
    {
      what: 'a read with its door (by role) vs the same that only looks the session up',
      goal: '≥ 95 % of its requests/s',
      got: `${percent(doorRatio)} (${words(door)} vs ${words(session)})`,
      isMet: doorRatio >= 0.95,
    },
    {
      what: 'the same read with its door vs open to everyone, no session looked up',
      goal: 'none: for comparison',
      got: `${percent(ratio(door, open))} (open: ${words(open)})`,
      isMet: null,
    },
    {
      what: 'a read whose call is counted a hundred times more (usage), vs counted once',
      goal: 'one count ≤ 0.5 % of a read',
      got: `${percent(ratio(counted, asIs))}: one costs ${costOfCount.toFixed(2)} % of a read (${words(counted)} vs ${words(asIs)})`,
      isMet: costOfCount <= 0.5,
    },
    {
      what: 'a change (lock, re-check, rule, chain) vs a session look-up and a bare transaction on the same row',
      goal: '≤ 3×',
      got: `${cost.toFixed(1)}× (${words(changed)} vs ${words(bare)})`,
      isMet: cost <= 3,
    },
    {
      what: 'p95 of a read, 16 at once / of a change, 4 at once (small database)',
      goal: '≤ 50 / ≤ 100 ms',
      got: `${door?.p95.toFixed(1)} / ${changed?.p95.toFixed(1)} ms`,
      isMet: (door?.p95 ?? Infinity) <= 50 && (changed?.p95 ?? Infinity) <= 100,
    },
  ]
}

/** At most so many times what it is held against: of whoever sees everything, nearly half, a twentieth, a hundredth of a percent. */
const goals: Partial<Record<LibraryRow['kind'], readonly number[]>> = {
  page: [1.2, 1.2, 1.2, 1.2],
  check: [1.5, 1.5, 1.5, 1.5],
  who: [5, 5, 5, 5],
  search: [3.5, 3.5, 10, 1.5],
}
/** Milliseconds, for a whole answer at the 95th of a hundred. */
const answersWithin = 50
function inRow({ files, kind, what, plain, times }: LibraryRow): Row {
  const each = askers.map((asker) => times[asker])
  const ratios = each.map((t) => t.p50 / plain.p50)
  const goal = goals[kind]
  const list = (numbers: readonly number[]) => numbers.map((n) => n.toFixed(1)).join(' · ')
  const p50s = `p50 ${list(each.map((t) => t.p50))} ms`
  const p95s = `p95 ${list(each.map((t) => t.p95))} ms`
  const isAnswer = kind === 'answer'
  return {
    what: `${files.toLocaleString('en')} files, ${what}`,
    goal: isAnswer ? `p95 ≤ ${answersWithin} ms` : goal ? `≤ ${list(goal)}×` : 'none: for comparison',
    got: isAnswer ? `${p95s} (${p50s})` : `${list(ratios)}× (${p50s}, ${p95s}, vs ${plain.p50.toFixed(1)} ms)`,
    isMet: isAnswer
      ? each.every((t) => t.p95 <= answersWithin)
      : goal
        ? ratios.every((r, n) => r <= (goal[n] ?? Infinity))
        : null,
  }
}

const inBytes = ({ megabytes, sent, copied, read, memory }: BytesRow): Row => ({
  what: `a file of ${megabytes} MB sent in parts until it is in the library, vs the disk copying it`,
  goal: 'close to the disk’s, memory flat',
  got: `${(sent / copied).toFixed(2)}× (${sent.toFixed(0)} vs ${copied.toFixed(0)} MB/s; read back ${read.toFixed(0)} MB/s; memory at most ${memory.toFixed(0)} MiB)`,
  isMet: null,
})

const inSync = ({ files, bytes, copied, first, second, killed, resumed }: SyncRow): Row => ({
  what: `usher-sync, ${files.toLocaleString('en')} files of ${(bytes / 1_000_000).toFixed(0)} MB together: first run, second, killed half-way and made again; vs cp`,
  goal: 'none: for comparison',
  got: `${first.toFixed(1)} s (${(files / first).toFixed(0)} files/s, ${(bytes / 1_000_000 / first).toFixed(1)} MB/s) · ${second.toFixed(1)} s · ${killed.toFixed(1)} + ${resumed.toFixed(1)} s; cp ${copied.toFixed(2)} s`,
  isMet: null,
})

const [cpu] = cpus()
const machine = `${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), load ${(loadavg()[0] ?? 0).toFixed(1)}, Node ${process.version}`
const isJson = process.argv.includes('--json')
const only = ['library', 'bytes', 'sync'].find((part) => part === process.argv[2])
const asked = process.argv.slice(3).map(Number).filter(Boolean)
const sizesOr = (usual: number[]) => (asked.length ? asked : usual)
const rows: Row[] = []
/** Said as they come: on a busy machine the starts take minutes. */
function say(...measured: Row[]): void {
  rows.push(...measured)
  if (isJson) return
  for (const r of measured)
    console.log(`| ${r.what} | ${r.goal} | ${r.got} | ${r.isMet === null ? '' : r.isMet ? 'yes' : 'no'} |`)
}

if (!isJson) console.log(`${machine}\n\n| what | goal | measured | met |\n|---|---|---|---|`)
if (!only) {
  const scripts = firstScripts(join(import.meta.dirname, '../../web/dist'))
  say({
    what: 'web app, scripts of the first load, gzip',
    goal: '≤ 250 kB',
    got: `${scripts.toFixed(0)} kB`,
    isMet: scripts <= 250,
  })
  const dataDir = mkdtempSync(join(tmpdir(), 'usher-bench-'))
  // As root, PostgreSQL runs as somebody else, who has to get in.
  chmodSync(dataDir, 0o755)
  say(...(await doorsAndChanges(dataDir).finally(() => rmSync(dataDir, { recursive: true, force: true }))))
  const start = await coldStart()
  say({
    what: 'cold start to first page, warm database, PostgreSQL stopped before (median of 5)',
    goal: '≤ 3 s',
    got: `${start.toFixed(1)} s`,
    isMet: start <= 3,
  })
}
if (!only || only === 'bytes') await bytesRows(sizesOr([16, 256, 4096]), (row) => say(inBytes(row)))
if (!only || only === 'sync') for (const files of sizesOr([2000])) say(inSync(await syncRow(files)))
if (!only || only === 'library')
  for (const files of sizesOr([10_000, 100_000, 1_000_000])) await libraryRows(files, (row) => say(inRow(row)))
if (isJson) console.log(JSON.stringify({ machine, rows }, null, 2))
