// A program that stands for the server: looks at every file of a folder, with a good picture queued behind each, and
// prints a line of JSON a file. `node packages/api/src/testing/look-at-all.ts FOLDER [SECONDS]`: the work for one file.
import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Looked } from '../renditions/looked.ts'
import { openLooker, usualLimits } from '../renditions/looker.ts'
import { sniff } from '../renditions/sniff.ts'
import { pngOfZeros } from './hostile-parts.ts'

export interface Seen {
  name: string
  mediaType: string
  looked: Looked
  /** Of the good picture. */
  good: Looked
  /** Milliseconds. */
  sniffing: number
  looking: number
  /** MB: the most that the process had that looks, and the most that this one had. */
  peak: number
  own: number
  /** Whether the process was ended over it, or replaced because it kept too much memory. */
  isReplaced: boolean
}

const [, , folder = '.', seconds = '30'] = process.argv
const work = await mkdtemp(join(tmpdir(), 'usher-look-'))
const goodPath = join(work, 'good.png')
await writeFile(goodPath, pngOfZeros({ width: 640, height: 480 }))
const looker = openLooker({ ...usualLimits, work: Number(seconds) * 1_000 })

let peak = 0
let own = 0
/** The most memory a process ever had, in MB; 0 where the system does not say, or when it is gone. */
function mostOf(pid: number | null): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
  } catch {
    return 0
  }
}
const measuring = setInterval(() => {
  peak = Math.max(peak, mostOf(looker.pid()))
  own = Math.max(own, process.memoryUsage.rss() / 1_024 ** 2)
}, 10)

let count = 0
async function look(path: string, mediaType: string): Promise<Looked> {
  const into = join(work, String(++count))
  await mkdir(into)
  const looked = await looker.look({ path, mediaType, into })
  await rm(into, { recursive: true })
  return looked
}

for (const name of (await readdir(folder)).toSorted()) {
  await look(goodPath, 'image/png') // so that a process is there, and its start not counted
  const pid = looker.pid()
  peak = own = 0
  const path = join(folder, name)
  const begun = performance.now()
  const mediaType = await sniff(path, name)
  const sniffed = performance.now()
  const [[looked, done, isReplaced], good] = await Promise.all([
    look(path, mediaType).then((found) => [found, performance.now(), looker.pid() !== pid] as const),
    look(goodPath, 'image/png'),
  ])
  const sniffing = sniffed - begun
  const looking = done - sniffed
  const seen: Seen = { name, mediaType, looked, good, sniffing, looking, peak, own, isReplaced }
  console.log(JSON.stringify(seen))
}
clearInterval(measuring)
await looker.close()
await rm(work, { recursive: true })
