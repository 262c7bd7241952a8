// How much script the web app loads before its first page: the one way that the benchmark and the test count it.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Kilobytes (1000), gzip: every script that index.html of a build loads or preloads. */
export function firstScripts(dist: string): number {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const files = new Set([...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, file = '']) => file))
  if (files.size === 0) throw new Error(`no script in ${dist}/index.html`)
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0) / 1000
}
