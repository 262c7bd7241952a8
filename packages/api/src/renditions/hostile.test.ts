// Every hostile file ends in an answer, costs the server nothing, and takes nothing from the file behind it.
// HOSTILE_SECONDS=30: all of them, with the product's own limit for one file; otherwise a third.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { writeHostileFiles } from '../testing/hostile-files.ts'
import type {} from '../testing/figures.ts'
import type { Seen } from '../testing/look-at-all.ts'
import { nothingSeen } from './looked.ts'

/** They work for seconds, to be ended or not. */
const heavy =
  /^(bits-bomb|bomb-inside|bomb\.gif|blurs|calculator|colour-bomb|content-bomb|exif-huge|filters-in|forms-tenfold|frame-outside|long-path|many-|saves|text-bomb|turbulence|uses-tenfold)/
/** Something is expected of each of these below. */
const named =
  /^(exif-controls|interlaced-bomb|progressive-bomb|too-large\.png|says-most\.jpg|cut-at-50\.jpg|morphology|script|form\.|launch|.*-(html|zip)\.)/

const folder = mkdtempSync(join(tmpdir(), 'usher-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
const seconds = Number(process.env['HOSTILE_SECONDS'] ?? 5)
const files = await writeHostileFiles(folder)
if (seconds < 30)
  for (const [index, name] of [...files.keys()].entries())
    if (!named.test(name) && (heavy.test(name) || index % 3 > 0)) {
      rmSync(join(folder, name))
      files.delete(name)
    }

/** A program like the server has looked at them, with nothing else to do. */
const program = join(import.meta.dirname, '../testing/look-at-all.ts')
const { stdout } = await promisify(execFile)(process.execPath, [program, folder, String(seconds)])
// Its own lines.
const seen = stdout
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Seen)

it('each file ends in an answer, and is what its bytes say', ({ task }) => {
  expect(new Map(seen.map(({ name, mediaType }) => [name, mediaType]))).toEqual(files)
  const longest = Math.max(...seen.map(({ looking }) => looking)) / 1_000
  task.meta.figure = `${seen.length} files, ${longest.toFixed(1)} s at most`
})
it('what is said about a camera can be shown', () => {
  const cameras = seen.flatMap(({ looked }) => looked.camera ?? [])
  expect(cameras.length).toBeGreaterThan(0)
  expect(cameras.filter((camera) => !/^\P{C}{1,100}$/u.test(camera))).toEqual([])
})
it('the good picture behind each is drawn', () => {
  const good = { ...nothingSeen, width: 640, height: 480, renditions: ['small', 'large'] }
  for (const each of seen) expect([each.name, each.good]).toEqual([each.name, good])
})
it('what its process takes stays within the limit, but for what it can take in a blink', ({ task }) => {
  const peak = Math.max(...seen.map((each) => each.peak))
  expect(peak).toBeLessThan(1_200)
  task.meta.figure = `${peak.toFixed(0)} MB at most`
})
it('the server’s own memory stays as it was', ({ task }) => {
  const own = seen.map((each) => each.own)
  expect(Math.max(...own) - (own[0] ?? 0)).toBeLessThan(64)
  task.meta.figure = `${own[0]?.toFixed(0)} MB at first, ${Math.max(...own).toFixed(0)} MB at most`
})
it('what the bytes are is told in no time', () => {
  for (const each of seen) expect([each.name, each.sniffing < 500]).toEqual([each.name, true])
})

const of = (name: string) => seen.find((each) => each.name === name) ?? expect.fail(`${name} was not looked at`)

it.each([
  ['interlaced-bomb.png', 16_370, 16_370],
  ['progressive-bomb.jpg', 16_370, 16_370],
  ['too-large.png', 50_000, 50_000],
  ['says-most.jpg', 65_500, 65_500],
  ['cut-at-50.jpg', 640, 480],
])('%s has its size and no renditions', (name, width, height) => {
  expect(of(name).looked).toEqual({ ...nothingSeen, width, height })
})
it.each(['interlaced-bomb.png', 'progressive-bomb.jpg', 'morphology.svg'])('the process is ended over %s', (name) => {
  expect(of(name)).toMatchObject({ isReplaced: true, looked: { renditions: [] } })
})
it('a script in a document is not run: its page is drawn at once', () => {
  for (const name of ['script.pdf', 'scripts-by-name.pdf', 'form.pdf', 'launch.pdf'])
    expect(of(name)).toMatchObject({ looked: { pages: 1, renditions: ['small', 'large'] }, isReplaced: false })
})
it('two things at once are drawn as what they begin with', () => {
  for (const name of ['png-html.html', 'jpeg-zip.zip', 'jpeg-html.html', 'pdf-html.html'])
    expect(of(name).looked.renditions).toHaveLength(2)
})
