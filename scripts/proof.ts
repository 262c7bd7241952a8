// `pnpm proof`: the figures of "never wrong, never lost", measured by the tests at their full counts, as a table.
// `pnpm proof kill` measures one part; `--bounded` takes small counts (CI). The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type {} from '../packages/api/src/testing/figures.ts'
import { startVitest, type TestCase, type Vitest } from 'vitest/node'

interface Figure {
  figure: string
  goal: string
  /** The tests that it is made of: their names must match. */
  tests: RegExp
  /** What was measured, in words, where the tests do not say so themselves (`task.meta.figure`). */
  got?: (tests: readonly TestCase[]) => string
}
interface Part {
  file: string
  /** How often, by the variable that the test reads: [full, bounded]. */
  counts: Readonly<Record<string, readonly [number, number]>>
  figures: readonly Figure[]
}

// What does not apply (skipped) is no test.
const failedOf = (tests: readonly TestCase[]) => tests.filter((test) => test.result().state === 'failed')
const rounds = () => process.env['RACE_ROUNDS'] ?? ''

const parts: Readonly<Record<string, Part>> = {
  people: {
    file: 'packages/api/src/people.race.test.ts',
    counts: { RACE_ROUNDS: [1000, 20] },
    figures: [
      {
        figure: 'seat cap: 50 at once at 4 of 5 seats, two servers',
        goal: '0 breaches',
        tests: /with the lock: true > fifty at once/,
        got: (tests) => `${failedOf(tests).length || 'no'} breach in ${rounds()} rounds`,
      },
      {
        figure: 'last administrator: five ways to lose them, two servers',
        goal: '0 breaches',
        tests: /with the lock: true > two administrators/,
        got: (tests) => `${failedOf(tests).length || 'no'} breach in ${tests.length} × ${rounds()} rounds`,
      },
      {
        figure: 'the same without the lock (control)',
        goal: 'breaks for certain',
        tests: /with the lock: false/,
        got: (tests) => `${tests.length - failedOf(tests).length} of ${tests.length} broke`,
      },
    ],
  },
  tampering: {
    file: 'packages/api/src/audit/tampering.test.ts',
    counts: { TAMPER_ROUNDS: [1000, 50] },
    figures: [
      { figure: 'tampering with the log as a superuser', goal: 'found and named each time', tests: /tampered/ },
    ],
  },
  kill: {
    file: 'packages/api/src/kill.test.ts',
    counts: { KILL_ROUNDS: [100, 3], KILL_DATABASE_ROUNDS: [30, 1] },
    figures: [
      { figure: 'kill -9 of the server under writes', goal: '0 lost or untold', tests: /when the server is killed/ },
      { figure: 'kill -9 of PostgreSQL under writes', goal: '0 lost or untold', tests: /when PostgreSQL is killed/ },
      {
        figure: 'a lost write (control)',
        goal: 'is seen',
        tests: /would see/,
        got: (tests) => (failedOf(tests).length ? 'not seen' : 'seen'),
      },
    ],
  },
  size: {
    file: 'packages/api/src/at-size.test.ts',
    counts: { AT_SIZE_FILES: [1_000_000, 100_000] },
    figures: [
      {
        figure: 'everything in the register, in a library at size',
        goal: 'answered within what a statement may take',
        tests: /in a library of/,
      },
    ],
  },
  uploads: {
    file: 'packages/api/src/uploads/uploads.test.ts',
    counts: { UPLOAD_ROUNDS: [200, 10] },
    figures: [
      {
        figure: 'uploads cut and resumed, on two servers',
        goal: 'every SHA-256 right, no temporary bytes left',
        tests: /cut and resumed/,
      },
    ],
  },
  killed_uploads: {
    file: 'packages/api/src/uploads/kill.test.ts',
    counts: { KILL_UPLOAD_ROUNDS: [20, 1] },
    figures: [
      {
        figure: 'kill -9 of the server in the middle of uploads',
        goal: '0 lost, bytes and rows reconcile',
        tests: /when the server is killed/,
      },
    ],
  },
  moves: {
    file: 'packages/api/src/library/moves.race.test.ts',
    counts: { RACE_ROUNDS: [200, 10] },
    figures: [
      {
        figure: 'opposite moves at once, two servers',
        goal: 'the tree stays a tree',
        tests: /with the lock: true/,
        got: (tests) => `${failedOf(tests).length || 'no'} ring in ${rounds()} rounds`,
      },
      {
        figure: 'the same without the lock (control)',
        goal: 'breaks for certain',
        tests: /with the lock: false/,
        got: (tests) => (failedOf(tests).length ? 'did not break' : 'broke'),
      },
    ],
  },
  worlds: {
    file: 'packages/api/src/access/agreement.test.ts',
    counts: { WORLDS: [20_000, 200] },
    figures: [
      {
        figure: 'random worlds: SQL in all its ways against the law',
        goal: '0 differences',
        tests: /agree with the law/,
        got: (tests) => `${failedOf(tests).length || 'no'} difference in ${process.env['WORLDS']} worlds`,
      },
    ],
  },
  laws: {
    file: 'packages/api/src/access/laws.test.ts',
    counts: { LAWS: [2000, 40] },
    figures: [
      {
        figure: 'giving, taking away, order, another account, a plan away and back',
        goal: '0 breaches',
        tests: /times$/,
        got: (tests) => `${failedOf(tests).length || 'no'} breach in ${tests.length} × ${process.env['LAWS']} worlds`,
      },
    ],
  },
  revoke: {
    file: 'packages/api/src/grants/revoke.race.test.ts',
    counts: { REVOKE_ROUNDS: [10_000, 200], RACE_ROUNDS: [200, 10] },
    figures: [
      {
        figure: 'requests to another server after a revocation was acknowledged',
        goal: '0 allowed',
        tests: /on the very next request/,
        got: (tests) => `${failedOf(tests).length || 'none'} allowed in ${process.env['REVOKE_ROUNDS']} × 5`,
      },
      {
        figure: 'sharing in the moment of losing the right, two servers',
        goal: 'never lands after it',
        tests: /with the lock: true/,
        got: (tests) => `${failedOf(tests).length || 'none'} after it in ${rounds()} rounds`,
      },
      {
        figure: 'the same without the lock, and asked too early (controls)',
        goal: 'break for certain',
        tests: /with the lock: false|control/,
        got: (tests) => `${tests.length - failedOf(tests).length} of ${tests.length} broke`,
      },
    ],
  },
  hostile: {
    file: 'packages/api/src/renditions/hostile.test.ts',
    counts: { HOSTILE_SECONDS: [30, 5] },
    figures: [
      { figure: 'hostile files', goal: 'each ends in an answer', tests: /each file ends in an answer/ },
      { figure: 'memory of the process that looks', goal: '≤ 1 GiB, ended beyond', tests: /what its process takes/ },
      { figure: 'memory of the server meanwhile', goal: 'as it was', tests: /own memory stays/ },
    ],
  },
  register: {
    file: 'packages/api/src/every-procedure.test.ts',
    counts: {},
    figures: [
      {
        figure: 'role × plan × procedure × target, over HTTP',
        goal: '100 % of the register',
        tests: /./,
        got: (tests) => `${tests.length - failedOf(tests).length} of ${tests.length} answers as the matrix says`,
      },
    ],
  },
}

interface Row {
  figure: string
  goal: string
  got: string
  isMet: boolean
}
const root = join(import.meta.dirname, '..')

/** Runs one part to its end, and gives a row for each of its figures; whatever else failed is a row of its own. */
async function prove({ file, counts, figures }: Part, isBounded: boolean): Promise<Row[]> {
  for (const [name, [full, bounded]] of Object.entries(counts)) process.env[name] = String(isBounded ? bounded : full)
  const vitest = await startVitest('test', [file], { root, watch: false, run: true, project: ['api'] })
  const tests = vitest.state.getTestModules().flatMap((module) => [...module.children.allTests()])
  const rows = figures.map((wanted) => rowOf(wanted, tests))
  const stray = strayOf(vitest, tests, figures)
  await vitest.close()
  return stray ? [...rows, { figure: file, goal: 'runs', got: stray, isMet: false }] : rows
}

function rowOf({ figure, goal, tests: named, got }: Figure, all: readonly TestCase[]): Row {
  const tests = all.filter((test) => named.test(test.fullName) && test.result().state !== 'skipped')
  const isMet = tests.length > 0 && failedOf(tests).length === 0
  const measured = tests.flatMap((test) => test.meta().figure ?? [])
  const says = measured.join('; ') || got?.(tests) || 'failed, see above'
  return { figure, goal, got: tests.length > 0 ? says : 'no test ran', isMet }
}

function strayOf(vitest: Vitest, tests: readonly TestCase[], figures: readonly Figure[]): string | null {
  const errors = vitest.state.getUnhandledErrors().length
  if (errors > 0) return `${errors} unhandled errors`
  if (
    vitest.state
      .getTestModules()
      .some((m) => m.state() === 'failed' && failedOf([...m.children.allTests()]).length === 0)
  )
    return 'the file does not load'
  const elsewhere = failedOf(tests).filter((test) => !figures.some((f) => f.tests.test(test.fullName)))
  return elsewhere.length > 0 ? `failed: ${elsewhere.map((test) => test.name).join(', ')}` : null
}

const asked = process.argv.slice(2)
const isBounded = asked.includes('--bounded')
// `pnpm test` measures kill and register at their small counts already.
const bounded = ['people', 'tampering', 'size']
const given = asked.filter((word) => word !== '--bounded')
const names = given.length === 0 && isBounded ? bounded : given
const unknown = names.filter((name) => !Object.hasOwn(parts, name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}. There are: ${Object.keys(parts).join(', ')}; and --bounded.`)
  process.exit(1)
}

// `kill` starts the product as it is served: with the web app.
const turbo = join(root, 'node_modules/.bin/turbo')
const built = spawnSync(turbo, ['run', 'build', '--output-logs=errors-only'], {
  cwd: root,
  env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  stdio: ['ignore', 'inherit', 'inherit'],
})

const rows: Row[] = []
if (built.status !== 0) rows.push({ figure: 'build', goal: 'builds', got: 'does not', isMet: false })
else
  for (const [name, part] of Object.entries(parts))
    if (names.length === 0 || names.includes(name)) rows.push(...(await prove(part, isBounded)))

const table = [['figure', 'goal', 'got', 'met'], ...rows.map((r) => [r.figure, r.goal, r.got, r.isMet ? 'yes' : 'NO'])]
const widths = [0, 1, 2, 3].map((n) => Math.max(...table.map((line) => line[n]?.length ?? 0)))
console.log('')
for (const line of table)
  console.log(
    line
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join(' | ')
      .trimEnd(),
  )
const met = rows.filter((row) => row.isMet).length
console.log(`\n${met} passed, ${rows.length - met} failed`)
process.exit(met === rows.length ? 0 : 1)
