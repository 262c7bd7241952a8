// `pnpm breaks`: breaks the relation of access in one line after the other, in a copy of the tree, and says whether the
// comparison with the law, in random worlds and in the rules' own cases, turned red. `pnpm breaks group` tries those with
// that word. The last line is `N passed, N failed`: passed is a break that was found, and the relation as it stands, in
// which nothing is.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { breaks, relation } from './breaks-of-the-relation.ts'

const root = join(import.meta.dirname, '..')
const copy = mkdtempSync(join(tmpdir(), 'usher-breaks-'))
const left = new Set(['node_modules', '.git', '.turbo'])
// The packages' own links are relative, and lead into the copy; what was installed is shared.
cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !left.has(relative(root, path)) })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

const worlds = (process.env['WORLDS'] ??= '200')
process.env['FIRST_WORLD'] = 'the first that differs is enough'
const sources = relation.map((file) => readFileSync(join(root, file), 'utf8'))
/** Does the comparison find a difference in the relation, written so? Throws where it does not even run. */
function differs(written: readonly string[]): boolean {
  for (const [i, file] of relation.entries()) writeFileSync(join(copy, file), written[i] ?? '')
  const tests = ['packages/api/src/access/agreement.test.ts', 'packages/api/src/access/scenarios/scenarios.test.ts']
  const vitest = join(copy, 'node_modules/vitest/vitest.mjs')
  const ran = spawnSync(process.execPath, [vitest, 'run', '--project', 'api', ...tests], {
    cwd: copy,
    encoding: 'utf8',
  })
  if (!/\d+ (?:passed|failed)/.test(ran.stdout)) throw new Error(`the comparison does not run: ${ran.stderr}`)
  return ran.status !== 0
}

let failed = 0
const say = (isRight: boolean, words: string) => {
  if (!isRight) failed += 1
  console.log(`${isRight ? '✓' : '✗'} ${words}`)
}
const tried = breaks.filter(({ what }) => what.includes(process.argv[2] ?? ''))
try {
  say(!differs(sources), `as it stands: nothing differs in ${worlds} worlds`)
  for (const { what, from, to } of tried) {
    const isFound = differs(sources.map((source) => source.replace(from, () => to)))
    say(isFound, `${isFound ? 'found' : 'NOT FOUND'}: ${what}`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
console.log(`\n${tried.length + 1 - failed} passed, ${failed} failed`)
process.exit(failed ? 1 : 0)
