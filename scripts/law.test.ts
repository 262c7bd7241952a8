// The lint rules hold: each kind of breach is planted in a small tree of its own and must be found, by name.
// The tree has the project's real .oxlintrc.json, so that a rule that is switched off there fails here.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const tree = mkdtempSync(join(tmpdir(), 'usher-law-'))

/** [what is wrong, the file it is planted in, its text, words of the finding] */
const breaches: [string, string, string, string][] = [
  [
    'domain imports a package',
    'packages/domain/src/a.ts',
    `import { z } from 'zod'\nexport const a = z`,
    'domain imports nothing',
  ],
  ['domain imports Node', 'packages/domain/src/b.ts', `export { join } from 'node:path'`, 'domain imports nothing'],
  ['domain reads the clock', 'packages/domain/src/c.ts', `export const c = () => Date.now()`, 'domain is pure'],
  ['domain makes a date', 'packages/domain/src/d.ts', `export const d = () => new Date()`, 'domain is pure'],
  ['domain throws dice', 'packages/domain/src/e.ts', `export const e = () => Math.random()`, 'domain is pure'],
  [
    'client takes a value from the API',
    'packages/client/src/a.ts',
    `export { router } from '@usher/api'`,
    'takes types only',
  ],
  [
    'client imports a stranger',
    'packages/client/src/b.ts',
    `import { z } from 'zod'\nexport const b = z`,
    'nothing else',
  ],
  [
    'web imports the API',
    'apps/web/src/a.ts',
    `import type { AppRouter } from '@usher/api'\nexport type A = AppRouter`,
    'through @usher/client',
  ],
  [
    'web imports the API when needed',
    'apps/web/src/b.tsx',
    `export const b = () => import('@usher/api/server')`,
    'through @usher/client',
  ],
  [
    'web leaves its package',
    'apps/web/src/c.ts',
    `export * from '../../../packages/api/src/router.ts'`,
    'never leaves its package',
  ],
  [
    'operator goes round ./server',
    'apps/operator/src/a.ts',
    `import { a } from '@usher/api'\nexport const b = a`,
    '@usher/api/server',
  ],
  [
    'usher-sync uses more than others can',
    'apps/sync/src/a.ts',
    `import { sentence } from '@usher/domain'\nexport const a = sentence`,
    'a program as others write it',
  ],
  [
    'the benchmarks go round their entries',
    'apps/bench/src/a.ts',
    `import { a } from '@usher/api'\nexport const b = a`,
    '@usher/api/bench',
  ],
  [
    'the API imports its client',
    'packages/api/src/a.ts',
    `import { a } from '@usher/client'\nexport const b = a`,
    'nobody who calls it',
  ],
  [
    'a feature imports the procedures of another',
    'packages/api/src/grants/grants.ts',
    `import { m } from '../members/members.ts'\nexport const g = m`,
    'procedures of another',
  ],
  [
    'raw SQL in a feature',
    'packages/api/src/members/seats.ts',
    `import { sql } from 'kysely'\nexport const s = sql`,
    'raw SQL',
  ],
  [
    'raw SQL under another name',
    'packages/api/src/members/b.ts',
    `import { sql as s } from 'kysely'\nexport const b = s`,
    'raw SQL',
  ],
  [
    'a connection of one’s own',
    'packages/api/src/members/c.ts',
    `import pg from 'pg'\nexport const c = pg`,
    'connections are opened',
  ],
  [
    'a procedure without a door',
    'packages/api/src/members/d.ts',
    `import { initTRPC } from '@trpc/server'\nexport const d = initTRPC`,
    'without a door',
  ],
  [
    'a role is compared',
    'packages/api/src/f.ts',
    `export const f = (m: { role: string }) => m.role === 'finance'`,
    'instead of comparing',
  ],
  [
    'a role is compared backwards',
    'apps/web/src/g.ts',
    `export const g = (m?: { role: string }) => 'finance' !== m?.role`,
    'instead of comparing',
  ],
  [
    'a role is switched on',
    'packages/api/src/h.ts',
    `export const h = (role: string) => {\n  switch (role) {\n    case 'finance':\n      return 1\n    default:\n      return 2\n  }\n}`,
    'instead of comparing',
  ],
  [
    'a role is looked up in a list',
    'packages/api/src/i.ts',
    `export const i = (m: { role: string }) => ['finance'].includes(m.role)`,
    'instead of comparing',
  ],
  [
    'a promise nobody waits for',
    'packages/api/src/j.ts',
    `const work = async () => 1\nexport const j = () => {\n  work()\n}`,
    'no-floating-promises',
  ],
  ['any', 'packages/api/src/k.ts', `export const k = (x: any) => String(x)`, 'no-explicit-any'],
  [
    'a non-null assertion',
    'packages/api/src/l.ts',
    `export const l = (x?: string) => x!.length`,
    'no-non-null-assertion',
  ],
  ['an unused name', 'packages/api/src/m.ts', `const unused = 1\nexport const m = 2`, 'no-unused-vars'],
  [
    'a case that is forgotten',
    'packages/api/src/n.ts',
    `export const n = (x: 'a' | 'b') => {\n  switch (x) {\n    case 'a':\n      return 1\n  }\n  return 2\n}`,
    'switch-exhaustiveness-check',
  ],
  [
    'a test that runs alone',
    'packages/api/src/o.test.ts',
    `import { it } from 'vitest'\nit.only('runs', () => {})`,
    'no-focused-tests',
  ],
]

const allowed: [string, string][] = [
  ['packages/domain/src/z.ts', `export * from './y.ts'`],
  ['packages/domain/src/y.ts', `export const at = (time: string) => new Date(time)`],
  ['packages/domain/src/y.test.ts', `import { expect } from 'vitest'\nexport const y = [expect, Date.now()]`],
  ['packages/client/src/z.ts', `import type { AppRouter } from '@usher/api'\nexport type Z = AppRouter`],
  ['apps/operator/src/z.ts', `import { z } from '@usher/api/server'\nexport const y = z`],
  ['apps/bench/src/z.ts', `import { z } from '@usher/api/bench'\nexport const y = z`],
  ['apps/bench/src/y.ts', `import { initTRPC } from '@trpc/server'\nexport const x = initTRPC`],
  ['packages/api/src/router.ts', `import { y } from './library/library.ts'\nexport const z = y`],
  ['packages/api/src/library/library.ts', `import { z } from '../members/z.ts'\nexport const y = z`],
  [
    'packages/api/src/members/z.ts',
    `import type { Kysely } from 'kysely'\nexport type Y = Kysely<{ role: string }>\nexport const z = 1`,
  ],
  ['packages/api/src/access/reach.ts', `import { sql } from 'kysely'\nexport const y = sql`],
  ['packages/api/src/trpc.ts', `import { initTRPC } from '@trpc/server'\nexport const y = initTRPC`],
]

let findings: { filename: string; code: string; message: string }[] = []

beforeAll(async () => {
  for (const name of ['.oxlintrc.json', 'tsconfig.base.json', 'scripts/law.ts'])
    cpSync(join(root, name), join(tree, name))
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
  const all: [string, string][] = [...breaches.map(([, path, text]): [string, string] => [path, text]), ...allowed]
  for (const [path, text] of all) {
    mkdirSync(dirname(join(tree, path)), { recursive: true })
    writeFileSync(join(tree, path), `${text}\n`)
  }
  writeFileSync(
    join(tree, 'tsconfig.json'),
    JSON.stringify({ extends: './tsconfig.base.json', include: ['packages', 'apps'] }),
  )
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint')
  const output = await promisify(execFile)(process.execPath, [oxlint, '--format=json', 'packages', 'apps'], {
    cwd: tree,
  }).then(
    ({ stdout }) => stdout,
    (error: { stdout: string; stderr: string }) => error.stdout || error.stderr,
  )
  const parsed = JSON.parse(output) as { diagnostics: typeof findings }
  findings = parsed.diagnostics
}, 60_000)

afterAll(() => rmSync(tree, { recursive: true, force: true }))

it.each(breaches)('finds: %s', (_, path, _text, words) => {
  const here = findings.filter((finding) => finding.filename === path)
  expect(here.map((finding) => `${finding.code} ${finding.message}`).join('\n')).toContain(words)
})

it.each(allowed)('lets pass: %s', (path) => {
  expect(findings.filter((finding) => finding.filename === path)).toEqual([])
})
