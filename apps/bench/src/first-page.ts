// How long it takes to the first page of a stopped installation that has its data.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startProduct } from '@usher/api/testing/product'

/** Median of five starts, in seconds: PostgreSQL and the server, until GET / has answered with the page. */
export async function coldStart(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'usher-bench-'))
  chmodSync(dataDir, 0o755)
  const port = await freePort()
  const times: number[] = []
  try {
    // The first one makes the data.
    for (let run = 0; run <= 5; run += 1) {
      const start = performance.now()
      const product = await startProduct(dataDir, port)
      const page = await fetch(product.url)
      await page.text()
      if (!page.ok) throw new Error(`the first page: ${page.status}`)
      if (run > 0) times.push((performance.now() - start) / 1000)
      await product.end('SIGTERM')
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
  return times.toSorted((a, b) => a - b)[2] ?? Number.NaN
}
