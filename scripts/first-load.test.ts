// What every page of the web app loads first, in a build of its own: what lies in apps/web/dist may be an older one.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { firstScripts } from '../apps/bench/src/first-scripts.ts'

const web = join(import.meta.dirname, '../apps/web')
const dist = mkdtempSync(join(tmpdir(), 'usher-first-load-'))
afterAll(() => rmSync(dist, { recursive: true, force: true }))

it('The first load is at most 250 kB of script, gzip', { timeout: 120_000 }, () => {
  const vite = join(web, 'node_modules/vite/bin/vite.js')
  const { status, stderr } = spawnSync(
    process.execPath,
    [vite, 'build', '--logLevel', 'error', '--outDir', dist, '--emptyOutDir'],
    // Else it would be a build for tests, with React's words for developers.
    { cwd: web, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  )
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const scripts = firstScripts(dist)
  // React and the router are more than that: with less, something is not counted.
  expect(scripts).toBeGreaterThan(100)
  expect(scripts).toBeLessThanOrEqual(250)
})
