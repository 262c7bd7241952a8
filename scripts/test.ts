// `pnpm test`: types, lint, format, docs and build, every test without a browser, then the journeys in a real one.
// `pnpm test seats` runs only the test files of that name. The last line is always `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { startVitest } from 'vitest/node'
import { findBrowser, howToGetBrowser } from '../apps/web/e2e/browser.ts'

/** `broken` names what failed and why, a line each: a log is often kept from its end. */
type Count = { passed: number; failed: number; note?: string; broken?: string[] }

const root = join(import.meta.dirname, '..')
const bin = join(root, 'node_modules/.bin')
const env = {
  ...process.env,
  PATH: [bin, process.env['PATH']].join(delimiter),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
}

/** Runs a program to its end, its output shown as it comes; whether it ended well. */
function run(command: string, args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): boolean {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...options,
  })
  if (error) console.error(`${command}: ${error.message}`)
  return status === 0
}

const check = (command: string, ...args: string[]): Count =>
  run(join(bin, command), args) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }

/** Name and first line of the reason. */
const broke = (name: string, reason: string | undefined) =>
  `${name}: ${stripVTControlCharacters(reason ?? 'no reason given').split('\n')[0]}`

/** All vitest projects, or only the files whose path contains one of `names`. A project without a test is a failure. */
async function unit(names: string[]): Promise<Count> {
  const vitest = await startVitest('test', names, { root, watch: false, run: true })
  const count = { passed: 0, failed: 0 }
  const broken: string[] = []
  const ran = new Set<string>()
  for (const module of vitest.state.getTestModules()) {
    let failed = 0
    const file = relative(root, module.moduleId)
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result()
      if (state === 'passed') count.passed += 1
      if (state === 'failed') {
        failed += 1
        broken.push(broke(`${file} › ${test.fullName}`, errors?.[0]?.message))
      }
      if (state === 'passed' || state === 'failed') ran.add(module.project.name)
    }
    if (module.state() === 'failed' && failed === 0) broken.push(broke(file, module.errors()[0]?.message))
    // A file that does not load, or whose set-up fails, has no failed test: it counts as one.
    count.failed += module.state() === 'failed' ? Math.max(failed, 1) : failed
  }
  const stray = vitest.state.getUnhandledErrors().length
  const empty = names.length > 0 ? [] : vitest.projects.map(({ name }) => name).filter((name) => !ran.has(name))
  if (names.length > 0 && ran.size === 0) empty.push(names.join(' '))
  await vitest.close()
  const note = [stray > 0 && `${stray} unhandled errors`, empty.length > 0 && `no test ran: ${empty.join(', ')}`]
  return { ...count, failed: count.failed + stray + empty.length, note: note.filter(Boolean).join('; '), broken }
}

type Suite = {
  title: string
  suites?: Suite[]
  specs?: { title: string; ok: boolean; tests: { results: { errors?: { message?: string }[] }[] }[] }[]
}

/** The journeys that failed within these suites of Playwright's report. */
function brokenIn(suites: Suite[]): string[] {
  return suites.flatMap(({ title, specs = [], suites: within = [] }) => [
    ...specs
      .filter(({ ok }) => !ok)
      .map((spec) => broke(`${title} › ${spec.title}`, spec.tests[0]?.results[0]?.errors?.[0]?.message)),
    ...brokenIn(within),
  ])
}

/** The journeys. Without any browser they are skipped, loudly, except in CI, where that is a failure. */
function journeys(): Count {
  if (!findBrowser()) {
    console.error(`\n${'!'.repeat(80)}\n!! THE JOURNEYS WERE SKIPPED: ${howToGetBrowser}\n${'!'.repeat(80)}`)
    return { passed: 0, failed: process.env['CI'] ? 1 : 0, note: `skipped: ${howToGetBrowser}` }
  }
  const web = join(root, 'apps/web')
  const folder = mkdtempSync(join(tmpdir(), 'usher-journeys-'))
  const file = join(folder, 'report.json')
  try {
    const options = { cwd: web, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } }
    const ok = run(join(web, 'node_modules/.bin/playwright'), ['test', '--reporter=list,json'], options)
    const report = JSON.parse(readFileSync(file, 'utf8')) as {
      stats: Record<'expected' | 'unexpected' | 'flaky', number>
      suites: Suite[]
    }
    const { expected, unexpected, flaky } = report.stats
    const failed = unexpected + flaky
    const broken = brokenIn(report.suites)
    return { passed: expected, failed: ok && expected > 0 ? failed : Math.max(failed, 1), broken }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs one part under its title; a part that breaks down counts as one failure and the others still run. */
async function part(title: string, work: () => Count | Promise<Count>): Promise<[string, Count]> {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(2, 76 - title.length))}\n`)
  try {
    return [title, await work()]
  } catch (error) {
    console.error(error)
    return [title, { passed: 0, failed: 1, note: error instanceof Error ? error.message : String(error) }]
  }
}

const names = process.argv.slice(2)
const parts: [string, Count][] = []
if (names.length > 0) {
  parts.push(await part('tests', () => unit(names)))
} else {
  parts.push(await part('types', () => check('turbo', 'run', 'types', '--continue', '--output-logs=errors-only')))
  parts.push(await part('lint', () => check('oxlint')))
  parts.push(await part('format', () => check('oxfmt', '--check')))
  parts.push(await part('docs', () => check('turbo', 'run', 'docs', '--output-logs=errors-only')))
  parts.push(await part('build', () => check('turbo', 'run', 'build', '--output-logs=errors-only')))
  parts.push(await part('tests', () => unit([])))
  parts.push(await part('journeys', journeys))
}

console.log(`\n── summary ${'─'.repeat(69)}\n`)
for (const [title, { passed, failed, note }] of parts) {
  console.log(`${title.padEnd(10)}${passed} passed, ${failed} failed${note ? ` (${note.split('\n')[0]})` : ''}`)
}
const broken = parts.flatMap(([, count]) => count.broken ?? [])
if (broken.length > 0) console.log(`\nbroke:\n${broken.map((line) => `  ${line}`).join('\n')}`)
const sum = (key: 'passed' | 'failed') => parts.reduce((total, [, count]) => total + count[key], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(sum('failed') > 0 ? 1 : 0)
